/** A value as it is shown, and since when (milliseconds of the session's Clock). */
export interface Shown<Value> {
  readonly value: Value;
  readonly about: string;
  readonly sinceMs: number;
}

/**
 * Keeps what is shown from changing all the time: a value stays for `holdMs`, then the newest one takes its place.
 * When it is `about` something else, the change is news and comes at once. Returns the same object when nothing
 * changes.
 */
export function steady<Value>(
  shown: Shown<Value> | null,
  value: Value,
  about: string,
  nowMs: number,
  holdMs: number,
): Shown<Value> {
  if (shown?.about !== about) return { value, about, sinceMs: nowMs };
  return shown.value !== value && nowMs - shown.sinceMs >= holdMs ? { value, about, sinceMs: nowMs } : shown;
}
