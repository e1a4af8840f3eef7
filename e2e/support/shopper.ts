import { expect, type Locator, type Page } from '@playwright/test';
import { originOf, type StoreSlug } from './stores.ts';

export const cards = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  withoutFunds: '4000 0000 0000 9995',
  asksBank: '4000 0025 0000 3155',
} as const;

/** A person with a browser and an e-mail address of their own. */
export class Shopper {
  readonly email = `ann-${crypto.randomUUID()}@example.com`;
  readonly page: Page;
  private readonly store: StoreSlug;

  constructor(page: Page, store: StoreSlug) {
    this.page = page;
    this.store = store;
  }

  async opens(path = '/'): Promise<void> {
    await this.page.goto(originOf(this.store) + path);
  }

  /** Looks through everything there is and opens the nth product that can be bought; its name. */
  async opensProduct(nth = 0): Promise<string> {
    await this.opens('/products');
    const link = this.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: 'from' })
      .nth(nth)
      .getByRole('link');
    await link.click();
    await expect(this.page.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
    return this.page.getByRole('heading', { level: 1 }).innerText();
  }

  async putsIntoCart(slug: string, quantity = 1): Promise<void> {
    await this.opens(`/products/${slug}`);
    await this.page.getByLabel('Quantity').selectOption(String(quantity));
    await this.addsToCart();
  }

  async addsToCart(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(this.page.getByRole('status')).toContainText('It is in your cart');
  }

  async putsProductsIntoCart(count: number): Promise<string[]> {
    const names: string[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      names.push(await this.opensProduct(nth));
      await this.addsToCart();
    }
    return names;
  }

  async opensCart(): Promise<void> {
    await this.page.getByRole('link', { name: /^Cart, / }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(/cart/);
  }

  /** From the cart to the payment, with an address. */
  async placesOrder(): Promise<void> {
    await this.goesToCheckout();
    await this.agreesToTotal();
  }

  /** From the cart to the button that orders, with an address. */
  async goesToCheckout(country = 'Ireland'): Promise<void> {
    await this.opensCart();
    await this.page.getByRole('link', { name: 'Go to checkout' }).click();
    await this.fillsIn({
      'E-mail': this.email,
      Name: 'Ann Other',
      'Street and number': '12 Rope Walk',
      'Postal code': 'D04 X285',
      City: 'Dublin',
    });
    await this.page.getByLabel('Country').selectOption({ label: country });
    await expect(this.orderButton).toBeEnabled();
  }

  async agreesToTotal(): Promise<void> {
    await this.orderButton.click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('Payment');
  }

  /** It says what it costs. */
  get orderButton(): Locator {
    return this.page.getByRole('button', { name: /^Order and pay/ });
  }

  /** What everything comes to, wherever it is shown on this screen. */
  get total(): Locator {
    return this.page.getByTestId('total').filter({ visible: true });
  }

  async entersCoupon(code: string): Promise<void> {
    await this.page.getByLabel('Coupon code').fill(code);
    await this.page.getByRole('button', { name: 'Apply' }).click();
  }

  /** The id in the address of an order's pages. */
  get orderId(): string {
    return /\/orders\/([0-9a-f-]{36})/.exec(this.page.url())?.[1] ?? '';
  }

  async paysWith(card: string): Promise<void> {
    const form = this.page.frameLocator('iframe[title="Secure payment input frame"]');
    await form.getByLabel('Card number').fill(card);
    await form.getByLabel('Expiration date').fill('12 / 34');
    await form.getByLabel('Security code').fill('123');
    await this.page.getByRole('button', { name: /^Pay / }).click();
  }

  /** The page says so by itself: nothing is reloaded. */
  async seesOrderPaid(): Promise<void> {
    await expect(this.page.getByTestId('order-status')).toHaveText('Paid', { timeout: 30_000 });
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('Thank you, it is yours');
  }

  /** Looks at the order until it has become this: what staff write is read from a replica. */
  async findsOrder(status: string): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      await expect(this.page.getByTestId('order-status')).toHaveText(status, { timeout: 500 });
    }).toPass({ timeout: 15_000 });
  }

  async fillsIn(fields: Record<string, string>): Promise<void> {
    const main = this.page.getByRole('main');
    for (const [label, text] of Object.entries(fields)) {
      await main.getByLabel(label, { exact: true }).fill(text);
    }
  }

  /** Presses Tab until the element has the focus, as someone without a mouse does. */
  async tabsTo(element: Locator, mostPresses = 60): Promise<void> {
    for (let presses = 0; presses < mostPresses; presses += 1) {
      if ((await element.and(this.page.locator(':focus')).count()) > 0) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`The focus did not come to ${element.toString()} in ${mostPresses} presses of Tab.`);
  }
}
