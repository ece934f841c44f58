import { defineConfig } from 'playwright/test';
import { browserExecutable, launchArguments } from './fixtures/browser.ts';

const reportFile = process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'];
const executablePath = browserExecutable();

// Evenings are real time: most of a test is waiting, so more workers than processors pay. With more,
// tests that pass alone have failed on two slow processors; `npm test` runs those again, one at a time.
const WORKERS = 4;

// Playwright reads its configuration from the default export.
export default defineConfig({
  testDir: './specs',
  outputDir: '../test-results',
  globalSetup: './fixtures/check-browser.ts',
  fullyParallel: true,
  workers: WORKERS,
  // Real time on a busy machine: a second run tells a rare race from a defect. `npm test` runs what failed again alone.
  retries: 1,
  forbidOnly: process.env['CI'] !== undefined,
  ...(process.env['HOLDLINE_SOAK'] === '1' ? {} : { grepInvert: /@soak/ }),
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ...(reportFile === undefined ? [] : [['json', { outputFile: reportFile }] as const])],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    // Each evening is about a page as its host gives it; what the worker does has tests of its own.
    serviceWorkers: 'block',
    // Pictures of every step would take the processor from the evenings; the page's own log tells more.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      args: [...launchArguments],
      ...(executablePath === null ? {} : { executablePath }),
    },
  },
});
