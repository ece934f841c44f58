// `npm run bench:seek`: how soon a seek is heard on Holdline's page, beside a bare media element with the same data.
// Plain JavaScript with Node's own modules only: it runs as the first command after a clone.
import { ensureBrowser, ensurePackages, run } from '../setup/install.mjs';
import { ensureTestPage, testPage } from '../setup/test-page.mjs';

if (!ensurePackages()) process.exit(1);
const browser = ensureBrowser();
if (browser === null) {
  console.error('The benchmark needs a Chromium: install one, or name it in HOLDLINE_CHROMIUM.');
  process.exit(1);
}
if (!ensureTestPage()) process.exit(1);
const env = { HOLDLINE_CHROMIUM: browser, HOLDLINE_DIST: testPage };
process.exit(run('npx', ['tsx', 'e2e/bench/seek.ts', ...process.argv.slice(2)], env) ? 0 : 1);
