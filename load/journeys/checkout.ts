import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Cart,
  CategoryList,
  NewCart,
  OrderDetail,
  PlacedOrder,
  ProductDetail,
  ProductPage,
  StartedPayment,
  StoreProfile,
  type Variant,
} from '@tradewind/contracts';
import type { Scenario } from '../scenario.ts';
import type { Shopper } from '../shopper.ts';

/** A guest comes in, looks around, buys two things, pays by card and waits until the shop knows of it. */
export const checkout: Scenario = {
  journey: buys,
  designedRefusals: new Set(['out_of_stock', 'nothing_in_stock']),
};

async function buys(shopper: Shopper): Promise<void> {
  shopper.visitor.forget();
  const store = await entersTheShop(shopper);
  const things = await choosesTwoThings(shopper);
  const cart = await putsThemInACart(shopper, things);
  const { order } = await placesTheOrder(shopper, cart);
  await keepsTheReceipt(shopper, store, order);
  await pays(shopper, order);
  await waitsUntilItIsPaid(shopper, store, order);
}

/** What the home page shows. */
async function entersTheShop(shopper: Shopper): Promise<StoreProfile> {
  const store = await shopper.ask('store', { path: '/api/store' }, StoreProfile);
  await shopper.ask('newest products', { path: '/api/products?limit=8' }, ProductPage);
  await shopper.thinks();
  return store;
}

async function choosesTwoThings(shopper: Shopper): Promise<Variant[]> {
  const { items: categories } = await shopper.ask('categories', { path: '/api/categories' }, CategoryList);
  const category = shopper.random.pick(categories.filter(({ productCount }) => productCount > 1));
  if (!category) return shopper.givesUp('category', 'nothing_in_stock', 'The shop is empty.');

  const { items } = await shopper.ask(
    'category',
    { path: `/api/products?category=${category.slug}` },
    ProductPage,
  );
  await shopper.thinks();
  const liked = shopper.random.sample(
    items.filter(({ inStock }) => inStock),
    2,
  );
  const things: Variant[] = [];
  for (const { slug } of liked) things.push(await looksAt(shopper, slug));
  return things;
}

async function looksAt(shopper: Shopper, slug: string): Promise<Variant> {
  const { variants } = await shopper.ask('product', { path: `/api/products/${slug}` }, ProductDetail);
  await shopper.thinks();
  const variant = shopper.random.pick(variants.filter(({ available }) => available > 0));
  return variant ?? shopper.givesUp('product', 'nothing_in_stock', 'No size of this product is in stock.');
}

async function putsThemInACart(shopper: Shopper, things: Variant[]): Promise<Cart> {
  if (things.length === 0)
    return shopper.givesUp('category', 'nothing_in_stock', 'Nothing here is in stock.');
  let { cart } = await shopper.ask('open cart', { method: 'POST', path: '/api/carts' }, NewCart);
  for (const { id } of things) {
    const path = `/api/carts/${cart.id}/lines/${id}`;
    const body = { quantity: shopper.random.between(1, 2) };
    cart = await shopper.ask('set line', { method: 'PUT', path, body }, Cart);
  }
  await shopper.thinks();
  return cart;
}

/** Expects to pay what the cart said, as a person would. */
function placesTheOrder(shopper: Shopper, cart: Cart): Promise<PlacedOrder> {
  const headers = { 'idempotency-key': randomUUID() };
  const body = { cartId: cart.id, email: 'load@example.com', shippingAddress, expectedTotal: cart.total };
  return shopper.ask('place order', { method: 'POST', path: '/api/orders', headers, body }, PlacedOrder);
}

const shippingAddress = {
  name: 'Lou Adler',
  line1: '1 Test Track',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

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
async function waitsUntilItIsPaid(shopper: Shopper, store: StoreProfile, { id }: OrderDetail): Promise<void> {
  const since = performance.now();
  for (
    let wait = firstWaitMs;
    performance.now() - since < patienceMs;
    wait = Math.min(wait * 1.5, longestWaitMs)
  ) {
    await sleep(wait);
    const { status } = await shopper.ask('read order', { path: `/api/orders/${id}` }, OrderDetail);
    if (status === 'awaiting_payment') continue;
    shopper.recording.took('card → seen paid', performance.now() - since);
    await shopper.journal.write({ event: 'seen paid', storeId: store.id, orderId: id });
    shopper.recording.count('paid');
    return;
  }
  shopper.givesUp('card → seen paid', 'not_paid_in_time', `Not paid after ${patienceMs / 1_000} s.`);
}
