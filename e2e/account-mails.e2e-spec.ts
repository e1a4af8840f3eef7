import { expectNoBarriers } from './support/barriers.ts';
import { mailTo, tokenLinkIn } from './support/mailbox.ts';
import { Shelf } from './support/shelf.ts';
import type { Shopper } from './support/shopper.ts';
import { expect, test } from './support/test.ts';

const [password, newPassword] = ['a long walk by the harbour', 'a short walk by the river'];

async function signsUp(ann: Shopper): Promise<void> {
  await ann.opens('/sign-up');
  await ann.fillsIn({ Name: 'Ann Other', 'E-mail': ann.email, Password: password });
  await ann.page.getByRole('button', { name: 'Create account' }).click();
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Other');
}

test.describe('the mails about an account', () => {
  test('lead from a forgotten password to a new one', async ({ lumenShopper: ann, page }) => {
    await signsUp(ann);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();

    await ann.opens('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Forgot your password?');
    await ann.fillsIn({ 'E-mail': ann.email });
    await page.getByRole('button', { name: 'Send me the link' }).click();
    await expect(page.getByRole('status')).toContainText('a mail is on its way');

    const answer = await page.goto(tokenLinkIn(await mailTo(ann.email, /new password/)));
    await expect(page).toHaveURL(/\/reset-password$/);
    expect(await answer?.headerValue('referrer-policy')).toBe('no-referrer');
    await ann.fillsIn({ 'New password': newPassword });
    await page.getByRole('button', { name: 'Set the password' }).click();
    await expect(page.getByRole('status')).toContainText('Your new password is set');

    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome back');
    await ann.fillsIn({ 'E-mail': ann.email, Password: newPassword });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Other');
    await expect(page.getByLabel('Your address')).toBeHidden();

    await ann.opens('/reset-password');
    await ann.fillsIn({ 'New password': password });
    await page.getByRole('button', { name: 'Set the password' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'not valid any more' })).toBeVisible();
  });

  test('show that an address is theirs, once they say so themselves', async ({ weftShopper: ann, page }) => {
    await signsUp(ann);
    await expect(page.getByLabel('Your address')).toContainText(ann.email);
    await page.getByRole('button', { name: 'Send it again' }).click();
    await expect(page.getByLabel('Your address')).toContainText('It is on its way.');
    await expectNoBarriers(page);

    await page.goto(tokenLinkIn(await mailTo(ann.email, /^Confirm your address/)));
    await expect(page).toHaveURL(/\/verify-email$/);
    await page.getByRole('button', { name: 'Confirm my address' }).press('Enter');
    await expect(page.getByRole('status')).toBeFocused();
    await page.getByRole('link', { name: 'Go to your account' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Other');
    await expect(page.getByLabel('Your address')).toBeHidden();
  });

  test('ask somebody to the staff, who joins by the link', async ({
    lumenShopper: joan,
    lumenStaff,
    page,
  }) => {
    await lumenStaff.invites(joan.email);
    await page.goto(tokenLinkIn(await mailTo(joan.email, /^Join the staff/)));
    await expect(page).toHaveURL(/\/staff\/invitation$/);
    await joan.fillsIn({ Name: 'Joan Clarke', Password: password });
    await page.getByRole('button', { name: 'Join' }).click();
    await expect(page.getByRole('status')).toContainText('You are of the staff of Lumen Prints now');
  });
});

test.describe('something that is sold out', () => {
  const [slug, sku, name] = ['scallop-tablecloth', 'WW-TA05-250', '150 × 250 cm'] as const;
  const shelf = new Shelf('weft', sku);
  test.afterEach(() => shelf.has(0));

  test('is waited for, and a mail tells when it is back', async ({ weftShopper: ann, weftStaff, page }) => {
    await shelf.has(0);
    await ann.opens(`/products/${slug}`);
    await page.getByRole('radio', { name }).check();
    const alert = page.getByRole('region', { name: 'Tell me when it is back' });
    await alert.getByLabel('E-mail').fill(ann.email);
    await alert.getByRole('button', { name: 'Tell me' }).click();
    await expect(alert.getByRole('status')).toContainText(`We write to ${ann.email}`);
    await expectNoBarriers(page);

    await weftStaff.receives(slug, sku, 3);
    expect((await mailTo(ann.email, /is back/)).html).toContain(`/products/${slug}`);
    await page.reload();
    await page.getByRole('radio', { name }).check();
    await expect(page.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
    await expect(alert).toBeHidden();
  });
});
