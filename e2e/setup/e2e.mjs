// `npm run test:e2e [-- arguments of Playwright]`: installs and builds what is missing or old, then runs the
// end-to-end tests. Plain JavaScript with Node's own modules only: it runs as the first command after a clone.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, ensurePackages, root, run } from './install.mjs';

/** What the built page is made of. */
const SOURCES = ['index.html', 'package-lock.json', 'public', 'src', 'tsconfig.json', 'vite.config.ts'];

function newestMs(path) {
  const full = join(root, path);
  if (!existsSync(full)) return 0;
  const stat = statSync(full);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(full).map((name) => newestMs(join(path, name))));
}

/** Whether dist is newer than the sources, and built for the tests: for streams of any origin. */
function isBuilt() {
  const assets = join(root, 'dist/assets');
  if (!existsSync(join(root, 'dist/index.html')) || !existsSync(assets)) return false;
  const builtMs = statSync(join(root, 'dist/index.html')).mtimeMs;
  if (SOURCES.some((source) => newestMs(source) > builtMs)) return false;
  return readdirSync(assets)
    .filter((file) => file.endsWith('.js'))
    .some((file) => readFileSync(join(assets, file), 'utf8').includes('["*"]'));
}

if (!ensurePackages()) process.exit(1);
const browser = process.env.HOLDLINE_CHROMIUM === 'playwright' ? 'playwright' : ensureBrowser();
if (browser === null) {
  console.error('The end-to-end tests need a Chromium: install one, or name it in HOLDLINE_CHROMIUM.');
  process.exit(1);
}
const hasOwnPage = process.env.HOLDLINE_DIST !== undefined;
if (!hasOwnPage && !isBuilt()) {
  console.log('Building the page …');
  if (!run('npx', ['vite', 'build', '--logLevel=warn'], { VITE_ALLOWED_ORIGINS: '*' })) process.exit(1);
}
const args = ['playwright', 'test', '-c', 'e2e/playwright.config.ts', ...process.argv.slice(2)];
process.exit(run('npx', args, { HOLDLINE_CHROMIUM: browser }) ? 0 : 1);
