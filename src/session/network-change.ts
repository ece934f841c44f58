import type { Clock } from '../network/clock.ts';

/** `navigator.connection` (Network Information); most browsers outside Android do not have it, or not its `type`. */
export interface ConnectionSource extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  /** wifi, cellular, ethernet, none, … */
  readonly type?: string;
}

/** A phone at the edge of its Wi-Fi may change to and fro: the origin must not feel each of it. */
export const CHANGE_AT_MOST_EVERY_MS = 10_000;

/**
 * Whether another network has taken over. The event comes for every new guess of the bandwidth too: only another `type`
 * is another network, and "none" is for `online` and `offline` to tell.
 */
export function isOtherNetwork(before: string | undefined, now: string | undefined): boolean {
  return before !== undefined && now !== undefined && now !== before && now !== 'none';
}

/**
 * Calls back when the device has gone over to another network without ever having been offline: what is under way on the
 * old one will never be answered, and waits that were for its sake are over. Returns a disposer.
 */
export function watchNetworkChange(
  connection: ConnectionSource,
  clock: Pick<Clock, 'now'>,
  onChange: () => void,
): () => void {
  let type = connection.type;
  let toldAtMs: number | null = null;
  const onEvent = () => {
    const before = type;
    type = connection.type;
    if (!isOtherNetwork(before, type)) return;
    if (toldAtMs !== null && clock.now() - toldAtMs < CHANGE_AT_MOST_EVERY_MS) return;
    toldAtMs = clock.now();
    onChange();
  };
  connection.addEventListener('change', onEvent);
  return () => connection.removeEventListener('change', onEvent);
}
