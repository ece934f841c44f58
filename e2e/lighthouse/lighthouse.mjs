// `npm run lighthouse [-- --runs 5] [--report FILE.html]`: builds the page as it is deployed, serves it as a static host
// would, and lets Lighthouse look at it with its mobile preset. Prints every run; fails when the median of performance is
// below 95, or accessibility or best practices are not 100 in each run. Not a part of `npm test`: performance is measured,
// and on a busy machine that measures the machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright';
import { ensureBrowser, root, run } from '../setup/install.mjs';
import { serveStatic } from './static-host.mjs';

const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100 };

const { values: given } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    report: { type: 'string', default: '' },
    /** Another build, ready made. */
    page: { type: 'string', default: '' },
  },
});
const directory = given.page === '' ? join(root, '.cache/lighthouse/page') : resolve(given.page);
const buildArgs = ['vite', 'build', '--logLevel=warn', '--outDir', directory, '--emptyOutDir'];
if (given.page === '' && !run('npx', buildArgs)) process.exit(1);

const browserPath = ensureBrowser();
if (browserPath === null) {
  console.error('Lighthouse needs a Chromium: install one, or name it in HOLDLINE_CHROMIUM.');
  process.exit(1);
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** One visit with an empty cache: a browser of its own. */
async function look(url) {
  const port = await freePort();
  const browser = await chromium.launch({
    ...(browserPath === 'playwright' ? {} : { executablePath: browserPath }),
    args: [
      `--remote-debugging-port=${port}`,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    // Its default is the mobile preset: a mid-range phone on a slow 4G line.
    const result = await lighthouse(url, { port, logLevel: 'error', output: 'html' });
    if (result === undefined) throw new Error('Lighthouse gave no result.');
    return result;
  } finally {
    await browser.close();
  }
}

const percent = (category) => Math.round((category.score ?? 0) * 100);
const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

const host = await serveStatic(directory);
const runs = [];
try {
  for (let index = 0; index < Number(given.runs); index += 1) {
    const { lhr, report } = await look(host.url);
    if (lhr.runtimeError !== undefined) throw new Error(lhr.runtimeError.message);
    const { categories, audits, environment } = lhr;
    const scores = Object.fromEntries(
      Object.entries(categories).map(([id, category]) => [id, percent(category)]),
    );
    runs.push(scores);
    const timings = [
      'first-contentful-paint',
      'largest-contentful-paint',
      'total-blocking-time',
      'cumulative-layout-shift',
      'speed-index',
    ];
    console.log(
      `run ${index + 1}: ${Object.entries(scores)
        .map(([id, score]) => `${id} ${score}`)
        .join(', ')}; ` +
        timings.map((id) => `${id} ${audits[id]?.displayValue ?? '?'}`).join(', ') +
        `; this machine's benchmark ${Math.round(environment.benchmarkIndex)} (a phone of the preset is about 1,000 and more)`,
    );
    for (const [id, { auditRefs }] of Object.entries(categories)) {
      if (id === 'performance') continue;
      for (const { id: audit, weight } of auditRefs) {
        const found = audits[audit];
        if (weight > 0 && found?.score !== null && (found?.score ?? 1) < 1)
          console.log(`  ${id}: ${found.title} ${JSON.stringify(found.details?.items ?? []).slice(0, 600)}`);
      }
    }
    if (given.report !== '') {
      mkdirSync(dirname(resolve(given.report)), { recursive: true });
      writeFileSync(given.report, Array.isArray(report) ? report[0] : report);
    }
  }
} finally {
  host.stop();
}

const shown = { performance: median(runs.map(({ performance }) => performance)) };
for (const id of ['accessibility', 'best-practices', 'seo'])
  shown[id] = Math.min(...runs.map((scores) => scores[id]));
console.log(
  `Lighthouse, mobile: ${Object.entries(shown)
    .map(([id, score]) => `${id} ${score}`)
    .join(', ')}`,
);
const missed = Object.entries(LEAST).filter(([id, least]) => !(shown[id] >= least));
for (const [id, least] of missed) console.error(`${id}: ${shown[id]}, at least ${least} was wanted.`);
process.exit(missed.length === 0 ? 0 : 1);
