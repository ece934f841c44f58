// The size budget of the built page, in gzip bytes of JavaScript. Fails above it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { testPage } from './test-page.mjs';

/** What must come before Listen can be pressed. */
const FIRST_LOAD_LIMIT = 90_000;
/** Everything that a listener's browser ever fetches, hls.js and the service worker (9 kB) included. */
const TOTAL_LIMIT = 275_000;

const dist = testPage;
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const size = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/** A listener reads one language: the others are never fetched. The largest stands for all. */
const languages = Object.keys(manifest).filter((key) => /^i18n\/[a-z]{2}\.ts$/.test(key));
const [language] = languages.sort((one, other) => size(manifest[other].file) - size(manifest[one].file));

/** Fetched only by browsers without Media Source Extensions, which never fetch the much larger hls.js. */
const NATIVE_ENGINE = 'playback/native-engine.ts';

/** Comes some seconds after the page, and never while somebody is joining. */
const SERVICE_WORKER = 'service-worker.js';

const first = new Set();
const everything = new Set();
function visit(key, isFirst) {
  const chunk = manifest[key];
  const known = isFirst ? first : everything;
  if (chunk === undefined || known.has(chunk.file) || key === NATIVE_ENGINE) return;
  if (languages.includes(key) && key !== language) return;
  known.add(chunk.file);
  everything.add(chunk.file);
  for (const imported of chunk.imports ?? []) visit(imported, isFirst);
  // The words are fetched before anything is drawn.
  for (const imported of chunk.dynamicImports ?? []) visit(imported, isFirst && imported === language);
}
visit('index.html', true);
// Workers are no part of the manifest: they are found by their names in what refers to them.
for (const file of [...everything]) {
  const text = readFileSync(join(dist, file), 'utf8');
  for (const [, worker] of text.matchAll(/["'`](?:\.\/|assets\/)?([\w.-]*worker[\w.-]*\.js)["'`]/g)) {
    if (worker === SERVICE_WORKER) continue;
    everything.add(`assets/${worker}`);
    first.add(`assets/${worker}`);
  }
}

everything.add(SERVICE_WORKER);

const sum = (files) =>
  [...files].filter((file) => file.endsWith('.js')).reduce((bytes, file) => bytes + size(file), 0);
for (const file of [...everything].sort())
  console.log(`${String(size(file)).padStart(8)}  ${file}${first.has(file) ? '' : '  (later)'}`);
const firstLoad = sum(first);
const total = sum(everything);
console.log(
  `first load ${firstLoad} of ${FIRST_LOAD_LIMIT}, everything ${total} of ${TOTAL_LIMIT} bytes of JavaScript (gzip)`,
);
if (firstLoad > FIRST_LOAD_LIMIT || total > TOTAL_LIMIT) {
  console.error('The page is over its size budget.');
  process.exit(1);
}
