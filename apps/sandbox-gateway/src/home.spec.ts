import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAmount, aSandbox } from './sandbox-fixture.ts';

let sandbox: Awaited<ReturnType<typeof aSandbox>>;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

const home = async () => (await fetch(sandbox.url)).text();

describe('the page of the sandbox', () => {
  it('shows payments, what was given back, the cards, and how to arm a fault', async () => {
    const card = { confirm: true, payment_method: 'pm_card_visa' };
    const { id } = await sandbox.stripe.paymentIntents.create({ ...anAmount, ...card });
    await sandbox.stripe.refunds.create({ payment_intent: id, amount: 150 });
    const page = await home();
    for (const text of [id, '€42.50', '€1.50', '4000 0000 0000 5126', 'Nothing is armed']) {
      expect(page).toContain(text);
    }
  });

  it('shows what is armed, and lets no text become a part of the page', async () => {
    await sandbox.arm({
      kind: 'wrong_answer',
      operation: 'refunds.create',
      change: { status: '<script>' },
      times: 'until_disarmed',
    });
    const page = await home();
    expect(page).toContain('wrong answer');
    expect(page).toContain('0, until disarmed');
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('Nothing is armed');
  });
});
