import { expect, test } from './support/test.ts';

test.describe('without a mouse', () => {
  test('a product is found, chosen and put into the cart', async ({ lumenShopper: ann, page }) => {
    await ann.opens();
    await page.keyboard.press('Tab');
    const skipLink = page.getByRole('link', { name: 'Skip to the content' });
    await expect(skipLink).toBeFocused();
    await expect(skipLink).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();

    await ann.tabsTo(page.getByRole('main').getByRole('link', { name: 'See everything' }).first());
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/products$/);

    const product = page.getByRole('main').getByRole('link').filter({ hasText: 'from' }).first();
    await product.waitFor();
    await ann.tabsTo(product);
    await page.keyboard.press('Enter');

    await expect(page.getByRole('button', { name: 'Add to cart' })).toBeVisible();
    const options = page.getByRole('radio');
    await ann.tabsTo(page.getByRole('radio', { checked: true }));
    if ((await options.count()) > 1) await page.keyboard.press('ArrowDown');
    await ann.tabsTo(page.getByRole('button', { name: 'Add to cart' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status')).toContainText('It is in your cart');

    await ann.tabsTo(page.getByRole('link', { name: 'See your cart' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: 'Go to checkout' })).toBeVisible();
  });

  test('a delivery is chosen, and the focus stays while the total changes', async ({
    weftShopper: ann,
    page,
  }) => {
    await ann.putsProductsIntoCart(1);
    await ann.goesToCheckout();
    const before = await ann.total.innerText();
    await ann.tabsTo(page.getByRole('radio', { checked: true }));
    await page.keyboard.press('ArrowDown');
    await expect(ann.total).not.toHaveText(before);
    await expect(page.getByRole('radio', { name: /^Courier/ })).toBeFocused();
    await ann.tabsTo(ann.orderButton);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payment');
  });
});
