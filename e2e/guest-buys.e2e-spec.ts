import { mailTo, orderLinkIn } from './support/mailbox.ts';
import { cards, Shopper } from './support/shopper.ts';
import { stores, type StoreSlug } from './support/stores.ts';
import { expect, test } from './support/test.ts';

test.describe('a guest buys', () => {
  for (const slug of Object.keys(stores) as StoreSlug[]) {
    test(`two products at ${stores[slug].name}, sees them paid and finds the e-mail`, async ({
      page,
      browser,
    }) => {
      const ann = new Shopper(page, slug);
      await ann.opens();
      await expect(page).toHaveTitle(new RegExp(stores[slug].name));

      const [first = '', second = ''] = await ann.putsProductsIntoCart(2);
      await ann.placesOrder();
      await ann.paysWith(cards.good);
      await ann.seesOrderPaid();
      for (const name of [first, second]) await expect(page.getByLabel('Your order')).toContainText(name);
      await expect(page.getByRole('link', { name: 'Cart, 0 items' })).toBeVisible();

      const mail = await mailTo(ann.email);
      expect(mail.subject).toContain(stores[slug].name);
      expect(mail.text).toContain(first);

      await test.step('the link in the e-mail opens the order in another browser, and leaves no token behind', async () => {
        const elsewhere = await browser.newContext();
        const phone = await elsewhere.newPage();
        await phone.goto(orderLinkIn(mail));
        await expect(phone.getByTestId('order-status')).toHaveText('Paid');
        expect(phone.url()).not.toContain('token');
        await phone.reload();
        await expect(phone.getByTestId('order-status')).toHaveText('Paid');
        await elsewhere.close();
      });
    });
  }

  test('nothing of an order is shown to somebody who only knows its address', async ({
    lumenShopper: ann,
    page,
    browser,
  }) => {
    await ann.putsProductsIntoCart(1);
    await ann.placesOrder();
    const address = page.url().replace('/payment', '');

    const stranger = await (await browser.newContext()).newPage();
    const answer = await stranger.goto(`${address}?token=AAAAAAAAAAAAAAAAAAAAAA`);
    expect(answer?.status()).toBe(404);
    await expect(stranger.getByText('Ann Other')).toHaveCount(0);
    await stranger.context().close();
  });
});
