import { attempt, type Fetch } from '../network/attempt.ts';
import { type Clock, sleep } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import { addSample, type ClockSample, clockOffsetMs, isWorthTelling } from './clock-offset.ts';
import { type DocumentNews, nothingKnown, readAnswer } from './document-answer.ts';
import { DOCUMENT_TYPE } from './kept-copy.ts';
import { pollPauseMs } from './poll-pause.ts';

export type BroadcastEvent =
  | DocumentNews
  /** The host's wall clock minus ours. */
  | { readonly kind: 'clock'; readonly offsetMs: number };

export interface FollowOptions {
  readonly url: string;
  /** Where the page lives: conditional requests are made to its own origin only, elsewhere they cost a preflight. */
  readonly pageUrl: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the following: nothing is asked for and nothing told after it has aborted. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: BroadcastEvent) => void;
  /** Asked before each pause: somebody wants to hear and does not yet, so what producers say of joining is urgent. */
  readonly isJoining: () => boolean;
  /** Somebody hears, and wants to use little data: news may come later. Never while they wait for a start. */
  readonly isSaving?: () => boolean;
}

/** No text of a document can be longer: a character has at least one byte. */
const MAX_BYTES = 256 * 1024;
/** A document from a static host takes a round trip; after ten seconds a new connection has the better chance. */
const HEADER_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 5_000;

/** Polls the broadcast document until the signal aborts, and tells what has changed. */
export function followDocument(options: FollowOptions): void {
  poll(options).catch((error: unknown) => {
    if (!options.signal.aborted) throw error;
  });
}

async function poll(options: FollowOptions): Promise<void> {
  const { url, pageUrl, fetch, clock, random, signal, onEvent } = options;
  const isOwnOrigin = new URL(url).origin === new URL(pageUrl).origin;
  let state = nothingKnown;
  let samples: readonly ClockSample[] = [];
  let toldOffsetMs: number | null = null;
  const emit = (event: BroadcastEvent) => {
    if (!signal.aborted) onEvent(event);
  };

  while (!signal.aborted) {
    const sentAtMs = clock.wallNow();
    const outcome = await attempt(
      {
        url,
        headerTimeoutMs: HEADER_TIMEOUT_MS,
        idleTimeoutMs: IDLE_TIMEOUT_MS,
        maxBytes: MAX_BYTES,
        signal,
        etag: isOwnOrigin && state.etag !== null ? state.etag : undefined,
        accept: isOwnOrigin ? DOCUMENT_TYPE : undefined,
      },
      { fetch, clock },
    );
    const { head } = outcome;

    const answer = readAnswer(state, outcome);
    state = answer.state;
    if (answer.news !== null) emit(answer.news);

    const dateMs = head?.dateMs ?? null;
    if (dateMs !== null && outcome.headersMs !== null) {
      samples = addSample(samples, { sentAtMs, receivedAtMs: sentAtMs + outcome.headersMs, dateMs });
      const offsetMs = clockOffsetMs(samples);
      if (offsetMs !== null && isWorthTelling(offsetMs, toldOffsetMs)) {
        toldOffsetMs = offsetMs;
        emit({ kind: 'clock', offsetMs });
      }
    }

    const pauseMs = pollPauseMs(
      {
        loaded: state.document !== null,
        pollSeconds: state.document?.pollSeconds ?? null,
        failures: state.failures,
        joining: options.isJoining(),
        saving: options.isSaving?.() ?? false,
        degrade: state.document?.degrade ?? 0,
        retryAfterMs: head?.retryAfterMs ?? null,
        cachedErrorMs: head?.cachedErrorMs ?? null,
      },
      random,
    );
    await sleep(clock, pauseMs, signal);
  }
}
