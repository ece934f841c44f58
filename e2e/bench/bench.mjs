// `npm run bench [-- options]`: installs and builds what is missing, then measures. Plain JavaScript with Node's own
// modules only until the packages are there: it may run as the first command after a clone.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ensureBrowser, ensurePackages } from '../setup/install.mjs';
import { ensureTestPage, testPage } from '../setup/test-page.mjs';

const here = import.meta.dirname;

/** The peers have a lock file of their own: nobody who installs Holdline installs them. */
function ensurePeers() {
  const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  const isThere = ([name, version]) => {
    const file = join(here, 'node_modules', name, 'package.json');
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version;
  };
  if (Object.entries(dependencies).every(isThere)) return true;
  console.log('Installing the players to compare with …');
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  return spawnSync('npm', args, { cwd: here, stdio: 'inherit' }).status === 0;
}

/** @returns {Promise<string | null>} what keeps it from running */
async function main() {
  if (!ensurePackages() || !ensurePeers()) return 'The packages could not be installed; see above.';
  const browser = ensureBrowser();
  if (browser === null) return 'The bench needs a Chromium: install one, or name it in HOLDLINE_CHROMIUM.';
  if (!ensureTestPage()) return 'The page could not be built; see above.';
  process.env.HOLDLINE_CHROMIUM = browser;
  process.env.HOLDLINE_DIST = testPage;
  const { register } = await import('tsx/esm/api');
  register();
  const { runBench } = await import('./run.ts');
  await runBench(process.argv.slice(2));
  return null;
}

const problem = await main();
if (problem !== null) {
  console.error(problem);
  process.exitCode = 1;
}
