import { defineConfig, devices } from '@playwright/test';

const executablePath = process.env.CHROMIUM_PATH;

/**
 * Whole journeys in a real browser, against a shop that is running. Where: E2E_BASE_PORT, or BASE_URL /
 * STOREFRONT_URL (see e2e/support/stores.ts); its mailbox: MAILBOX_URL.
 */
export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.e2e-spec.ts',
  outputDir: './test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // For the slowest machine; a test that hangs still ends.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: 'reports/playwright.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    // Snapshots of the page tell what happened; pictures as well would cost half as much again.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Chromium's own sandbox does not start as root; the pages are all ours.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
});
