export interface PauseFacts {
  /** Times (milliseconds of the Clock) at which sound was begun again unasked, oldest first. */
  readonly resumedAtMs: readonly number[];
  readonly nowMs: number;
  /** How long ago a loudspeaker or headphone came or went; null if never. */
  readonly sinceDeviceChangeMs: number | null;
  /** Media keys and lock screen reach us as commands, so that this pause was nobody's. */
  readonly keysAreOurs: boolean;
  /**
   * How long ago there was a reason that ends by itself: the tab was frozen, the computer slept, the platform said
   * "interrupted". 0 while it lasts, null if there was none.
   */
  readonly sinceReasonMs: number | null;
  /** A phone or tablet: it pauses for calls and pulled headphones, and takes up again by itself what it may. */
  readonly isHandheld: boolean;
}

/** Longer ago than this has nothing to do with each other. */
export const PAUSES_COUNT_FOR_MS = 120_000;
/** The platform takes a moment over its interruption, and may insist. */
const DELAYS_MS: readonly number[] = [1_000, 5_000, 20_000];
/** A pause this near to a change of devices is a headphone pulled out. */
export const DEVICE_CHANGE_MS = 2_000;
/** A pause this soon after a thaw or a wake-up belongs to it: the element's event waits until the page runs again. */
export const REASON_COUNTS_FOR_MS = 2_000;

/** What becomes of a pause that nobody asked for. */
export type PauseEnd =
  /** Sound is begun again after so long, or as soon as something says that it may. */
  | { readonly kind: 'resume'; readonly delayMs: number }
  /** No more insisting; but when the page comes back to the front, or the platform says that it is over, it goes on. */
  | { readonly kind: 'on-return' }
  /** A person's, or as good as a person's: they press when they want to hear. */
  | { readonly kind: 'stay' };

/**
 * How a pause that nobody asked for is to end. A phone silences what would otherwise come out of its loudspeaker when the
 * headphone is pulled out, and does not tell a page that it was that (`devicechange` is not fired for what is not exposed);
 * so on a phone only what has another reason is ended by us. And who insists more often than we do has a reason.
 */
export function pauseEnd(facts: PauseFacts): PauseEnd {
  const { sinceDeviceChangeMs, sinceReasonMs, nowMs } = facts;
  if (!facts.keysAreOurs) return { kind: 'stay' };
  if (sinceDeviceChangeMs !== null && sinceDeviceChangeMs < DEVICE_CHANGE_MS) return { kind: 'stay' };
  const hasReason = sinceReasonMs !== null && sinceReasonMs < REASON_COUNTS_FOR_MS;
  if (facts.isHandheld && !hasReason) return { kind: 'stay' };
  const recent = facts.resumedAtMs.filter((atMs) => nowMs - atMs < PAUSES_COUNT_FOR_MS).length;
  const delayMs = DELAYS_MS[recent];
  return delayMs === undefined ? { kind: 'on-return' } : { kind: 'resume', delayMs };
}

/** Looks come a few times a second; a hole this long between two is a computer that slept, or a tab that was frozen. */
export const SLEPT_MS = 15_000;

/**
 * True when the computer slept between two looks. Some clocks stand still meanwhile, so both are asked; a wall clock
 * that somebody sets back says nothing.
 */
export function hasSlept(sinceLook: { readonly clockMs: number; readonly wallMs: number }): boolean {
  return sinceLook.clockMs >= SLEPT_MS || sinceLook.wallMs >= SLEPT_MS;
}
