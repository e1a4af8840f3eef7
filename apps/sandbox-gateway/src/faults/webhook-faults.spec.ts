import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { anAmount, aSandbox, aShop, eventually } from '../sandbox-fixture.ts';

const CREATED = 'payment_intent.created';

let shop: Awaited<ReturnType<typeof aShop>>;
let sandbox: Awaited<ReturnType<typeof aSandbox>>;
beforeAll(async () => {
  shop = await aShop();
  sandbox = await aSandbox({ webhookUrl: shop.webhookUrl, webhookEvents: [CREATED] });
});
beforeEach(() => void shop.events.splice(0));
afterEach(() => sandbox.disarm());
afterAll(async () => {
  await sandbox.close();
  await shop.close();
});

const create = () => sandbox.stripe.paymentIntents.create(anAmount);
const paymentOf = ({ data }: Stripe.Event) => ('id' in data.object ? data.object.id : undefined);

/** So many payments, one after the other; their ids in that order. */
async function payments(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push((await create()).id);
  return ids;
}

const heldUp = async () => (await sandbox.faults()).reduce((sum, { waiting }) => sum + waiting, 0);
const pending = async () => (await sandbox.control('GET', '/sandbox/ledger?account=acct_none')).body;

describe('a fault of webhooks', () => {
  it.each([true, false])(
    'sends one event many times (in parallel: %s), and the next one once',
    async (parallel) => {
      await sandbox.arm({ kind: 'duplicate', copies: 10, parallel });
      const [first, second] = await payments(2);
      await eventually(() => expect(shop.events).toHaveLength(11));
      expect(new Set(shop.events.map(({ id }) => id)).size).toBe(2);
      expect(shop.events.filter((event) => paymentOf(event) === first)).toHaveLength(10);
      expect(shop.events.filter((event) => paymentOf(event) === second)).toHaveLength(1);
      await eventually(async () => expect(await pending()).toMatchObject({ pending_webhooks: 0 }));
    },
  );

  it('turns the next ones around', async () => {
    await sandbox.arm({ kind: 'reorder', count: 4 });
    const ids = await payments(4);
    await eventually(() => expect(shop.events.map(paymentOf)).toEqual(ids.toReversed()));
    const [next] = await payments(1);
    await eventually(() => expect(shop.events.map(paymentOf)).toEqual([...ids.toReversed(), next]));
  });

  it('shuffles them the same way for the same seed', async () => {
    const orderOf = async (seed: number) => {
      shop.events.splice(0);
      await sandbox.arm({ kind: 'reorder', count: 8, order: 'shuffle', seed });
      const ids = await payments(8);
      await eventually(() => expect(shop.events).toHaveLength(8));
      return shop.events.map((event) => ids.indexOf(paymentOf(event) ?? ''));
    };
    const [first, again, other] = [await orderOf(3), await orderOf(3), await orderOf(4)];
    expect(first.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('waits for the last one to be turned around only so long', async () => {
    await sandbox.arm({ kind: 'reorder', count: 5, ms: 1_000 });
    const ids = await payments(2);
    expect(shop.events).toEqual([]);
    await eventually(() => expect(shop.events.map(paymentOf)).toEqual(ids.toReversed()));
    expect(await heldUp()).toBe(0);
  });

  it('delays one', async () => {
    await sandbox.arm({ kind: 'delay', event: 'payment_intent.*', ms: 1_000 });
    const start = performance.now();
    const [late, soon] = await payments(2);
    await eventually(() => expect(shop.events.map(paymentOf)).toEqual([soon, late]));
    expect(performance.now() - start).toBeGreaterThan(990);
  });

  it('loses one, which stays among the events', async () => {
    await sandbox.arm({ kind: 'lose' });
    const [lost, other] = await payments(2);
    await eventually(() => expect(shop.events.map(paymentOf)).toEqual([other]));
    const [, forgotten] = await sandbox.deliveries();
    expect(forgotten).toMatchObject({ payment_intent: lost, outcome: 'lost', pending: false, attempts: [] });
    expect(await pending()).toMatchObject({ pending_webhooks: 0 });
    const { data } = await sandbox.stripe.events.list({ limit: 2 });
    expect(data.map(paymentOf)).toEqual([other, lost]);
  });

  it('holds them until it is disarmed', async () => {
    const { id } = await sandbox.arm({ kind: 'hold', times: 'until_disarmed' });
    const ids = await payments(3);
    await eventually(async () => expect(await heldUp()).toBe(3));
    expect(await pending()).toMatchObject({ pending_webhooks: 3 });
    expect(shop.events).toEqual([]);
    await sandbox.disarm(id);
    await eventually(() => expect(shop.events.map(paymentOf).toSorted()).toEqual(ids.toSorted()));
  });

  it('strikes only the types it names', async () => {
    await sandbox.arm({ kind: 'lose', event: 'refund.*', times: 'until_disarmed' });
    const [id] = await payments(1);
    await eventually(() => expect(shop.events.map(paymentOf)).toEqual([id]));
  });
});

describe('what was sent', () => {
  it('is told with every answer of the shop, tried again ever later', async () => {
    shop.answerNext(500, 503, 404);
    await create();
    await eventually(() => expect(shop.events).toHaveLength(1));
    await eventually(async () => {
      const [delivery] = await sandbox.deliveries(CREATED);
      expect(delivery?.outcome).toBe('delivered');
      expect(delivery?.attempts.map(({ answered }) => answered)).toEqual([500, 503, 404, 200]);
      const times = delivery?.attempts.map(({ at_ms }) => at_ms) ?? [];
      const [first = 0, , third = 0] = times.slice(1).map((time, at) => time - (times[at] ?? 0));
      expect(third).toBeGreaterThan(first);
    });
  });

  it('says when it will be tried again', async () => {
    shop.answerNext(500, 500, 500);
    await create();
    await eventually(async () => {
      const [delivery] = await sandbox.deliveries();
      expect(delivery).toMatchObject({ pending: true, next_attempt_at_ms: expect.any(Number) });
    });
    await eventually(() => expect(shop.events).toHaveLength(1));
  });

  it('can be sent again, old, from the future, or with a wrong signature', async () => {
    await create();
    await eventually(() => expect(shop.events).toHaveLength(1));
    const [{ id } = { id: '' }] = await sandbox.deliveries();
    const deliver = async (options: object) =>
      (await sandbox.control('POST', `/sandbox/events/${id}/deliver`, options)).body;
    expect(await deliver({})).toMatchObject({ answers: [200] });
    expect(await deliver({ times: 5, parallel: true })).toMatchObject({ answers: [200, 200, 200, 200, 200] });
    expect(await deliver({ age_seconds: 400 })).toMatchObject({ answers: [400] });
    expect(await deliver({ signature: 'wrong' })).toMatchObject({ answers: [400] });
    expect(await deliver({ signature: 'missing' })).toMatchObject({ answers: [400] });
    expect(shop.events).toHaveLength(7);
    const [delivery] = await sandbox.deliveries();
    expect(delivery?.attempts).toHaveLength(10);
  });

  it.each([
    [{ age: 3 }, 422, 'age'],
    [{ times: 1_000 }, 422, 'times'],
    [{ signature: 'mine' }, 422, 'signature'],
  ])('%j is refused', async (options, status, param) => {
    await create();
    const [{ id } = { id: '' }] = await sandbox.deliveries();
    const answer = await sandbox.control('POST', `/sandbox/events/${id}/deliver`, options);
    expect(answer).toMatchObject({ status, body: { error: { param } } });
  });

  it('is a 404 for an event that never was', async () => {
    const answer = await sandbox.control('POST', '/sandbox/events/evt_none/deliver', {});
    expect(answer.status).toBe(404);
  });
});
