import { JOIN_WANTED_SECONDS } from '../hls/hold-back.ts';
/** How fast to play. Small, rare steps: pitch is preserved, and nobody should notice that anything is done. */
export type PlaybackRate = 0.95 | 1 | 1.05 | 1.1;

export interface RateFacts {
  readonly rate: PlaybackRate;
  readonly sinceChangeMs: number;
  readonly inHandSeconds: number;
  /** How long what is in hand has not grown. */
  readonly sinceArrivalMs: number;
  /** How long every answer has been good; 0 while one fails. */
  readonly steadyForMs: number;
  /** Null while unknown, and once the broadcast is over: then there is nothing to catch up with. */
  readonly latencySeconds: number | null;
  readonly wantedSeconds: number;
  readonly targetDurationSeconds: number;
  /** Everything up to the end is in hand. */
  readonly complete: boolean;
}

/** Between two changes; a slow-down in need may come after half of it. */
export const BETWEEN_CHANGES_MS = 8_000;
/** Less in hand than this, and nothing coming: about two segments. */
const SCARCE_SECONDS = 12;
/** So much in hand again ends a slow-down; apart from `SCARCE_SECONDS` so that the two do not alternate. */
const ENOUGH_SECONDS = 16;
/** The next segment may be seen this many target durations after the one before (RFC 8216bis 6.3.4). */
const LATE_TARGET_DURATIONS = 1.5;
/** A failure this recent says that more is hard to get. */
const RECENT_FAILURE_MS = 4_000;
/** Catching up takes from what is in hand; only a line that has been good for so long may be trusted with less. */
export const CATCH_UP_STEADY_MS = 20_000;
/** Further behind than wanted by this much (or two target durations): worth catching up, else let it be. */
const BEHIND_SECONDS = 8;
/** From here on the faster of the two steps is worth it. */
const FAR_BEHIND_SECONDS = 30;
/** A talk is not to be rushed: the faster step for so long at a time, the rest at the slower one. */
export const FASTEST_FOR_MS = 90_000;
/**
 * Who is behind by more than this has paused or gone back, and knows it: minutes could only be caught up by rushing
 * through half of the talk. There is a button for that.
 */
const OWN_CHOICE_SECONDS = 120;

/** The rate to play at now: slower before falling silent, faster when far behind and nothing speaks against it. */
export function choosePlaybackRate(facts: RateFacts): PlaybackRate {
  const { rate, sinceChangeMs } = facts;
  const wanted = wantedRate(facts);
  if (wanted === rate) return rate;
  const urgent = wanted < 1;
  return sinceChangeMs >= (urgent ? BETWEEN_CHANGES_MS / 2 : BETWEEN_CHANGES_MS) ? wanted : rate;
}

function wantedRate(facts: RateFacts): PlaybackRate {
  const { rate, inHandSeconds, sinceArrivalMs, steadyForMs, latencySeconds, targetDurationSeconds } = facts;
  if (facts.complete) return 1;
  const isLate = sinceArrivalMs >= LATE_TARGET_DURATIONS * targetDurationSeconds * 1000;
  const isHardToGet = isLate || steadyForMs < RECENT_FAILURE_MS;
  if (inHandSeconds < SCARCE_SECONDS && isHardToGet) return 0.95;
  if (rate < 1 && inHandSeconds < ENOUGH_SECONDS && steadyForMs < CATCH_UP_STEADY_MS) return 0.95;

  const behindSeconds = latencySeconds === null ? 0 : latencySeconds - facts.wantedSeconds;
  const plentySeconds = Math.max(ENOUGH_SECONDS, 2 * targetDurationSeconds);
  if (behindSeconds > OWN_CHOICE_SECONDS || inHandSeconds < plentySeconds || isHardToGet) return 1;
  if (rate <= 1) {
    if (steadyForMs < CATCH_UP_STEADY_MS) return 1;
    if (behindSeconds < Math.max(BEHIND_SECONDS, 2 * targetDurationSeconds)) return 1;
    return behindSeconds >= FAR_BEHIND_SECONDS ? 1.1 : 1.05;
  }
  if (behindSeconds <= 0) return 1;
  const isTired = rate === 1.1 && facts.sinceChangeMs >= FASTEST_FOR_MS;
  return rate === 1.1 && !isTired && behindSeconds >= BEHIND_SECONDS ? 1.1 : 1.05;
}

