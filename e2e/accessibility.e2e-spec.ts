import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Shopper } from './support/shopper.ts';
import { stores, type StoreSlug } from './support/stores.ts';
import { expect, test } from './support/test.ts';

/** What WCAG 2.2 AA asks for, as far as a machine can tell, plus axe's own advice. */
async function expectNoBarriers(page: Page): Promise<void> {
  // The payment form is the provider's own page in a frame.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  expect(found, page.url()).toEqual([]);
}

test.describe('axe finds no barriers', () => {
  for (const slug of Object.keys(stores) as StoreSlug[]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`at ${stores[slug].name}, ${colorScheme}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const ann = new Shopper(page, slug);
        for (const path of ['/', '/products', '/sign-in', '/sign-up', '/cart', '/nothing-here']) {
          await ann.opens(path);
          await expectNoBarriers(page);
        }
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
  }
});
