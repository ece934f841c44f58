import { followDocument } from '../../src/broadcast/document-poller.ts';
import { secondsToStart } from '../../src/broadcast/schedule.ts';
import { startFleet, type Fleet, type FleetOptions } from './fleet.ts';
import { fleetSnapshot, type Attendance } from './fleet-snapshot.ts';
import { createLoopbackFetch } from './loopback.ts';

export interface CrowdOptions extends Omit<FleetOptions, 'address' | 'arrivals'> {
  readonly documentUrl: string;
  /** The document names another broadcast than before: everybody goes, and comes to that one. */
  readonly onEvening?: (broadcastId: string) => void;
}

/**
 * A crowd for whatever a broadcast document announces: it comes around the scheduled start, and comes anew when the
 * evening begins again (a new `id`). Until the document can be had, nobody comes.
 */
export function startCrowd(options: CrowdOptions): Fleet {
  const { documentUrl, count, clock, random } = options;
  const lifetime = new AbortController();
  let fleet: Fleet | null = null;
  let broadcastId: string | null = null;
  let clockOffsetMs = 0;

  followDocument({
    url: documentUrl,
    pageUrl: documentUrl,
    fetch: createLoopbackFetch({ fetch: options.fetch, client: 'crowd', onRefused: () => undefined }),
    clock,
    random,
    signal: lifetime.signal,
    isJoining: () => false,
    onEvent(event) {
      if (event.kind === 'clock') clockOffsetMs = event.offsetMs;
      if (event.kind !== 'document' || event.document.id === broadcastId) return;
      broadcastId = event.document.id;
      fleet?.stop();
      options.onEvening?.(broadcastId);
      fleet = startFleet({
        ...options,
        address: { kind: 'document', url: documentUrl },
        arrivals: {
          kind: 'crowd',
          scheduledInSeconds: secondsToStart(event.document, clock.wallNow() + clockOffsetMs),
        },
      });
    },
  });

  const nobodyYet = Array.from({ length: count }, (): Attendance => ({ kind: 'coming' }));
  return {
    snapshot: () => fleet?.snapshot() ?? fleetSnapshot(nobodyYet),
    everybody: () => fleet?.everybody() ?? nobodyYet,
    stop() {
      lifetime.abort(new Error('stopped'));
      fleet?.stop();
    },
  };
}
