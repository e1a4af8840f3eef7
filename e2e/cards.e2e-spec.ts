import { cards } from './support/shopper.ts';
import { expect, test } from './support/test.ts';

test.describe('paying', () => {
  test('a declined card is explained and another one pays the same order', async ({
    lumenShopper: ann,
    page,
  }) => {
    await ann.putsProductsIntoCart(1);
    await ann.placesOrder();
    const payment = page.url();

    await ann.paysWith(cards.declined);
    await expect(page.getByRole('alert').filter({ hasText: 'declined' })).toBeVisible();
    expect(page.url()).toBe(payment);

    await ann.paysWith(cards.good);
    await ann.seesOrderPaid();
  });

  test('a reloaded payment page goes on with the same order', async ({ weftShopper: ann, page }) => {
    await ann.putsProductsIntoCart(1);
    await ann.placesOrder();
    await page.reload();
    await ann.paysWith(cards.good);
    await ann.seesOrderPaid();
  });

  test('a card whose bank wants to be asked pays after the buyer approves', async ({
    weftShopper: ann,
    page,
  }) => {
    await ann.putsProductsIntoCart(1);
    await ann.placesOrder();
    await ann.paysWith(cards.asksBank);

    await page.getByRole('button', { name: 'Approve' }).click();
    await ann.seesOrderPaid();
    expect(page.url()).not.toContain('client_secret');
  });

  test('a buyer who refuses at the bank can pay in another way', async ({ lumenShopper: ann, page }) => {
    await ann.putsProductsIntoCart(1);
    await ann.placesOrder();
    await ann.paysWith(cards.asksBank);

    await page.getByRole('button', { name: 'Refuse' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'No money was taken' })).toBeVisible();
    await page.getByRole('link', { name: 'Pay now' }).click();
    await ann.paysWith(cards.good);
    await ann.seesOrderPaid();
  });
});
