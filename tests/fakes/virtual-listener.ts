import type { Clock } from '../../src/network/clock.ts';
import { createFeed, type Feed, type FeedOptions } from '../../src/feed/feed.ts';
import type { FeedEvent } from '../../src/feed/feed-snapshot.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import { seededRandom } from './seeded-random.ts';

const STEP_MS = 250;

/** A feed with a playhead that moves as far as the audio in hand allows: a listener without a decoder. */
export interface VirtualListener {
  readonly feed: Feed;
  readonly events: readonly FeedEvent[];
  /** Seconds heard so far, and seconds of silence after the first sound. */
  heardSeconds(): number;
  silentSeconds(): number;
  positionSeconds(): number;
  setPaused(paused: boolean): void;
  seek(positionSeconds: number): void;
  stop(): void;
}

export function createVirtualListener(options: {
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Of a stream on one pathway, or the pathways of a broadcast document. */
  readonly url: string | FeedOptions['pathways'];
  readonly seed?: number;
  readonly chooseRendition?: FeedOptions['chooseRendition'];
  readonly keeping?: Pick<FeedOptions, 'limits' | 'openShelf'>;
}): VirtualListener {
  const { clock } = options;
  const events: FeedEvent[] = [];
  const abort = new AbortController();
  let hasPlaylist = false;
  let isPaused = false;
  let position: number | null = null;
  let heard = 0;
  let silent = 0;
  const feed = createFeed({
    fetch: options.fetch,
    clock,
    random: seededRandom(options.seed ?? 1),
    budget: createRetryBudget(clock),
    pathways: typeof options.url === 'string' ? [{ id: 'main', url: options.url }] : options.url,
    canPlay: () => true,
    ...options.keeping,
    chooseRendition:
      options.chooseRendition ?? (({ renditions, currentId }) => renditions[0]?.id ?? currentId),
  });
  feed.subscribe((event) => events.push(event));
  feed.playlist(null, abort.signal).then(
    () => {
      hasPlaylist = true;
    },
    // Stopped before there was anything to hear.
    () => undefined,
  );

  /** Where sound can be had from here: here, or behind a gap that is known to be one. */
  const playableFrom = (from: number): number | null => {
    for (const { startSeconds, durationSeconds, state } of feed.snapshot().slots) {
      if (startSeconds + durationSeconds <= from + 1e-6) continue;
      if (state.kind === 'held') return Math.max(from, startSeconds);
      if (state.kind !== 'gap') return null;
    }
    return null;
  };

  const step = () => {
    const from =
      !hasPlaylist || isPaused ? null : playableFrom(position ?? feed.snapshot().slots[0]?.startSeconds ?? 0);
    if (from !== null) {
      position = from + STEP_MS / 1000;
      heard += STEP_MS / 1000;
      feed.movePlayhead({ positionSeconds: position, heard: true });
    } else if (position !== null && !isPaused) {
      silent += STEP_MS / 1000;
    }
    cancel = clock.setTimer(step, STEP_MS);
  };
  let cancel = clock.setTimer(step, STEP_MS);

  return {
    feed,
    events,
    heardSeconds: () => heard,
    silentSeconds: () => silent,
    positionSeconds: () => position ?? 0,
    setPaused(paused) {
      isPaused = paused;
    },
    seek(positionSeconds) {
      position = positionSeconds;
      feed.movePlayhead({ positionSeconds, heard: true });
    },
    stop() {
      cancel();
      abort.abort();
      feed.stop();
    },
  };
}
