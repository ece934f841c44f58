import { ticketOf } from '../broadcast/ticket.ts';
import { loadPatiently } from '../network/patient-load.ts';
import type { Random } from '../network/random.ts';
import type { AudioSession } from './create-session.ts';
import { reportsUrl } from './report-state.ts';

/** Other tickets of the same listener are drawn with other salts: who reports says nothing about who is let in. */
const SALT = 'reports';

export interface WatchReportsOptions {
  readonly session: Pick<AudioSession, 'store' | 'clock'>;
  readonly random: Random;
  /** What the tickets of this tab are drawn with (`listenerId`). */
  readonly listenerId: () => string;
  /** Fetches the code that reports, in idle time; may be called again after a failure. Gives what starts it. */
  readonly load: () => Promise<(ticket: number) => void>;
}

/**
 * Waits until the broadcast document asks this listener for reports, and only then fetches what is needed for them.
 * Most listeners of a large broadcast are never asked. Returns a disposer.
 */
export function watchReports({ session, random, listenerId, load }: WatchReportsOptions): () => void {
  const { store, clock } = session;
  const lifetime = new AbortController();
  const code = loadPatiently({ load, clock, random });
  let ticket: number | null = null;
  let detach: (() => void) | null = null;
  const look = () => {
    const { broadcast } = store.getState();
    if (broadcast.kind !== 'loaded' || broadcast.document.reports === undefined) return;
    const drawn = (ticket ??= ticketOf(listenerId(), SALT));
    if (reportsUrl(broadcast, drawn) === null) return;
    detach?.();
    code.get(lifetime.signal).then(
      (start) => start(drawn),
      // A page's host that does not even answer six times has more to care for than reports.
      () => undefined,
    );
  };
  detach = store.subscribe(look);
  look();
  return () => {
    detach();
    lifetime.abort(new Error('not watched any more'));
  };
}
