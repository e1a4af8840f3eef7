import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aCategory,
  aProduct,
  aShippingMethod,
  aStore,
  root,
  TestProcess,
  type TestStore,
  WholeShop,
} from '@tradewind/testing';

let shop: WholeShop;
let store: TestStore;

beforeAll(async () => {
  shop = await WholeShop.open();
  store = await aStore();
  await aShippingMethod(store);
  const categoryId = await aCategory(store);
  await Promise.all([1, 2, 3].map((stock) => aProduct(store, { stock, categoryId })));
});
afterAll(() => shop.close());

/** The command itself, as a process of its own. */
async function load(...args: string[]) {
  const command = new TestProcess({
    args: [
      '--disable-warning=ExperimentalWarning',
      '--conditions=source',
      `${root}/load/run.ts`,
      ...args,
      '--store',
      store.slug,
    ],
    env: { ...process.env, API_URL: shop.api.origin, STRIPE_API_URL: shop.sandbox.url },
  });
  return { code: await command.exitCode(), output: command.output };
}

describe('npm run load', () => {
  it('sells in a flash sale what there is and no more, and tells all others that they are too late', async () => {
    const { code, output } = await load('flash-sale', '--users', '16', '--units', '9', '--duration', '3');
    expect(output).toContain('9 units of');
    expect(output).toMatch(
      /✔ D82 all that was on sale was sold, and nothing more \(9 of 9, the last in second \d/,
    );
    expect(output).toMatch(/✔ D82 who came too late was told so .* \([1-9]\d* refused\)/);
    expect(output).toMatch(/✔ O1 .*\(9 orders\)/);
    expect(code).toBe(0);
  });

  it('fails a flash sale that leaves something over', async () => {
    const { code, output } = await load('flash-sale', '--users', '1', '--units', '5000', '--duration', '1');
    expect(output).toMatch(/✘ D82 all that was on sale[^]*\d+ of 5000 were sold/);
    expect(code).toBe(1);
  });

  it('lets people buy, with a delivery and sometimes a coupon', async () => {
    const { code, output } = await load('checkout', '--users', '2', '--duration', '3');
    expect(output).toMatch(/set delivery +\d/);
    expect(output).toContain('All books agree.');
    expect(code).toBe(0);
  });

  it('says that it knows no staff here, before anybody comes', async () => {
    const { code, output } = await load('checkout', '--staff', '10', '--no-restock');
    expect(output).toMatch(/owner@.* cannot sign in .*Leave --staff out/);
    expect(code).toBe(1);
  });
});
