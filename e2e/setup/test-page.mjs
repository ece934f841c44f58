// The page that the tests open. It lies apart from dist/: it takes streams of any origin, which a deployed page must not.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './install.mjs';

/** HOLDLINE_DIST names another build to be tested, one that somebody else has made. */
export const testPage = process.env.HOLDLINE_DIST ?? join(root, '.cache/test/page');

/** What the built page is made of. */
const SOURCES = ['package-lock.json', 'public', 'src', 'tsconfig.json', 'vite.config.ts', '.build'];

function newestMs(path) {
  const full = join(root, path);
  if (!existsSync(full)) return 0;
  const stat = statSync(full);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(full).map((name) => newestMs(join(path, name))));
}

/** Builds it as `npm run build` would, but for the allowed origins. True if it succeeded. */
export function buildTestPage() {
  if (process.env.HOLDLINE_DIST !== undefined) return true;
  const args = ['vite', 'build', '--logLevel=warn', '--outDir', testPage, '--emptyOutDir'];
  return run('npx', args, { VITE_ALLOWED_ORIGINS: '*' });
}

/** The same, unless it is newer than its sources. */
export function ensureTestPage() {
  const index = join(testPage, 'index.html');
  const builtMs = existsSync(index) ? statSync(index).mtimeMs : -1;
  if (builtMs >= 0 && SOURCES.every((source) => newestMs(source) <= builtMs)) return true;
  console.log('Building the page …');
  return buildTestPage();
}
