// `npm run test:e2e [-- arguments of Playwright]`: installs and builds what is missing or old, then runs the
// end-to-end tests. Plain JavaScript with Node's own modules only: it runs as the first command after a clone.
import { ensureBrowser, ensurePackages, run } from './install.mjs';
import { ensureTestPage, testPage } from './test-page.mjs';

if (!ensurePackages()) process.exit(1);
const browser = ensureBrowser();
if (browser === null) {
  console.error('The end-to-end tests need a Chromium: install one, or name it in HOLDLINE_CHROMIUM.');
  process.exit(1);
}
if (!ensureTestPage()) process.exit(1);
const args = ['playwright', 'test', '-c', 'e2e/playwright.config.ts', ...process.argv.slice(2)];
process.exit(run('npx', args, { HOLDLINE_CHROMIUM: browser, HOLDLINE_DIST: testPage }) ? 0 : 1);
