import { expectNoBarriers } from './support/barriers.ts';
import { Shopper } from './support/shopper.ts';
import { stores, type StoreSlug } from './support/stores.ts';
import { expect, test } from './support/test.ts';

// Looks like the token of a link; no page asks whether it is one before somebody presses a button.
const token = `01a1fde4-8375-762b-802a-0926855af6ad.${'A'.repeat(22)}`;
const linked = ['/verify-email', '/reset-password', '/staff/invitation'];
const mailPages = ['/forgot-password', ...linked, ...linked.map((page) => `${page}?token=${token}`)];

test.describe('axe finds no barriers', () => {
  test.beforeEach(({ page }) => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' }));

  for (const slug of Object.keys(stores) as StoreSlug[]) {
    test(`while looking around ${stores[slug].name}`, async ({ page }) => {
      const ann = new Shopper(page, slug);
      for (const path of ['/', '/products', '/sign-in', '/sign-up', ...mailPages, '/cart', '/nothing-here']) {
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
      await expect(page.getByRole('button', { name: /^Pay / })).toBeEnabled();
      await expectNoBarriers(page);
      await ann.opens(new URL(page.url()).pathname.replace('/payment', ''));
      await expect(page.getByTestId('order-status')).toHaveText('Not paid yet');
      await expectNoBarriers(page);
    });
  }
});
