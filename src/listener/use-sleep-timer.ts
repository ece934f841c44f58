import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { runSleepTimer, type SleepTimer } from '../session/run-sleep-timer.ts';
import type { SleepPlan } from '../session/sleep-timer.ts';
import { usePageSession } from './session-context.tsx';

/** A sleep timer that lives as long as the calling component. */
export function useSleepTimer(): { readonly timer: SleepTimer; readonly plan: SleepPlan } {
  const session = usePageSession();
  const timer = useMemo(() => runSleepTimer(session), [session]);
  useEffect(() => () => timer.destroy(), [timer]);
  return { timer, plan: useSyncExternalStore(timer.subscribe, timer.current) };
}
