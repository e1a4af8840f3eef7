import { expect, test } from './support/test.ts';

test.describe('the cart', () => {
  test('changes quantities, removes lines and always shows what the shop counts', async ({
    weftShopper: ann,
    page,
  }) => {
    const [first = '', second = ''] = await ann.putsProductsIntoCart(2);
    await ann.opensCart();
    const firstLine = page.getByRole('main').getByRole('listitem').filter({ hasText: first });
    const before = await ann.total.innerText();

    await firstLine.getByRole('button', { name: /^One more/ }).click();
    await expect(firstLine.getByTestId('quantity')).toHaveText('2');
    await expect(ann.total).not.toHaveText(before);
    await expect(page.getByRole('link', { name: 'Cart, 3 items' })).toBeVisible();

    await firstLine.getByRole('button', { name: /^One less/ }).click();
    await expect(ann.total).toHaveText(before);

    await firstLine.getByRole('button', { name: /^Remove/ }).click();
    await expect(firstLine).toHaveCount(0);
    await page
      .getByRole('listitem')
      .filter({ hasText: second })
      .getByRole('button', { name: /^Remove/ })
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your cart is empty');
  });

  test('takes the variant that was chosen, the second time too', async ({ weftShopper: ann, page }) => {
    await ann.opens('/products/skerry-herringbone-throw');
    await page.getByRole('radio').nth(2).check();
    await ann.addsToCart();
    await expect(page.getByRole('radio').nth(2)).toBeChecked();
    await ann.addsToCart();
    await expect(page.getByRole('link', { name: 'Cart, 2 items' })).toBeVisible();
    await ann.opensCart();
    await expect(page.getByTestId('quantity')).toHaveText('2');
  });

  test('says how many of a product one order may hold', async ({ lumenShopper: ann, page }) => {
    await ann.putsIntoCart('totality', 2);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.getByRole('status')).toContainText('at most 2 of this product');
    await ann.opensCart();
    await page.getByRole('button', { name: /^One more/ }).click();
    await expect(page.getByText('at most 2 of this product')).toBeVisible();
    await expect(page.getByTestId('quantity')).toHaveText('2');
  });

  test('says why a coupon does not count, and takes off what one that does is worth', async ({
    lumenShopper: ann,
    page,
  }) => {
    await ann.putsProductsIntoCart(1);
    await ann.opensCart();
    const before = await ann.total.innerText();
    for (const [code, why] of [
      ['nosuchcode', 'We do not know a coupon NOSUCHCODE'],
      ['expired', 'The coupon EXPIRED is over'],
      ['tenoff', 'The coupon TENOFF needs a larger order'],
    ] as const) {
      await ann.entersCoupon(code);
      await expect(page.getByText(why)).toBeVisible();
    }
    await expect(ann.total).toHaveText(before);

    await ann.entersCoupon(' welcome10 ');
    await expect(page.getByText('Coupon WELCOME10 counts.')).toBeVisible();
    await expect(page.getByLabel('Total')).toContainText('Discount, WELCOME10');
    await expect(ann.total).not.toHaveText(before);

    await page.getByRole('button', { name: 'Remove the coupon WELCOME10' }).click();
    await expect(ann.total).toHaveText(before);
  });

  test('of one store is unknown to the other', async ({ lumenShopper, weftShopper, page }) => {
    await lumenShopper.putsProductsIntoCart(1);
    await weftShopper.opens();
    await expect(page.getByRole('link', { name: 'Cart, 0 items' })).toBeVisible();
  });
});
