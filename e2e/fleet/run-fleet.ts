import { createThreadClock, type Clock } from '../../src/network/clock.ts';
import { errorCode, UserError } from '../origin/user-error.ts';
import { help, readOptions, type FleetCliOptions } from './options.ts';
import { startOriginProcess } from './origin-process.ts';
import { startParts } from './parts.ts';
import { finalReport, progressLine } from './report.ts';

/** A terminal's line is written anew so often; elsewhere every line stays, and there are fewer. */
const LIVE_EVERY_MS = 1_000;
const LINE_EVERY_MS = 5_000;
/** An address that does not even refuse by then is taken to be worth waiting for. */
const FIRST_LOOK_MS = 5_000;

/** The command behind `npm run fleet`. Throws a UserError for what the person can put right. */
export async function runFleet(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options === null) {
    process.stdout.write(help);
    return;
  }
  const clock = createThreadClock();
  const over = new AbortController();
  const end = () => over.abort();
  // Whoever has started this as a part of something larger may be gone without a word.
  process.once('SIGINT', end).once('SIGTERM', end).once('disconnect', end);
  // Listening to it would keep this process alive.
  process.channel?.unref();
  const { source } = options;
  if (source.kind === 'scenario') {
    const origin = await startOriginProcess(source.name);
    try {
      await attend({ kind: 'stream', url: origin.streamUrl }, options, clock, over);
    } finally {
      await origin.stop();
    }
    return;
  }
  await lookOnce(source.url);
  await attend(source, options, clock, over);
}

/** Nobody listening at an address is a typing mistake more often than an evening. */
async function lookOnce(url: string): Promise<void> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(FIRST_LOOK_MS) });
    await answer.body?.cancel();
  } catch (error) {
    const cause = error instanceof Error ? errorCode(error.cause) : null;
    if (cause === 'ECONNREFUSED') throw new UserError(`Nothing answers at ${url}: connection refused.`);
  }
}

async function attend(
  address: { readonly kind: 'document' | 'stream'; readonly url: string },
  options: FleetCliOptions,
  clock: Clock,
  over: AbortController,
): Promise<void> {
  const { listeners, arrivalSeconds, impatientShare, seed, processes, seconds } = options;
  const beganAtMs = clock.now();
  const elapsedSeconds = () => (clock.now() - beganAtMs) / 1000;
  const view = createView();
  let isShowing = true;
  const fleet = await startParts(
    { address, listeners, arrivalSeconds, impatientShare, seed, everyMs: view.everyMs },
    processes,
    {
      said: view.sayOnce,
      told() {
        if (isShowing) view.show(progressLine(fleet.snapshot(), fleet.usage(), elapsedSeconds()));
      },
    },
  );
  const cancelEnd = seconds === null ? null : clock.setTimer(() => over.abort(), seconds * 1000);
  const told = new Promise<void>((resolve) => {
    if (over.signal.aborted) resolve();
    over.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([told, fleet.trouble]);
  } finally {
    cancelEnd?.();
    isShowing = false;
    await fleet.stop();
    view.say(finalReport(fleet.snapshot(), fleet.usageInAll(), elapsedSeconds()));
  }
}

/** Writes to the terminal: one line that lives, and lines that stay. */
function createView() {
  const isLive = process.stdout.isTTY;
  const said = new Set<string>();
  const clear = isLive ? '\r\u001b[2K' : '';
  return {
    everyMs: isLive ? LIVE_EVERY_MS : LINE_EVERY_MS,
    show: (line: string) =>
      void process.stdout.write(
        isLive ? `${clear}${line.slice(0, process.stdout.columns - 1)}` : `${line}\n`,
      ),
    say: (text: string) => void process.stdout.write(`${clear}${text}\n`),
    sayOnce: (sentence: string) => {
      if (!said.has(sentence)) process.stdout.write(`${clear}${sentence}\n`);
      said.add(sentence);
    },
  };
}
