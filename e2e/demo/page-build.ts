import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../origin/user-error.ts';

/** What the built page is made of. */
const sources = ['package-lock.json', 'public', 'src', 'tsconfig.json', 'vite.config.ts', '.build'];

/**
 * Builds the page for the demo unless it is built from these very sources already; returns its directory.
 * It lies apart from `dist/`: this build accepts any stream address, which a deployed page must not.
 */
export async function preparePage(root: string): Promise<string> {
  const cache = join(root, '.cache', 'demo');
  const directory = join(cache, 'page');
  const stamp = join(cache, 'page.sha256');
  const fingerprint = await fingerprintOf(root);
  if (existsSync(join(directory, 'index.html')) && (await readIfThere(stamp)) === fingerprint)
    return directory;
  process.stderr.write('Building the page ...\n');
  await mkdir(cache, { recursive: true });
  await build(root, directory);
  await writeFile(stamp, fingerprint);
  return directory;
}

/** A hash over names and contents: times say nothing after a clone or a checkout. */
async function fingerprintOf(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesUnder(root, source)) {
      hash.update(`${file}\0`).update(await readFile(join(root, file)));
    }
  }
  return hash.digest('hex');
}

async function filesUnder(root: string, path: string): Promise<string[]> {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!(await stat(full)).isDirectory()) return [path];
  const names = (await readdir(full)).sort();
  return (await Promise.all(names.map((name) => filesUnder(root, join(path, name))))).flat();
}

async function readIfThere(path: string): Promise<string | null> {
  return existsSync(path) ? readFile(path, 'utf8') : null;
}

function build(root: string, directory: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  // The deployed page's minifier takes a minute on a slow machine to save what nobody here waits for.
  const args = [
    vite,
    'build',
    '--outDir',
    directory,
    '--emptyOutDir',
    '--logLevel',
    'warn',
    '--minify',
    'oxc',
  ];
  const env = { ...process.env, VITE_ALLOWED_ORIGINS: '*', VITE_DEMO: 'yes' };
  return new Promise((resolve, reject) => {
    // stdout carries the addresses only.
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new UserError('The page could not be built; see above.'));
    });
  });
}
