import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  anySchedule,
  asOwner,
  booksOf,
  brokenInvariants,
  Play,
  type Schedule,
  WholeShop,
} from '@tradewind/testing';
import fc from 'fast-check';

/** Other ones with SCHEDULE_SEED=..., more of them with SCHEDULE_SECONDS=... */
const seed = Number(process.env['SCHEDULE_SEED'] ?? 20_261_121);
const seconds = Number(process.env['SCHEDULE_SECONDS'] ?? 60);

let shop: WholeShop;
beforeAll(async () => {
  shop = await WholeShop.open();
});
afterAll(() => shop.close());

const ends = new Map<string, number>();

async function endsWell(schedule: Schedule): Promise<void> {
  const play = await Play.begin(shop);
  await play.run(schedule);
  const orderIds = play.orders.map(({ id }) => id);
  expect(await brokenInvariants(shop.sandbox, play.store, orderIds)).toEqual([]);
  // After the end of every hold nothing is held for anybody.
  expect(await asOwner(play.store.id, 'SELECT variant_id FROM stock WHERE reserved <> 0')).toEqual([]);
  for (const order of play.orders) {
    const { status, payments } = await booksOf(order);
    expect(status).not.toBe('awaiting_payment');
    expect(payments.filter(({ captured }) => captured > 0).length).toBeLessThan(2);
    ends.set(status, (ends.get(status) ?? 0) + 1);
  }
}

describe('whatever happens, in whatever order, and whatever goes wrong meanwhile', () => {
  it(
    'our books end where the provider’s are, and every invariant holds',
    async () => {
      const until = performance.now() + seconds * 1_000;
      let played = 0;
      const property = fc.asyncProperty(anySchedule, async (schedule) => {
        if (performance.now() > until) return;
        await endsWell(schedule);
        played++;
      });
      // To find the smallest schedule that fails takes longer than anybody waits here: it is shown as it was drawn.
      await fc.assert(property, { seed, numRuns: 10_000, endOnFailure: true });

      if (process.env['SCHEDULE_SECONDS']) console.info(`${played} schedules`, Object.fromEntries(ends));
      // Otherwise nothing was tried.
      expect(ends.size).toBeGreaterThan(3);
    },
    (seconds + 120) * 1_000,
  );
});
