import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What WCAG asks for as far as a machine can tell, and axe's own advice; then the contrasts of the dark look. */
export async function expectNoBarriers(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const barriers = await barriersOn(axeFor(page));
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const inTheDark = await barriersOn(axeFor(page).withRules('color-contrast'));
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect({ barriers, inTheDark }, page.url()).toEqual({ barriers: [], inTheDark: [] });
}

// The payment form in its frame is the provider's page, not ours.
const axeFor = (page: Page) => new AxeBuilder({ page }).exclude('iframe');

async function barriersOn(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
