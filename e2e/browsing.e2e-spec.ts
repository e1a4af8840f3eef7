import type { Page } from '@playwright/test';
import { originOf, stores } from './support/stores.ts';
import { expect, test } from './support/test.ts';

const backgroundOf = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

test.describe('browsing', () => {
  test('each store has its own name, look and products', async ({ lumenShopper, weftShopper, page }) => {
    await lumenShopper.opens();
    await expect(page.getByRole('banner').getByRole('link', { name: stores.lumen.name })).toBeVisible();
    const lumenPage = await backgroundOf(page);
    await weftShopper.opens();
    await expect(page.getByRole('banner').getByRole('link', { name: stores.weft.name })).toBeVisible();
    const weftPage = await backgroundOf(page);
    expect(weftPage).not.toBe(lumenPage);
  });

  test('every product is reached page by page, without scripts', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${originOf('lumen')}/products`);
    const seen: string[] = [];
    for (;;) {
      const links = page.getByRole('main').getByRole('listitem').getByRole('link');
      for (const link of await links.all()) seen.push((await link.getAttribute('href')) ?? '');
      const more = page.getByRole('link', { name: 'Show more' });
      if ((await more.count()) === 0) break;
      await more.click();
      await page.waitForLoadState();
    }
    expect(seen.length).toBeGreaterThanOrEqual(60);
    expect(new Set(seen).size).toBe(seen.length);
    await context.close();
  });

  test('pictures come in the width that is needed, in a modern format', async ({
    weftShopper: ann,
    page,
  }) => {
    const source = () =>
      page.evaluate<string>(
        '[...document.querySelectorAll("main img")].map((image) => image.currentSrc).join()',
      );
    // A shop that has just been seeded is still rendering its pictures; some are there soon.
    await expect(async () => {
      await ann.opens('/products');
      expect(await source()).toContain('.avif');
    }).toPass({ timeout: 45_000, intervals: [1000] });
    expect(await source()).not.toContain('1600');
    // A browser that knows neither AVIF nor WebP shows the JPEG.
    const offers = await page.evaluate<string[]>(
      '[...document.querySelector("main picture:has(source)").children].map(({ type, src }) => type || src)',
    );
    expect(offers).toEqual(['image/avif', 'image/webp', expect.stringMatching(/\.jpeg$/)]);
  });

  test('what is not there is a 404 in the look of the store', async ({ lumenShopper: ann, page }) => {
    for (const path of [
      '/nothing',
      '/products/nothing',
      '/categories/nothing',
      '/products?cursor=nonsense',
      '/orders/nothing',
    ]) {
      const answer = await page.goto(originOf('lumen') + path);
      expect(answer?.status(), path).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('We looked everywhere');
    }
    await ann.opens();
  });

  test('pages carry their security headers, and what is personal is not stored by anyone', async ({
    page,
  }) => {
    const answer = await page.goto(`${originOf('lumen')}/cart`);
    const headers = answer?.headers() ?? {};
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).toMatch(/'nonce-[^']+' 'strict-dynamic'/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toContain('no-store');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  test('the choice of dark colours stays', async ({ lumenShopper: ann, page }) => {
    await ann.opens();
    await page.getByLabel('Colours').selectOption('Dark');
    await expect.poll(() => backgroundOf(page)).toBe('rgb(20, 20, 19)');
    await page.reload();
    expect(await backgroundOf(page)).toBe('rgb(20, 20, 19)');
  });
});
