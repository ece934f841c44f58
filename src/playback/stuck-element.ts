/** What the watch over a playhead that should move knows. Times are milliseconds of the Clock. */
export interface StuckWatch {
  readonly positionSeconds: number;
  /** Since when the playhead has stood where it should not. */
  readonly sinceMs: number;
  /** Cures tried since it last moved. */
  readonly cures: number;
  /** Where it was, and when, at the beginning of the stretch that is looked over for crawling. */
  readonly stretch: { readonly positionSeconds: number; readonly sinceMs: number };
  /** New sources given against crawling since it last ran. */
  readonly renewals: number;
}

export interface StuckFacts {
  readonly nowMs: number;
  readonly positionSeconds: number;
  /** It should move: somebody wants to hear, the element is not paused, and it has data right here. */
  readonly shouldMove: boolean;
}

/** From the mildest: each costs the listener a little more than the one before. */
type StuckCure =
  /** Sets the playhead where it is: the decoder begins anew. */
  | { readonly kind: 'nudge'; readonly toSeconds: number }
  /** Over the place that may be the cause. */
  | { readonly kind: 'seek'; readonly toSeconds: number }
  | { readonly kind: 'rebuild' };

/** An element reports its time in steps, and may take a moment to begin; this is longer than any of that. */
export const STUCK_AFTER_MS = 2_500;
/** The last cure is repeated at most this often: a rebuild takes a moment itself. */
export const LONGEST_PATIENCE_MS = 20_000;
const NUDGE_SECONDS = 0.05;
const SEEK_SECONDS = 0.5;
/** Less is a decoder's rounding, not sound. */
const MOVED_SECONDS = 0.1;
/** A playhead that moves a little now and then, and no more than this share of the time, crawls. */
const CRAWLING_SHARE = 0.25;
/** Longer than a decoder takes to begin, twice over. */
export const CRAWLS_AFTER_MS = 6_000;

export function createStuckWatch(nowMs: number): StuckWatch {
  return {
    positionSeconds: 0,
    sinceMs: nowMs,
    cures: 0,
    stretch: { positionSeconds: 0, sinceMs: nowMs },
    renewals: 0,
  };
}

interface Look {
  readonly watch: StuckWatch;
  readonly cure: StuckCure | null;
}

/** One look at the playhead. A cure moves it itself; that is not taken for sound. */
export function watchStuck(watch: StuckWatch, facts: StuckFacts): Look {
  const still = watchStandingStill(watch, facts);
  return still.cure === null
    ? watchCrawling(still.watch, facts)
    : { ...still, watch: anew(still.watch, facts) };
}

/** The stretch begins here. */
function anew(watch: StuckWatch, { nowMs, positionSeconds }: StuckFacts): StuckWatch {
  return { ...watch, stretch: { positionSeconds, sinceMs: nowMs } };
}

/**
 * WebKitGTK (2.50, measured) may come out of a silence with a clock that gives a tenth of a second every other second, for
 * ever; a nudge changes nothing. Only a new source helps.
 */
function watchCrawling(watch: StuckWatch, facts: StuckFacts): Look {
  const { stretch, renewals } = watch;
  const { nowMs, positionSeconds } = facts;
  const movedSeconds = positionSeconds - stretch.positionSeconds;
  if (!facts.shouldMove || movedSeconds < 0) return { watch: anew(watch, facts), cure: null };
  const patienceMs = Math.min(LONGEST_PATIENCE_MS, CRAWLS_AFTER_MS * 2 ** renewals);
  const lastedMs = nowMs - stretch.sinceMs;
  // What does not move at all is watched above.
  if (lastedMs < patienceMs || movedSeconds <= MOVED_SECONDS) return { watch, cure: null };
  const next = anew(watch, facts);
  const crawls = movedSeconds * 1000 < lastedMs * CRAWLING_SHARE;
  return crawls
    ? { watch: { ...next, sinceMs: nowMs, renewals: renewals + 1 }, cure: { kind: 'rebuild' } }
    : { watch: { ...next, renewals: 0 }, cure: null };
}

function watchStandingStill(watch: StuckWatch, facts: StuckFacts): Look {
  const { nowMs, positionSeconds } = facts;
  const movedSeconds = positionSeconds - watch.positionSeconds;
  // An element that is stuck may not even go where a cure sends it; what is further back is somebody's doing.
  if (movedSeconds >= MOVED_SECONDS || movedSeconds < -2 * SEEK_SECONDS)
    return { watch: { ...watch, positionSeconds, sinceMs: nowMs, cures: 0 }, cure: null };
  if (!facts.shouldMove) return { watch: { ...watch, sinceMs: nowMs }, cure: null };
  const patienceMs = Math.min(LONGEST_PATIENCE_MS, STUCK_AFTER_MS * 2 ** Math.max(0, watch.cures - 2));
  if (nowMs - watch.sinceMs < patienceMs) return { watch, cure: null };
  const cure = cureNumber(watch.cures, positionSeconds);
  return {
    watch: {
      ...watch,
      positionSeconds: cure.kind === 'rebuild' ? watch.positionSeconds : cure.toSeconds,
      sinceMs: nowMs,
      cures: watch.cures + 1,
    },
    cure,
  };
}

function cureNumber(cures: number, positionSeconds: number): StuckCure {
  if (cures === 0) return { kind: 'nudge', toSeconds: positionSeconds + NUDGE_SECONDS };
  if (cures === 1) return { kind: 'seek', toSeconds: positionSeconds + SEEK_SECONDS };
  return { kind: 'rebuild' };
}
