import { clampedRate, createChosenRate } from './chosen-rate.ts';

/** The part of an element that a native seek needs. */
type SeekableElement = Pick<HTMLMediaElement, 'seekable' | 'currentTime' | 'playbackRate' | 'preservesPitch'>;

/** The first and the last moment that the element can go to, in its own time; null while it can go nowhere. */
export function seekableRange(
  element: Pick<HTMLMediaElement, 'seekable'>,
): { readonly fromSeconds: number; readonly toSeconds: number } | null {
  const { seekable } = element;
  if (seekable.length === 0) return null;
  const fromSeconds = seekable.start(0);
  const toSeconds = seekable.end(seekable.length - 1);
  return Number.isFinite(fromSeconds) && Number.isFinite(toSeconds) ? { fromSeconds, toSeconds } : null;
}

/**
 * Sends the element as near to this moment (its own time) as it can go, and no nearer to the live edge than
 * `distanceSeconds` unless it is there already. What it fetches for that is its own affair.
 */
export function seekNatively(element: SeekableElement, wantedSeconds: number, distanceSeconds: number): void {
  const range = seekableRange(element);
  if (range === null || Number.isNaN(wantedSeconds)) return;
  const latest = Math.max(
    range.fromSeconds,
    range.toSeconds - distanceSeconds,
    Math.min(element.currentTime, range.toSeconds),
  );
  element.currentTime = Math.min(latest, Math.max(range.fromSeconds, wantedSeconds));
}

/** The speed that a listener has asked for, kept on an element that forgets it with every source. */
export interface NativeRate {
  set(rate: number): void;
  begin(): void;
  /** True when the choice has come to its end at the live edge. */
  look(latencySeconds: number | null, distanceSeconds: number): boolean;
}

export function createNativeRate(element: SeekableElement): NativeRate {
  const chosen = createChosenRate();
  const apply = () => {
    const rate = chosen.rate(1);
    element.preservesPitch = true;
    if (element.playbackRate !== rate) element.playbackRate = rate;
  };
  return {
    set(rate) {
      if (clampedRate(rate) === null) return;
      chosen.set(rate);
      apply();
    },
    begin: () => chosen.begin(),
    look(latencySeconds, distanceSeconds) {
      // Where this element likes to stay behind live, only its first sound tells.
      const isBack = chosen.look({ latencySeconds, jumpSeconds: distanceSeconds, wantedSeconds: Infinity });
      apply();
      return isBack;
    },
  };
}
