import { createThreadClock } from '../../src/network/clock.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import { startFleet, type Fleet } from './fleet.ts';
import { seededRandom } from './seeded-random.ts';

const CLIENT_NAME = 'X-Client-Id';

export interface ListenersOptions {
  readonly streamUrl: string;
  readonly count: number;
  readonly seed: number;
  /** Whether the mock origin is told who asks. A shield in between is one client, whoever stands behind it. */
  readonly areNamed: boolean;
}

/** So many virtual listeners of one stream, in real time, who come within a few seconds and do not lose patience. */
export function startListenersOf({ streamUrl, count, seed, areNamed }: ListenersOptions): Fleet {
  const fetchNamed: Fetch = (url, init) => fetch(url, init);
  const fetchNameless: Fetch = (url, init) => {
    const headers = new Headers(init.headers);
    headers.delete(CLIENT_NAME);
    return fetch(url, { ...init, headers });
  };
  return startFleet({
    count,
    address: { kind: 'stream', url: streamUrl },
    arrivals: { kind: 'spread', seconds: 4 },
    impatientShare: 0,
    clock: createThreadClock(),
    random: seededRandom(seed),
    fetch: areNamed ? fetchNamed : fetchNameless,
  });
}
