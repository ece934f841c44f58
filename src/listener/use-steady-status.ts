import type { JoinStatus } from '../session/join-status.ts';
import { useJoinStatus } from './use-join-status.ts';
import { useSteady } from './use-steady.ts';

/** Long enough to read a sentence, or to have it read out, before the next one. */
const CAUSE_HOLD_MS = 8_000;

/** The join status, with a cause that does not change at every answer of a failing origin. */
export function useSteadyStatus(): JoinStatus {
  const status = useJoinStatus();
  const trouble = 'trouble' in status ? status.trouble : null;
  const failure = useSteady(trouble?.failure ?? null, trouble === null ? 'calm' : 'trouble', CAUSE_HOLD_MS);
  if (failure === null || trouble === null || !('trouble' in status)) return status;
  return { ...status, trouble: { ...trouble, failure } };
}
