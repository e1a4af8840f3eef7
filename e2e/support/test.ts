import { test as base } from '@playwright/test';
import { Shopper } from './shopper.ts';

interface Fixtures {
  /** Someone shopping at Lumen Prints. */
  lumenShopper: Shopper;
  /** Someone shopping at Weft & Warp. */
  weftShopper: Shopper;
  /** Fails the test when a page logged an error or broke the content security policy. */
  quietConsole: undefined;
}

export const test = base.extend<Fixtures>({
  lumenShopper: async ({ page }, use) => use(new Shopper(page, 'lumen')),
  weftShopper: async ({ page }, use) => use(new Shopper(page, 'weft')),
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        // What the browser itself says of an answer like 401 or 404 is not an error of the page.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          errors.push(message.text());
      });
      await use(undefined);
      base.expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
