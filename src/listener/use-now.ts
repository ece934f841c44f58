import { useSyncExternalStore } from 'react';
import { usePageSession } from './session-context.tsx';
import type { Tick } from './ticker.ts';

/** The time, once a second while the page can be seen. */
export function useNow(): Tick {
  const { ticker } = usePageSession();
  return useSyncExternalStore(ticker.subscribe, ticker.current);
}
