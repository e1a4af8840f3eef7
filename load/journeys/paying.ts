import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cart, OrderDetail, PlacedOrder, StartedPayment, type StoreProfile } from '@tradewind/contracts';
import type { Shopper } from '../shopper.ts';

/** From a full cart to an order that the shop knows to be paid. */
export async function buysTheCart(shopper: Shopper, store: StoreProfile, cart: Cart): Promise<OrderDetail> {
  const { order } = await placesTheOrder(shopper, cart);
  await keepsTheReceipt(shopper, store, order);
  await pays(shopper, order);
  return waitsUntilItIsPaid(shopper, store, order);
}

/** Expects to pay what the cart said, as a person would. Everybody is somebody else: some coupons are for once. */
function placesTheOrder(shopper: Shopper, { id, country, total }: Cart): Promise<PlacedOrder> {
  const headers = { 'idempotency-key': randomUUID() };
  const email = `load-${randomUUID()}@example.com`;
  const body = { cartId: id, email, shippingAddress: { ...address, country }, expectedTotal: total };
  return shopper.ask('place order', { method: 'POST', path: '/api/orders', headers, body }, PlacedOrder);
}

const address = { name: 'Lou Adler', line1: '1 Test Track', postalCode: '10115', city: 'Testville' };

/** Whatever happens to anyone from here on: this order was promised. */
async function keepsTheReceipt(shopper: Shopper, store: StoreProfile, order: OrderDetail): Promise<void> {
  await shopper.journal.write({
    event: 'placed',
    storeId: store.id,
    orderId: order.id,
    number: order.number,
    total: order.total.amount,
    currency: order.total.currency,
    units: order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  });
  shopper.recording.count('placed');
}

async function pays(shopper: Shopper, order: OrderDetail): Promise<void> {
  const path = `/api/orders/${order.id}/payment`;
  const payment = await shopper.ask('start payment', { method: 'POST', path }, StartedPayment);
  await shopper.thinks();
  await shopper.recording.time('card (sandbox)', () => shopper.sandbox.payByCard(payment));
}

const patienceMs = 30_000;
const firstWaitMs = 50;
const longestWaitMs = 1_000;

/** As the order's page does: asks ever more rarely until the provider's webhook has arrived and was worked on. */
async function waitsUntilItIsPaid(
  shopper: Shopper,
  store: StoreProfile,
  { id }: OrderDetail,
): Promise<OrderDetail> {
  const since = performance.now();
  for (
    let wait = firstWaitMs;
    performance.now() - since < patienceMs;
    wait = Math.min(wait * 1.5, longestWaitMs)
  ) {
    await sleep(wait);
    const order = await shopper.ask('read order', { path: `/api/orders/${id}` }, OrderDetail);
    if (order.status === 'awaiting_payment') continue;
    shopper.recording.took('card → seen paid', performance.now() - since);
    await shopper.journal.write({ event: 'seen paid', storeId: store.id, orderId: id });
    shopper.recording.count('paid');
    return order;
  }
  return shopper.givesUp('card → seen paid', 'not_paid_in_time', `Not paid after ${patienceMs / 1_000} s.`);
}
