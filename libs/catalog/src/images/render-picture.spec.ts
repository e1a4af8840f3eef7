import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inTurn } from './render-picture.ts';

describe('large pictures', () => {
  const large = 20_000_000;
  const never = () => new Promise<never>(() => undefined);

  it('are decoded one after the other, also after one that failed', async () => {
    const steps: string[] = [];
    const decoding = (name: string) => async () => {
      steps.push(`${name} begins`);
      await sleep(20);
      steps.push(`${name} ends`);
      if (name === 'a') throw new Error('broken');
    };
    const turns = ['a', 'b'].map((name) => inTurn(large, decoding(name)));

    await expect(turns[0]).rejects.toThrow('broken');
    await turns[1];
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('do not wait for ever for one that never ends', async () => {
    void inTurn(large, never, 0.1);
    await sleep(20);
    expect(await inTurn(large, async () => 'decoded', 10)).toBe('decoded');
  });

  it('are not decoded for nobody, when they waited for too long', async () => {
    const decoded: string[] = [];
    void inTurn(large, never, 0.2);
    const late = inTurn(large, async () => decoded.push('late'), 0.1);

    await expect(late).rejects.toThrow('Other pictures took too long.');
    await inTurn(large, async () => decoded.push('next'));
    expect(decoded).toEqual(['next']);
  });
});
