// `npm test`: installs what is missing, runs every check, and ends with the plain line "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  ensureBrowser,
  ensureFfmpeg,
  ensureFirefox,
  ensureNginx,
  ensurePackages,
  ensureRedis,
  ensureVarnish,
  ensureWebKit,
  ensureWrk,
  root,
  run,
} from './install.mjs';
import { buildTestPage, testPage } from './test-page.mjs';

const total = { passed: 0, failed: 0 };
const failures = [];
const reports = mkdtempSync(join(tmpdir(), 'holdline-reports-'));

function finish() {
  rmSync(reports, { recursive: true, force: true });
  for (const failure of failures) console.log(`FAILED: ${failure}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
}

function count(name, ok) {
  total[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failures.push(name);
  return ok;
}

function check(name, command, args, env) {
  console.log(`\n— ${name}`);
  return count(name, run(command, args, env));
}

/** Runs a test runner that writes a JSON report: `{ passed, failed, failures }`; a run without a report is one failure. */
function runSuite(name, command, args, env, read) {
  console.log(`\n— ${name}`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  try {
    const counts = read();
    if (status !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
    return counts;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { passed: 0, failed: 1, failures: [`${name}: no report (${why})`] };
  }
}

function add(name, counts) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  if (counts.failed > 0) failures.push(`${name}: ${counts.failed} failed`, ...counts.failures);
}

/** Runs a suite and adds its counts. */
function suite(name, command, args, env, read) {
  add(name, runSuite(name, command, args, env, read));
}

const FIRST_LINES = 6;

/** What failed and the beginning of why, so that the last lines of a long log are enough to go on with. */
function told(where, message) {
  const why = message.split('\n').slice(0, FIRST_LINES).join('\n    ');
  return `${where}\n    ${why}`;
}

/** The failed tests of vitest's report. */
function failedUnitTests(files) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    const where = relative(root, name);
    if (failed.length === 0) return status === 'failed' ? [told(where, message)] : [];
    return failed.map(({ fullName, failureMessages }) =>
      told(`${where} › ${fullName}`, failureMessages.join('\n')),
    );
  });
}

/** The tests of vitest's report that failed once and then passed. */
function flakyUnitTests(files) {
  return files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map(({ fullName }) => `${relative(root, name)} › ${fullName}`),
  );
}

/** The failed tests of Playwright's report. */
function failedBrowserTests(suites) {
  return suites.flatMap(({ title, specs, suites: inner }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected'))
      .map((spec) =>
        told(`${title} › ${spec.title}`, spec.tests[0]?.results.at(-1)?.error?.message ?? 'no message'),
      ),
    ...failedBrowserTests(inner ?? []),
  ]);
}

/** Tests that failed once and then passed: worth a look, not worth a red line. */
function flakyTitles(suites) {
  return suites.flatMap(({ title, specs, suites: inner }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map((spec) => `${title} › ${spec.title}`),
    ...flakyTitles(inner ?? []),
  ]);
}

/** More failures than this are no matter of a busy machine. */
const AT_MOST_AGAIN = 40;

/**
 * The browser tests, several at a time; then those that failed once more, one at a time: evenings are real time, and a
 * listener whose processor is taken by its neighbours is not the listener that a test means. Every test that needed
 * the second run is named.
 */
function endToEnd() {
  const name = 'end-to-end tests';
  const once = (title, report, args) =>
    runSuite(
      title,
      'npx',
      ['playwright', 'test', '-c', 'e2e/playwright.config.ts', ...args],
      {
        HOLDLINE_CHROMIUM: browser,
        HOLDLINE_DIST: testPage,
        PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, report),
      },
      () => {
        const { stats, suites } = readJson(report);
        for (const flaky of flakyTitles(suites)) console.log(`passed only at its second run: ${flaky}`);
        if (stats.skipped > 0)
          console.log(`${stats.skipped} end-to-end tests were skipped; each says why above.`);
        return {
          passed: stats.expected + stats.flaky,
          failed: stats.unexpected,
          failures: failedBrowserTests(suites),
        };
      },
    );
  const first = once(name, 'e2e.json', ['--retries=0']);
  if (first.failed === 0 || first.failed > AT_MOST_AGAIN || first.passed === 0) {
    add(name, first);
    return;
  }
  for (const failure of first.failures) console.log(`not passed beside others: ${failure}`);
  const alone = once(`${name}, one at a time`, 'alone.json', ['--last-failed', '--workers=1', '--retries=1']);
  const seen = alone.passed + alone.failed;
  add(name, {
    passed: first.passed + alone.passed,
    failed: alone.failed + Math.max(first.failed - seen, 0),
    failures: seen < first.failed ? [...alone.failures, ...first.failures] : alone.failures,
  });
}

const readJson = (name) => JSON.parse(readFileSync(join(reports, name), 'utf8'));

if (!count('packages', ensurePackages())) finish();
const browser = ensureBrowser();
if (!count('a browser for the end-to-end tests', browser !== null)) finish();
for (const [what, ensure] of [
  ['ffmpeg', ensureFfmpeg],
  ['redis-server', ensureRedis],
  ['nginx', ensureNginx],
  ['Varnish', ensureVarnish],
  ['wrk', ensureWrk],
  ['Firefox (with PulseAudio)', ensureFirefox],
  ['WebKitGTK (with its driver, Xvfb and PulseAudio)', ensureWebKit],
])
  if (ensure() === null)
    console.log(`${what} is not here and cannot be installed: tests that need it will say so.`);

check('format', 'npx', ['prettier', '--check', '--log-level=warn', '.']);
check('lint', 'npx', ['eslint', '--max-warnings=0', '.']);
check('types', 'npx', ['tsc', '--noEmit', '-p', '.']);
check('dead code', 'npx', ['knip', '--no-progress']);
suite(
  'unit and component tests',
  'npx',
  [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, 'vitest.json')}`,
  ],
  {},
  () => {
    const { numPassedTests, numFailedTests, numTotalTestSuites, numPassedTestSuites, testResults } =
      readJson('vitest.json');
    // A file that cannot even be loaded has no tests to fail.
    const brokenFiles = numFailedTests === 0 ? numTotalTestSuites - numPassedTestSuites : 0;
    for (const title of flakyUnitTests(testResults)) console.log(`passed only at its second run: ${title}`);
    return {
      passed: numPassedTests,
      failed: numFailedTests + brokenFiles,
      failures: failedUnitTests(testResults),
    };
  },
);
console.log('\n— build');
if (count('build', buildTestPage())) {
  check('size budget', 'node', ['e2e/setup/budget.mjs']);
  endToEnd();
}
finish();
