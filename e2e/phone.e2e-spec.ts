import { devices } from '@playwright/test';
import { cards } from './support/shopper.ts';
import { expect, test } from './support/test.ts';

const { defaultBrowserType: _, ...phone } = devices['iPhone 14'];
test.use({ ...phone, viewport: { width: 390, height: 844 } });

test.describe('on a phone', () => {
  test('everything fits the width, from the menu to the paid order', async ({ weftShopper: ann, page }) => {
    const fits = async () =>
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), page.url()).toBe(
        true,
      );

    await ann.opens();
    await fits();
    await page.getByRole('banner').locator('summary').click();
    await page.getByRole('navigation', { name: 'Categories' }).getByRole('link').first().click();
    await expect(page).toHaveURL(/\/categories\//);
    await expect(page.getByRole('navigation', { name: 'Categories' })).toBeHidden();
    await fits();

    await ann.opensProduct();
    await fits();
    await ann.addsToCart();
    await ann.opensCart();
    await fits();
    await ann.placesOrder();
    await fits();
    await ann.paysWith(cards.good);
    await ann.seesOrderPaid();
    await fits();
  });
});
