import {
  Cart,
  CategoryList,
  NewCart,
  ProductDetail,
  ProductPage,
  StoreProfile,
  type Variant,
} from '@tradewind/contracts';
import { restock } from '../restock.ts';
import type { Play, Scenario, Stage } from '../scenario.ts';
import type { Shopper } from '../shopper.ts';
import { count } from '../terminal.ts';
import { aftermath, staffRefusals } from './aftermath.ts';
import { buysTheCart } from './paying.ts';

/** A guest comes in, looks around, buys two things, pays by card and waits until the shop knows of it. */
export const checkout: Scenario = {
  // A coupon may be used up, and a total thereby changed, between the cart and the order.
  designedRefusals: new Set(['out_of_stock', 'nothing_in_stock', 'total_changed', ...staffRefusals]),
  prepare,
};

async function prepare({ client, stores, options, tell }: Stage): Promise<Play> {
  for (const store of options.restock ? stores : []) {
    const units = await restock(client, store, options.seconds);
    tell(`restocked ${store.name} with ${count(units)} units (--no-restock leaves the shelves as they are)`);
  }
  const staffShare = options.staffPercent / 100;
  return { stores, journey: (shopper) => buys(shopper, staffShare) };
}

async function buys(shopper: Shopper, staffShare: number): Promise<void> {
  shopper.visitor.forget();
  const store = await entersTheShop(shopper);
  const things = await choosesTwoThings(shopper);
  const full = await putsThemInACart(shopper, things);
  const cart = await triesACoupon(shopper, await choosesTheDelivery(shopper, store, full));
  const order = await buysTheCart(shopper, store, cart);
  if (shopper.staff && shopper.random.next() < staffShare) await aftermath(shopper, shopper.staff, order);
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

const travelShare = 0.3;
const abroad = ['FR', 'GB', 'US'];

/** Most live where the store is; all look through the ways of delivery and take one of them. */
async function choosesTheDelivery(shopper: Shopper, store: StoreProfile, { id }: Cart): Promise<Cart> {
  const livesAbroad = shopper.random.next() < travelShare;
  const country = (livesAbroad ? shopper.random.pick(abroad) : undefined) ?? store.country;
  const set = (body: object) =>
    shopper.ask('set delivery', { method: 'PUT', path: `/api/carts/${id}/delivery`, body }, Cart);
  const cart = await set({ country });
  await shopper.thinks();
  const way = shopper.random.pick(cart.shippingOptions);
  return way && way.id !== cart.shippingMethodId ? set({ country, shippingMethodId: way.id }) : cart;
}

const couponShare = 0.2;
/** Those of the demo stores. Another shop knows none of them, and says so in the cart. */
const coupons = ['WELCOME10', 'SHIPFREE', 'TENOFF', 'EXPIRED'];

/** Some have heard of a code. What it is worth, if anything, the cart says. */
async function triesACoupon(shopper: Shopper, cart: Cart): Promise<Cart> {
  if (shopper.random.next() >= couponShare) return cart;
  const body = { code: shopper.random.pick(coupons) };
  return shopper.ask('enter coupon', { method: 'PUT', path: `/api/carts/${cart.id}/coupon`, body }, Cart);
}
