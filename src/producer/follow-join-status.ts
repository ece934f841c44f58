import { BACKOFF_BASE_MS, fullJitter, retryAfterSpread } from '../network/backoff.ts';
import type { Clock } from '../network/clock.ts';
import { sleep } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import type { JoinStatusReport } from '../reporting/join-status-report.ts';
import type { CollectorClient } from './collector-client.ts';
import type { Refusal } from './refusal.ts';

export type StatusNews =
  | { readonly kind: 'report'; readonly report: JoinStatusReport; readonly via: 'stream' | 'polling' }
  /** The token is wrong: nothing more is asked with it. */
  | { readonly kind: 'token' }
  /** Too many questions; asked again at `nextAtMs` (monotonic). */
  | { readonly kind: 'limited'; readonly nextAtMs: number }
  | {
      readonly kind: 'lost';
      readonly failures: number;
      readonly nextAtMs: number;
      readonly status: number | null;
    };

interface FollowOptions {
  readonly client: Pick<CollectorClient, 'status' | 'stream'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the following. */
  readonly signal: AbortSignal;
  readonly onNews: (news: StatusNews) => void;
}

/** Between two questions where no stream comes through: the figures move once a second, a person reads slower. */
const POLL_MS = 2_000;
/** So long is asked by polling before the stream is tried again. */
const STREAM_AGAIN_MS = 60_000;
/** A producer waits for it, and there are few of them: they may come back sooner than listeners. */
const BACKOFF = { baseMs: BACKOFF_BASE_MS, capMs: 8_000 };
/** "Too many wrong tokens" without a Retry-After: they are counted over a minute. */
const LIMITED_MS = 60_000;

/** Follows the join status until the signal aborts or the token is refused. `tryNow` ends the wait of the moment. */
export function followJoinStatus(options: FollowOptions): { readonly tryNow: () => void } {
  let wake = (): void => undefined;
  const pause = async (delayMs: number) => {
    const own = new AbortController();
    wake = () => own.abort();
    try {
      await sleep(options.clock, delayMs, AbortSignal.any([options.signal, own.signal]));
    } catch (error) {
      if (options.signal.aborted) throw error;
    } finally {
      wake = (): void => undefined;
    }
  };
  follow(options, pause).catch((error: unknown) => {
    if (!options.signal.aborted) throw error;
  });
  return { tryNow: () => wake() };
}

async function follow(
  { client, clock, random, signal, onNews }: FollowOptions,
  pause: (delayMs: number) => Promise<void>,
): Promise<void> {
  let failures = 0;
  let pollUntilMs = -Infinity;
  const onReport = (via: 'stream' | 'polling') => (report: JoinStatusReport) => {
    failures = 0;
    if (!signal.aborted) onNews({ kind: 'report', report, via });
  };

  while (!signal.aborted) {
    const refusal = await ask();
    if (refusal === null) continue;
    if (refusal.kind === 'token') {
      onNews({ kind: 'token' });
      return;
    }
    if (refusal.kind === 'limited') {
      const delayMs = retryAfterSpread(refusal.retryAfterMs ?? LIMITED_MS, random);
      onNews({ kind: 'limited', nextAtMs: clock.now() + delayMs });
      await pause(delayMs);
      continue;
    }
    failures += 1;
    const delayMs = fullJitter(failures, BACKOFF, random);
    onNews({ kind: 'lost', failures, nextAtMs: clock.now() + delayMs, status: refusal.status });
    await pause(delayMs);
  }

  async function ask(): Promise<Refusal | null> {
    if (clock.now() >= pollUntilMs) {
      const end = await client.stream(onReport('stream'), signal);
      if (end.kind !== 'unsupported') return end;
      pollUntilMs = clock.now() + STREAM_AGAIN_MS;
    }
    const answer = await client.status(signal);
    if (answer.kind !== 'ok') return answer;
    onReport('polling')(answer.value);
    await pause(POLL_MS);
    return null;
  }
}
