import { test as base } from '@playwright/test';
import { Shopper } from './shopper.ts';
import { Staff } from './staff.ts';

interface Fixtures {
  /** Someone shopping at Lumen Prints. */
  lumenShopper: Shopper;
  /** Someone shopping at Weft & Warp. */
  weftShopper: Shopper;
  /** The owners of the stores, at the staff API. */
  lumenStaff: Staff;
  weftStaff: Staff;
  /** Fails the test when a page logged an error or broke the content security policy. */
  quietConsole: undefined;
}

export const test = base.extend<Fixtures>({
  lumenShopper: async ({ page }, use) => use(new Shopper(page, 'lumen')),
  weftShopper: async ({ page }, use) => use(new Shopper(page, 'weft')),
  lumenStaff: async ({ playwright }, use) => lend(await Staff.of('lumen', playwright.request), use),
  weftStaff: async ({ playwright }, use) => lend(await Staff.of('weft', playwright.request), use),
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

async function lend(staff: Staff, use: (staff: Staff) => Promise<void>): Promise<void> {
  await use(staff);
  await staff.leaves();
}

export { expect } from '@playwright/test';
