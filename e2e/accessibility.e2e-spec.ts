import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Shopper } from './support/shopper.ts';
import { stores, type StoreSlug } from './support/stores.ts';
import { expect, test } from './support/test.ts';

/** What WCAG asks for as far as a machine can tell, and axe's own advice; then the contrasts of the dark look. */
async function expectNoBarriers(page: Page): Promise<void> {
  const barriers = await barriersOn(axeFor(page));
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const inTheDark = await barriersOn(axeFor(page).withRules('color-contrast'));
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect({ barriers, inTheDark }, page.url()).toEqual({ barriers: [], inTheDark: [] });
}

// The payment form in its frame is the provider's page, not ours.
const axeFor = (page: Page) => new AxeBuilder({ page }).exclude('iframe');

async function barriersOn(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

test.describe('axe finds no barriers', () => {
  test.beforeEach(({ page }) => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' }));

  for (const slug of Object.keys(stores) as StoreSlug[]) {
    test(`while looking around ${stores[slug].name}`, async ({ page }) => {
      const ann = new Shopper(page, slug);
      for (const path of ['/', '/products', '/sign-in', '/sign-up', '/cart', '/nothing-here']) {
        await ann.opens(path);
        await expectNoBarriers(page);
      }
    });

    test(`while buying at ${stores[slug].name}`, async ({ page }) => {
      const ann = new Shopper(page, slug);
      await ann.opensProduct();
      await ann.addsToCart();
      await expectNoBarriers(page);
      await ann.opensCart();
      await expectNoBarriers(page);
      await page.getByRole('link', { name: 'Go to checkout' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checkout');
      await expectNoBarriers(page);
      await ann.placesOrder();
      await expectNoBarriers(page);
      await ann.opens(new URL(page.url()).pathname.replace('/payment', ''));
      await expect(page.getByTestId('order-status')).toHaveText('Not paid yet');
      await expectNoBarriers(page);
    });
  }
});
