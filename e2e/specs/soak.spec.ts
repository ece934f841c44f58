import { type CDPSession, expect } from 'playwright/test';
import { listeningRatio } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

/** HOLDLINE_SOAK_MINUTES asks for more, up to a whole evening. */
const MINUTES = Number(process.env['HOLDLINE_SOAK_MINUTES'] ?? 10);
const LOOK_EVERY_SECONDS = 30;
/**
 * Until everything has been loaded and compiled, and every buffer is as full as it gets: the browser goes on compiling what
 * is used often for the better part of an hour (`kinds` below tells code from data).
 */
const SETTLED_AFTER_SECONDS = Math.max(90, (MINUTES * 60) / 2);

/** What the heap may grow by in as many minutes again, along its trend. */
const MOST_HEAP_KB = 1_500;

/** Where the heap's bytes are, by kind of node, is looked at this often. */
const KINDS_EVERY_SECONDS = 30 * 60;

interface Look {
  readonly second: number;
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly bufferedSeconds: number;
}

/** Least squares: by how much `value` grows in a minute. */
function slopePerMinute(looks: readonly Look[], value: (look: Look) => number): number {
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const minutes = looks.map(({ second }) => second / 60);
  const values = looks.map(value);
  const [meanMinute, meanValue] = [mean(minutes), mean(values)];
  const products = minutes.map((minute, index) => (minute - meanMinute) * ((values[index] ?? 0) - meanValue));
  const squares = minutes.map((minute) => (minute - meanMinute) ** 2);
  return mean(products) / mean(squares);
}

/** Bytes of the heap by kind of node (`code`, `object`, `string` …), from a snapshot. */
async function heapByKind(devtools: CDPSession): Promise<ReadonlyMap<string, number>> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', keep);
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as {
    readonly snapshot: {
      readonly meta: {
        readonly node_fields: readonly string[];
        readonly node_types: readonly [readonly string[]];
      };
    };
    readonly nodes: readonly number[];
  };
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const bytes = new Map<string, number>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    const kind = types[0][nodes[node + typeAt] ?? 0] ?? 'unknown';
    bytes.set(kind, (bytes.get(kind) ?? 0) + (nodes[node + sizeAt] ?? 0));
  }
  return bytes;
}

test(`${MINUTES} minutes of listening: neither heap nor buffer grows @soak`, async ({
  evening,
  listener,
  context,
}, testInfo) => {
  test.setTimeout((MINUTES + 3) * 60_000);
  await evening.begin('clean');
  // Without the debug log, which grows with every request.
  await listener.open({ stream: evening.stream, debug: false });
  await listener.pressListen();
  await listener.toBeListening();

  const devtools = await context.newCDPSession(listener.page);
  await devtools.send('Performance.enable');
  const looks: Look[] = [];
  const kinds: Record<string, number>[] = [];
  const beganAt = evening.origin.state().elapsedSeconds;
  for (let second = 0; second <= MINUTES * 60; second += LOOK_EVERY_SECONDS) {
    await expect
      .poll(() => evening.origin.state().elapsedSeconds, { timeout: 120_000, intervals: [500] })
      .toBeGreaterThanOrEqual(beganAt + second);
    // The sampler's own memory is not the page's.
    await listener.page.evaluate(() => window.watch.samples.splice(0, window.watch.samples.length - 600));
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((found) => found.name === name)?.value ?? Number.NaN;
    if (second > 0 && (second % KINDS_EVERY_SECONDS === 0 || second === KINDS_EVERY_SECONDS / 3))
      kinds.push({ second, ...Object.fromEntries(await heapByKind(devtools)) });
    const bufferedSeconds = await listener.page.evaluate(() => {
      const { buffered } = document.querySelector('audio') ?? new Audio();
      return Array.from(
        { length: buffered.length },
        (_, index) => buffered.end(index) - buffered.start(index),
      ).reduce((sum, length) => sum + length, 0);
    });
    looks.push({
      second,
      heapBytes: metric('JSHeapUsedSize'),
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      bufferedSeconds,
    });
  }
  await testInfo.attach('looks.json', {
    contentType: 'application/json',
    body: JSON.stringify(looks, null, 1),
  });
  console.table(looks);
  console.table(kinds);

  const settled = looks.filter(({ second }) => second >= SETTLED_AFTER_SECONDS);
  expect(
    slopePerMinute(settled, ({ heapBytes }) => heapBytes / 1024),
    'heap, kB a minute',
  ).toBeLessThan(MOST_HEAP_KB / MINUTES);
  expect(
    slopePerMinute(settled, ({ bufferedSeconds }) => bufferedSeconds),
    'buffer, seconds a minute',
  ).toBeLessThan(2);
  expect(
    slopePerMinute(settled, ({ nodes }) => nodes),
    'DOM nodes a minute',
  ).toBeLessThan(20);
  expect(listeningRatio(await listener.samples())).toBeGreaterThan(0.97);
  await listener.toHaveStayed();
  expectDiscipline(evening.log());
});
