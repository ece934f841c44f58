// `npm run bench:collector`: how much one collector process takes. Figures depend on the machine and on what else it does.
import { cpus, loadavg } from 'node:os';
import { type CollectorProcess, startCollectorProcess } from './collector-process.ts';
import { createCrowd, type Crowd } from './report-lines.ts';
import { connectSender, type ReportSender } from './report-sender.ts';

const CONTENT_ID = 'evening';
const SESSIONS = 100_000;
const CONNECTIONS = 32;
const LINES_A_REQUEST = 10;
const SECONDS = 15;
/** Half of the 20,000 lines a second that have to be reached. */
const PACED_LINES_A_SECOND = 10_000;

interface Run {
  readonly seconds: number;
  readonly requests: number;
  readonly refused: number;
  readonly latenciesMs: Float64Array;
}

/** Every connection sends as soon as it has been answered, `requests` in all or for some seconds. */
async function flatOut(
  senders: readonly ReportSender[],
  body: () => string,
  limit: { readonly requests?: number; readonly seconds?: number },
): Promise<Run> {
  const start = performance.now();
  const latencies: number[] = [];
  let sent = 0;
  let refused = 0;
  const goesOn = () =>
    sent < (limit.requests ?? Infinity) && performance.now() - start < (limit.seconds ?? Infinity) * 1000;
  await Promise.all(
    senders.map(async (sender) => {
      while (goesOn()) {
        sent += 1;
        const text = body();
        const at = performance.now();
        if ((await sender.send(text)) !== 204) refused += 1;
        latencies.push(performance.now() - at);
      }
    }),
  );
  return finish(start, latencies, refused);
}

/** Requests at a fixed pace, each measured from the moment that it was due: a collector that falls behind is not spared. */
async function paced(senders: readonly ReportSender[], crowd: Crowd): Promise<Run> {
  const stepMs = (1000 * LINES_A_REQUEST) / PACED_LINES_A_SECOND;
  const requests = (SECONDS * 1000) / stepMs;
  const start = performance.now();
  const latencies: number[] = [];
  let refused = 0;
  let next = 0;
  await Promise.all(
    senders.map(async (sender) => {
      while (next < requests) {
        const dueMs = start + stepMs * next++;
        const earlyMs = dueMs - performance.now();
        if (earlyMs > 0) await new Promise((resolve) => setTimeout(resolve, earlyMs));
        if ((await sender.send(crowd.batch())) !== 204) refused += 1;
        latencies.push(performance.now() - dueMs);
      }
    }),
  );
  return finish(start, latencies, refused);
}

function finish(startMs: number, latencies: readonly number[], refused: number): Run {
  return {
    seconds: (performance.now() - startMs) / 1000,
    requests: latencies.length,
    refused,
    latenciesMs: Float64Array.from(latencies).sort(),
  };
}

const quantile = (sorted: Float64Array, share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
const whole = (value: number) => Math.round(value).toLocaleString('en');

function describe(
  name: string,
  { seconds, requests, refused, latenciesMs }: Run,
  cpuSeconds: number,
): string {
  const lines = requests * LINES_A_REQUEST;
  return [
    `${name}: ${whole(lines / seconds)} lines/s in ${seconds.toFixed(1)} s, ${refused} requests refused`,
    `p50 ${quantile(latenciesMs, 0.5).toFixed(1)} ms, p99 ${quantile(latenciesMs, 0.99).toFixed(1)} ms`,
    `${whole(lines / cpuSeconds)} lines per second of processor`,
  ].join('; ');
}

async function measure(collector: CollectorProcess, name: string, run: () => Promise<Run>): Promise<Run> {
  const before = await collector.cpuSeconds();
  const done = await run();
  console.log(describe(name, done, (await collector.cpuSeconds()) - before));
  return done;
}

const collector = await startCollectorProcess(CONTENT_ID);
const senders = await Promise.all(Array.from({ length: CONNECTIONS }, () => connectSender(collector.url)));
try {
  console.log(
    `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'} at the start, Node ${process.version}`,
  );
  const crowd = createCrowd(SESSIONS, CONTENT_ID);
  const idleBytes = await collector.memoryBytes();
  const runs = [
    await measure(collector, `${whole(SESSIONS)} sessions arrive`, () =>
      flatOut(senders, () => crowd.arrivals(), { requests: SESSIONS / LINES_A_REQUEST }),
    ),
  ];
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  console.log(`memory: ${mib(idleBytes)} empty, ${mib(await collector.memoryBytes())} with all of them`);
  runs.push(
    await measure(collector, 'flat out', () => flatOut(senders, () => crowd.batch(), { seconds: SECONDS })),
    await measure(collector, `${whole(PACED_LINES_A_SECOND)} lines/s`, () => paced(senders, crowd)),
  );
  console.log(`memory: ${mib(await collector.memoryBytes())} after that`);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const sent = runs.reduce((sum, { requests }) => sum + requests, 0) * LINES_A_REQUEST;
  console.log(`${whole(sent)} lines sent, ${whole(await collector.accepted())} in the books`);
} finally {
  for (const sender of senders) sender.close();
  await collector.stop();
}
