import { expect, test } from './support/test.ts';

test.describe('the cart', () => {
  test('changes quantities, removes lines and always shows what the shop counts', async ({
    weftShopper: ann,
    page,
  }) => {
    const [first = '', second = ''] = await ann.putsProductsIntoCart(2);
    await ann.opensCart();
    const firstLine = page.getByRole('main').getByRole('listitem').filter({ hasText: first });
    const before = await page.getByTestId('cart-total').innerText();

    await firstLine.getByRole('button', { name: /^One more/ }).click();
    await expect(firstLine.getByTestId('quantity')).toHaveText('2');
    await expect(page.getByTestId('cart-total')).not.toHaveText(before);
    await expect(page.getByRole('link', { name: 'Cart, 3 items' })).toBeVisible();

    await firstLine.getByRole('button', { name: /^One less/ }).click();
    await expect(page.getByTestId('cart-total')).toHaveText(before);

    await firstLine.getByRole('button', { name: /^Remove/ }).click();
    await expect(firstLine).toHaveCount(0);
    await page
      .getByRole('listitem')
      .filter({ hasText: second })
      .getByRole('button', { name: /^Remove/ })
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your cart is empty');
  });

  test('of one store is unknown to the other', async ({ lumenShopper, weftShopper, page }) => {
    await lumenShopper.putsProductsIntoCart(1);
    await weftShopper.opens();
    await expect(page.getByRole('link', { name: 'Cart, 0 items' })).toBeVisible();
  });
});
