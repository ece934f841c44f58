import { useSession } from './session-context.tsx';
import { useNow } from './use-now.ts';

/** The announced start, and how far off it is by the host's clock: negative once it has passed. */
export interface Schedule {
  /** Wall-clock milliseconds since the epoch. */
  readonly startMs: number;
  /** Whole seconds. */
  readonly secondsToStart: number;
}

/** Null while no start is known. Counts once a second. */
export function useSchedule(): Schedule | null {
  const { wallNowMs } = useNow();
  const offsetMs = useSession((state) => state.clockOffsetMs);
  const startMs = useSession((state) =>
    state.broadcast.kind === 'loaded' ? Date.parse(state.broadcast.document.scheduledStart) : Number.NaN,
  );
  if (Number.isNaN(startMs)) return null;
  return { startMs, secondsToStart: Math.ceil((startMs - (wallNowMs + offsetMs)) / 1000) };
}
