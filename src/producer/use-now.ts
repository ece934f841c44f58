import { useEffect, useState } from 'react';
import type { Clock } from '../network/clock.ts';

const TICK_MS = 500;

/** Monotonic milliseconds, renewed twice a second for as long as the component lives. */
export function useNow(clock: Clock): number {
  const [nowMs, setNowMs] = useState(() => clock.now());
  useEffect(() => {
    let cancel = (): void => undefined;
    const tick = () => {
      setNowMs(clock.now());
      cancel = clock.setTimer(tick, TICK_MS);
    };
    tick();
    return () => cancel();
  }, [clock]);
  return nowMs;
}
