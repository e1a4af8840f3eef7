import { randomUUID } from 'node:crypto';
import { Change, type OrderDetail } from '@tradewind/contracts';
import { Setback } from '../setback.ts';
import type { Shopper } from '../shopper.ts';
import type { StaffDesk } from '../staff-desk.ts';

/** What a refused change says when two of the staff wanted different things of one order. */
export const staffRefusals = ['illegal_transition', 'nothing_left_to_ship'];

type Deed = (shopper: Shopper, staff: StaffDesk, order: OrderDetail) => Promise<unknown>;

/** What becomes of an order that was paid, when it is not simply sent. */
export async function aftermath(shopper: Shopper, staff: StaffDesk, order: OrderDetail): Promise<void> {
  const deed = shopper.random.pick(deeds);
  await deed?.(shopper, staff, order);
  shopper.recording.count('handled by staff');
}

const cancels: Deed = ({ recording }, staff, { id }) =>
  staff.change(recording, 'cancel', `orders/${id}/cancellation`, { reason: 'Not to be had any more' });

const ships: Deed = ({ recording }, staff, { id }) =>
  staff.change(recording, 'ship', `orders/${id}/shipments`, { carrier: 'Load', tracking: randomUUID() });

const oneUnitOf = ({ lines: [line] }: OrderDetail) => [{ variantId: line?.variantId, quantity: 1 }];

/** One unit has a flaw: it never leaves, the rest does. */
const refundsOneUnit: Deed = async (shopper, staff, order) => {
  const wish = { lines: oneUnitOf(order), restock: true, reason: 'A flaw in the glaze' };
  await staff.change(shopper.recording, 'refund', `orders/${order.id}/refunds`, wish);
};

const refundsAnAmount: Deed = ({ recording }, staff, { id, total }) => {
  const amount = { ...total, amount: Math.min(100, total.amount) };
  return staff.change(recording, 'refund', `orders/${id}/refunds`, { amount, reason: 'It came late' });
};

const takesOneBack: Deed = async (shopper, staff, order) => {
  const { recording } = shopper;
  await ships(shopper, staff, order);
  const path = `/api/orders/${order.id}/returns`;
  const headers = { 'idempotency-key': randomUUID() };
  const body = { lines: oneUnitOf(order), reason: 'Too blue' };
  const { id } = await shopper.ask('ask to return', { method: 'POST', path, headers, body }, Change);
  await staff.change(recording, 'approve return', `returns/${id}/approval`);
  await staff.change(recording, 'receive return', `returns/${id}/receipt`, { restock: true });
  await staff.change(recording, 'refund return', `returns/${id}/refund`);
};

/** One sends what the other cancels: one of them is the first. */
const disagree: Deed = async (shopper, staff, order) => {
  const both = await Promise.allSettled([ships(shopper, staff, order), cancels(shopper, staff, order)]);
  for (const each of both) {
    // A refusal has been noted when it came.
    if (each.status === 'rejected' && !(each.reason instanceof Setback)) throw each.reason;
  }
};

const deeds: readonly Deed[] = [cancels, ships, refundsOneUnit, refundsAnAmount, takesOneBack, disagree];
