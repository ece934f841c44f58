import { joinStatus, type JoinStatus } from '../session/join-status.ts';
import { useSession } from './session-context.tsx';
import { useNow } from './use-now.ts';

/** What the listener is to be told now. Its seconds count down once a second. */
export function useJoinStatus(): JoinStatus {
  const state = useSession((whole) => whole);
  const { nowMs, wallNowMs } = useNow();
  return joinStatus(state, nowMs, wallNowMs);
}