/** What falling silent has taught. Times are milliseconds of the Clock. */
export interface HoldBack {
  /** Target durations added to the distance from the live edge. */
  readonly extraTargetDurations: number;
  /** When one was last added or taken away. */
  readonly changedAtMs: number;
  /** Silences of the last minutes, oldest first. */
  readonly silencesAtMs: readonly number[];
}

/** Three target durations more is about as much again as where a player must stay (RFC 8216bis 6.3.3). */
export const MOST_EXTRA_TARGET_DURATIONS = 3;
/** So many minutes without a silence take one target duration back. */
export const RELAX_AFTER_MS = 4 * 60_000;
/** Silences of this time count when it is decided how much to have in hand before going on. */
export const SILENCES_COUNT_FOR_MS = 3 * 60_000;
export const freshHoldBack: HoldBack = { extraTargetDurations: 0, changedAtMs: 0, silencesAtMs: [] };

/** The sound has run out once more. */
export function afterSilence(holdBack: HoldBack, nowMs: number): HoldBack {
  return {
    extraTargetDurations: Math.min(MOST_EXTRA_TARGET_DURATIONS, holdBack.extraTargetDurations + 1),
    changedAtMs: nowMs,
    silencesAtMs: [...recentSilences(holdBack, nowMs), nowMs],
  };
}

/** One target duration less for each long time without a silence. The same object when nothing changes. */
export function relaxed(holdBack: HoldBack, nowMs: number): HoldBack {
  if (holdBack.extraTargetDurations === 0 || nowMs - holdBack.changedAtMs < RELAX_AFTER_MS) return holdBack;
  return { ...holdBack, extraTargetDurations: holdBack.extraTargetDurations - 1, changedAtMs: nowMs };
}

function recentSilences({ silencesAtMs }: HoldBack, nowMs: number): readonly number[] {
  return silencesAtMs.filter((atMs) => nowMs - atMs < SILENCES_COUNT_FOR_MS);
}

/** The latency (seconds) that needs no catching up. `extraSeconds` is what the producers ask for. */
export function wantedLatencySeconds(
  holdBack: HoldBack,
  targetDurationSeconds: number,
  extraSeconds: number,
): number {
  // Where a join lands, which the playlists' steps of one target duration blur.
  const joined =
    Math.max(JOIN_WANTED_SECONDS + extraSeconds, 3 * targetDurationSeconds) + targetDurationSeconds;
  return joined + holdBack.extraTargetDurations * targetDurationSeconds;
}

/** How far behind the edge a jump to live leads (seconds): the least allowed, and what silences have taught. */
export function jumpDistanceSeconds(holdBack: HoldBack, targetDurationSeconds: number): number {
  return (3 + holdBack.extraTargetDurations) * targetDurationSeconds;
}

export interface ResumeFacts {
  readonly holdBack: HoldBack;
  readonly nowMs: number;
  readonly inHandSeconds: number;
  readonly targetDurationSeconds: number;
  /** How long there has been something to go on with. */
  readonly waitedMs: number;
  /** No more is coming: the broadcast has ended. */
  readonly ended: boolean;
}

/** In hand before going on after a first silence; each further one of the last minutes asks for one more. */
const RESUME_TARGET_DURATIONS = 1.5;
const MOST_RESUME_TARGET_DURATIONS = 3.5;
/** Longer than this is not waited for more than there is, in target durations: a silence is a silence. */
const LONGEST_WAIT_TARGET_DURATIONS = 2;
export const LONGEST_WAIT_MS = 10_000;

/**
 * Whether to go on after a silence. On a single segment the sound would stop again with the first word that comes
 * late; but a wait that cannot bring more, or has lasted long enough, is only more silence.
 */
export function mayGoOn(facts: ResumeFacts): boolean {
  const { targetDurationSeconds, inHandSeconds } = facts;
  if (facts.ended) return true;
  const silences = recentSilences(facts.holdBack, facts.nowMs).length;
  return facts.waitedMs >= resumeWaitMs(silences, inHandSeconds, targetDurationSeconds);
}

/** How long so much in hand is waited with, for more, after so many silences of the last minutes; 0: no longer. */
export function resumeWaitMs(silences: number, inHandSeconds: number, targetDurationSeconds: number): number {
  const wanted = RESUME_TARGET_DURATIONS + Math.max(1, silences) - 1;
  const targetDurations = Math.min(MOST_RESUME_TARGET_DURATIONS, wanted);
  if (inHandSeconds >= targetDurations * targetDurationSeconds) return 0;
  return Math.min(LONGEST_WAIT_MS, LONGEST_WAIT_TARGET_DURATIONS * targetDurationSeconds * 1000);
}
