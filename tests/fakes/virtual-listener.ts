import { moveOn } from '../../e2e/fleet/virtual-playhead.ts';
import type { Clock } from '../../src/network/clock.ts';
import { createFeed, type Feed, type FeedOptions } from '../../src/feed/feed.ts';
import type { FeedEvent } from '../../src/feed/feed-snapshot.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import type { Random } from '../../src/network/random.ts';
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
  /** In place of chance that the seed decides. */
  readonly random?: Random;
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
    random: options.random ?? seededRandom(options.seed ?? 1),
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

  const step = () => {
    cancel = clock.setTimer(step, STEP_MS);
    if (!hasPlaylist || isPaused) return;
    const { slots } = feed.snapshot();
    const seconds = STEP_MS / 1000;
    const moved = moveOn(slots, position ?? slots[0]?.startSeconds ?? 0, seconds);
    if (moved.heardSeconds > 0) position = moved.positionSeconds;
    if (position === null) return;
    heard += moved.heardSeconds;
    silent += seconds - moved.heardSeconds;
    if (moved.heardSeconds > 0) feed.movePlayhead({ positionSeconds: position, heard: true });
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
