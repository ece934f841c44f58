export interface PauseFacts {
  /** Times (milliseconds of the Clock) at which sound was begun again unasked, oldest first. */
  readonly resumedAtMs: readonly number[];
  readonly nowMs: number;
  /** How long ago a loudspeaker or headphone came or went; null if never. */
  readonly sinceDeviceChangeMs: number | null;
  /** Media keys and lock screen reach us as commands, so that this pause was nobody's. */
  readonly keysAreOurs: boolean;
}

/** Longer ago than this has nothing to do with each other. */
export const PAUSES_COUNT_FOR_MS = 120_000;
/** The platform takes a moment over its interruption, and may insist. */
const DELAYS_MS: readonly number[] = [1_000, 5_000, 20_000];
/** A pause this near to a change of devices is a headphone pulled out. */
export const DEVICE_CHANGE_MS = 2_000;

/**
 * After how many milliseconds to go on after a pause that nobody asked for, or null to leave it: a phone silences what would
 * otherwise come out of its loudspeaker when the headphone is pulled out, and who insists more often than we do has a
 * reason.
 */
export function resumeDelayMs(facts: PauseFacts): number | null {
  const { sinceDeviceChangeMs, nowMs } = facts;
  if (!facts.keysAreOurs) return null;
  if (sinceDeviceChangeMs !== null && sinceDeviceChangeMs < DEVICE_CHANGE_MS) return null;
  const recent = facts.resumedAtMs.filter((atMs) => nowMs - atMs < PAUSES_COUNT_FOR_MS).length;
  return DELAYS_MS[recent] ?? null;
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
