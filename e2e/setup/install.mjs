// Plain JavaScript with Node's own modules only: it runs as the first command after a clone.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a command in the project's folder with its output on the terminal; true if it succeeded. */
export function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
}

/** The full path of a program, or null. */
function findProgram(name) {
  for (const folder of [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/sbin',
    '/usr/local/bin',
  ]) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not here.
    }
  }
  return null;
}

/** Installs the packages of package-lock.json if they are missing or older than it. */
export function ensurePackages() {
  const installed = join(root, 'node_modules/.package-lock.json');
  const wanted = join(root, 'package-lock.json');
  if (existsSync(installed) && samePackages(installed, wanted)) return true;
  console.log('Installing packages …');
  return run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

function samePackages(installedFile, wantedFile) {
  const versions = (file) =>
    Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages ?? {})
      .filter(([path, entry]) => path !== '' && entry.optional !== true && entry.devOptional !== true)
      .map(([path, { version }]) => `${path}@${version}`)
      .sort()
      .join('\n');
  return versions(installedFile) === versions(wantedFile);
}

let aptIsFresh = false;

/** Installs a Debian package where that is possible without asking; true if it succeeded. */
function aptInstall(name) {
  if (process.getuid?.() !== 0 || findProgram('apt-get') === null) return false;
  console.log(`Installing ${name} …`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  if (!aptIsFresh) aptIsFresh = run('apt-get', ['update', '-qq'], quiet);
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quiet);
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser for the end-to-end tests, in this order: HOLDLINE_CHROMIUM, an installed Chromium or Chrome, the
 * distribution's chromium, Playwright's own download (which plays no AAC: the tests then use Opus).
 * Returns a path, or 'playwright' for Playwright's own, or null.
 */
export function ensureBrowser() {
  const explicit = process.env.HOLDLINE_CHROMIUM;
  if (explicit === 'playwright') return explicit;
  if (explicit !== undefined && explicit !== '') {
    if (existsSync(explicit)) return explicit;
    console.error(`HOLDLINE_CHROMIUM names ${explicit}, which does not exist.`);
    return null;
  }
  const installed = BROWSERS.map(findProgram).find((path) => path !== null);
  if (installed !== undefined) return installed;
  if (aptInstall('chromium')) return findProgram('chromium');
  return run('npx', ['playwright', 'install', 'chromium']) ? 'playwright' : null;
}

/** ffmpeg, for the tests that read what was played; null where it cannot be had. */
export function ensureFfmpeg() {
  return ensureProgram('ffmpeg', ['ffmpeg']);
}

/** redis-server, for the tests of collectors that share one; null where it cannot be had. */
export function ensureRedis() {
  return ensureProgram('redis-server', ['redis-server']);
}

/** nginx, for the tests of the recipes and of real servers; null where it cannot be had. */
export function ensureNginx() {
  return ensureProgram('nginx', ['nginx-light']);
}

/** Varnish, for the tests of the recipes; null where it cannot be had. */
export function ensureVarnish() {
  return ensureProgram('varnishd', ['varnish']);
}

/** wrk, which saturates real servers; null where it cannot be had. */
export function ensureWrk() {
  return ensureProgram('wrk', ['wrk']);
}

/** A sound card that nobody hears, without which neither Firefox nor WebKitGTK plays; null where it cannot be had. */
function ensureSoundSink() {
  return ensureProgram('pulseaudio', ['pulseaudio']);
}

/** Stock Firefox and what it needs to play; null where it cannot be had. */
export function ensureFirefox() {
  const firefox = findProgram('firefox') ?? ensureProgram('firefox-esr', ['firefox-esr']);
  return firefox === null ? null : ensureSoundSink();
}

/** Decoders for AAC and the way to the sound card come in packages of their own. */
const WEBKIT_PACKAGES = ['webkit2gtk-driver', 'gstreamer1.0-libav', 'gstreamer1.0-pulseaudio'];

/** WebKitGTK with its driver, and what it needs to play; null where it cannot be had. */
export function ensureWebKit() {
  const driver = ensureProgram('WebKitWebDriver', WEBKIT_PACKAGES);
  if (driver === null || ensureProgram('Xvfb', ['xvfb']) === null) return null;
  return ensureSoundSink();
}

/** A program's path; installs Debian's packages for it where it is missing. Null where it cannot be had. */
function ensureProgram(name, packages) {
  const installed = findProgram(name);
  if (installed !== null || !packages.every(aptInstall)) return installed;
  return findProgram(name);
}
