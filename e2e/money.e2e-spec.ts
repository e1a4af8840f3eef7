import { setTimeout as sleep } from 'node:timers/promises';
import { expectNoBarriers } from './support/barriers.ts';
import { cards } from './support/shopper.ts';
import { Shelf } from './support/shelf.ts';
import { expect, test } from './support/test.ts';

/** `€1,234.50` in cents. */
const centsIn = (words: string): number => Number(words.replace(/[^\d]/g, ''));

test.describe('money', () => {
  test('a coupon, a chosen delivery, a decline, a bank that asks, and a part of it paid back', async ({
    lumenShopper: ann,
    lumenStaff: owner,
    page,
  }) => {
    await ann.putsProductsIntoCart(2);
    await ann.opensCart();
    await ann.entersCoupon('WELCOME10');
    await expect(page.getByText('Coupon WELCOME10 counts.')).toBeVisible();
    const atHome = centsIn(await ann.total.innerText());

    await ann.goesToCheckout();
    // Faster than the shop: the delivery is chosen while the country is still on its way.
    await page.route('**/delivery', (route) => sleep(400).then(() => route.continue()), { times: 1 });
    await page.getByLabel('Country').selectOption({ label: 'Austria' });
    await page.getByRole('radio', { name: /^Courier/ }).check();
    await expect(ann.orderButton).toBeEnabled();
    await expect(page.getByLabel('Your order')).toContainText('including 20% VAT');
    const total = await ann.total.innerText();
    expect(centsIn(total)).toBeGreaterThan(atHome);
    await expect(ann.orderButton).toHaveText(`Order and pay ${total}`);

    await ann.agreesToTotal();
    await expect(ann.total).toHaveText(total);
    await ann.paysWith(cards.withoutFunds);
    await expect(page.getByRole('alert').filter({ hasText: 'not enough money' })).toBeVisible();
    await ann.paysWith(cards.asksBank);
    await page.getByRole('button', { name: 'Approve' }).click();
    await ann.seesOrderPaid();
    await expect(page.getByLabel('Your order')).toContainText('Discount, WELCOME10');
    await expect(page.getByLabel('Your order')).toContainText('Courier');

    const amount = { amount: 500, currency: 'EUR' };
    await owner.refunds(ann.orderId, { amount, reason: 'A corner was bent.' });
    await ann.findsOrder('Partly paid back');
    await expect(page.getByTestId('refunded')).toHaveText('−€5.00');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A part of it was paid back');
  });

  test('a price or a stock that moved is shown, and nothing is ordered until the buyer agrees again', async ({
    lumenShopper: ann,
    page,
  }) => {
    const ferns = new Shelf('lumen', 'LP-BO01-A4');
    await ferns.costs(1_900);
    await ferns.has(50);
    await ann.putsIntoCart('fern-one-frond', 3);
    await ann.goesToCheckout();
    const before = await ann.total.innerText();

    await ferns.costs(2_100);
    await ann.orderButton.click();
    const notice = page.getByRole('alertdialog');
    await expect(notice).toBeFocused();
    const now = await ann.total.innerText();
    expect(centsIn(now)).toBe(centsIn(before) + 600);
    await expect(notice).toContainText(`The total is ${now} now. It was ${before}.`);
    await expect(notice).toContainText('3 × €19.00');
    await expect(notice).toContainText('3 × €21.00');
    await expect(page.getByLabel('City', { exact: true })).toHaveValue('Dublin');
    await expectNoBarriers(page);

    await ferns.has(1);
    await ann.orderButton.click();
    await expect(notice).toContainText('only 1 left, you chose 3');
    await page.getByRole('button', { name: 'Take what is left' }).click();
    await expect(notice).toContainText('The total is');
    const left = await ann.total.innerText();
    await expect(ann.orderButton).toHaveText(`Order and pay ${left}`);
    await ann.agreesToTotal();
    await expect(ann.total).toHaveText(left);
  });

  test('an order that nobody has paid can be given up', async ({ weftShopper: ann, page }) => {
    await ann.putsProductsIntoCart(1);
    await ann.placesOrder();
    await page.getByRole('link', { name: 'Pay later, or cancel' }).click();
    await expect(page.getByText(/^It is held for you until/)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel this order' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await expect(page.getByTestId('order-status')).toHaveText('Cancelled');
    await ann.opens(`/orders/${ann.orderId}/payment`);
    await expect(page.getByTestId('order-status')).toHaveText('Cancelled');
  });

  test('what was sent can be sent back, and is followed from parcel to money', async ({
    weftShopper: ann,
    weftStaff: owner,
    page,
  }) => {
    await ann.putsIntoCart('bukhara-ikat-cushion', 2);
    await ann.placesOrder();
    await ann.paysWith(cards.good);
    await ann.seesOrderPaid();

    const [line] = (await owner.order(ann.orderId)).lines;
    const one = { variantId: line?.variantId, quantity: 1 };
    await owner.ships(ann.orderId, { lines: [one], carrier: 'An Post', tracking: 'CE123456789IE' });
    await ann.findsOrder('Partly on its way');
    await expect(page.getByText('CE123456789IE')).toBeVisible();
    await owner.ships(ann.orderId, {});
    await owner.notesArrival(ann.orderId);
    await ann.findsOrder('Arrived');

    await page.getByText('Send something back', { exact: true }).click();
    await page.getByRole('combobox', { name: /Bukhara/ }).selectOption('1');
    await page.getByLabel('Why?').fill('One is enough.');
    await expectNoBarriers(page);
    await page.getByRole('button', { name: 'Ask to send it back' }).click();
    await expect(page.getByTestId('return')).toContainText('We have been asked');

    await owner.takesBack(ann.orderId);
    await ann.findsOrder('Partly paid back');
    await expect(page.getByTestId('refunded')).toHaveText('−€44.00');
    await expectNoBarriers(page);
  });
});
