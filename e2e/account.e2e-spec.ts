import { cards } from './support/shopper.ts';
import { expect, test } from './support/test.ts';

const password = 'a long walk by the harbour';

test.describe('an account', () => {
  test('keeps the guest cart on signing up, lists the orders, and can be left and entered again', async ({
    lumenShopper: ann,
    page,
  }) => {
    const [product = ''] = await ann.putsProductsIntoCart(1);

    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Create an account' }).click();
    await ann.fillsIn({ Name: 'Ann Other', 'E-mail': ann.email, Password: password });
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Other');
    await expect(page.getByRole('link', { name: 'Cart, 1 item' })).toBeVisible();

    await ann.placesOrder();
    await expect(page.getByLabel('Your order')).toContainText(product);
    await ann.paysWith(cards.good);
    await ann.seesOrderPaid();

    await page.getByRole('link', { name: /^Your account, / }).click();
    const orders = page.getByRole('main').getByRole('listitem');
    await expect(orders).toHaveCount(1);
    await expect(orders).toContainText('Paid');

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    await ann.opens('/account');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome back');

    await ann.fillsIn({ 'E-mail': ann.email, Password: password });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(orders).toContainText('Paid');
    await orders.getByRole('link').click();
    await expect(page.getByLabel('Your order')).toContainText(product);
  });

  test('takes over the cart that a guest filled before signing in', async ({ weftShopper: ann, page }) => {
    await ann.opens('/sign-up');
    await ann.fillsIn({ Name: 'Ann Other', 'E-mail': ann.email, Password: password });
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Other');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();

    await ann.putsProductsIntoCart(1);
    await ann.opens('/sign-in?next=/cart');
    await ann.fillsIn({ 'E-mail': ann.email, Password: password });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your cart');
    await expect(page.getByRole('link', { name: 'Cart, 1 item' })).toBeVisible();
  });

  test('does not open with a wrong password, and says so', async ({ lumenShopper: ann, page }) => {
    await ann.opens('/sign-in');
    await ann.fillsIn({ 'E-mail': ann.email, Password: 'not the password' });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible();
    await expect(page.getByLabel('E-mail')).toHaveValue(ann.email);
  });
});
