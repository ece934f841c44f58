/** The clock of the session, as far as a page needs it. Milliseconds. */
export interface PageClock {
  /** Monotonic. */
  now(): number;
  /** Since the Unix epoch, as the computer believes it. */
  wallNow(): number;
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** One moment on both clocks, in milliseconds. */
export interface Tick {
  readonly nowMs: number;
  readonly wallNowMs: number;
}

export interface Ticker {
  /** The newest tick; the same object until the next one. */
  readonly current: () => Tick;
  readonly subscribe: (listener: () => void) => () => void;
}

/** What tells whether anybody can see the page: the document, or a stand-in for it. */
export type Visibility = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

/** The digits on the page are whole seconds. */
export const TICK_MS = 1000;

/**
 * One heartbeat for everything on the page that counts seconds. It runs only while somebody subscribes and the
 * page can be seen, and beats at once when the page comes into sight again.
 */
export function createTicker(clock: PageClock, visibility: Visibility): Ticker {
  const read = (): Tick => ({ nowMs: clock.now(), wallNowMs: clock.wallNow() });
  const listeners = new Set<() => void>();
  let tick = read();
  let cancel: (() => void) | null = null;

  const beat = () => {
    tick = read();
    cancel = clock.setTimer(beat, TICK_MS);
    for (const listener of [...listeners]) listener();
  };
  const stop = () => {
    cancel?.();
    cancel = null;
  };
  const onVisibilityChange = () => {
    stop();
    if (!visibility.hidden) beat();
  };

  return {
    current: () => tick,
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        tick = read();
        visibility.addEventListener('visibilitychange', onVisibilityChange);
        if (!visibility.hidden) cancel = clock.setTimer(beat, TICK_MS);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        visibility.removeEventListener('visibilitychange', onVisibilityChange);
        stop();
      };
    },
  };
}
