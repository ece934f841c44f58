import { reachOf, type Reach } from './line-reach.ts';
import { useSession } from './session-context.tsx';

/** The reach of the listener as it is now; renders again with every reading of the position. */
export function useReach(): Reach | null {
  const feed = useSession((state) => state.feed);
  const position = useSession((state) => state.position);
  const programme = useSession((state) => state.programme);
  const usualLatencySeconds = useSession((state) => state.usualLatencySeconds);
  return reachOf({ feed, position, programme, usualLatencySeconds });
}
