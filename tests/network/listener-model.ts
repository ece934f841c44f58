import { setMaxListeners } from 'node:events';
import { createGate, type Gate } from '../../src/network/gate.ts';
import type { Random } from '../../src/network/random.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import { sleep } from '../../src/network/clock.ts';
import { transfer } from '../../src/network/transfer.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import {
  createScriptedFetch,
  type ScriptedAnswer,
  type ScriptedFetch,
  type ScriptedRequest,
} from '../fakes/scripted-fetch.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

export interface ListenerModel {
  readonly clock: FakeClock;
  readonly origin: ScriptedFetch;
  readonly gates: readonly Gate[];
  /** Segments and playlists received so far. */
  received(): { readonly segments: number; readonly playlists: number };
  stop(): Promise<void>;
}

export interface ListenerOptions {
  readonly seed: number;
  readonly origin: (request: ScriptedRequest, random: Random) => ScriptedAnswer;
  readonly pathways?: number;
  readonly mode?: { readonly joining: boolean; readonly urgent: boolean; readonly capMs: number };
}

const SEGMENT_MS = 4000;

/**
 * Somebody who listens, as the network sees it: a playlist every four seconds and every segment that it has
 * listed, up to four at once, tried until they come. With several pathways each has such a feed: worse than
 * anything that happens.
 */
export function createListenerModel({ seed, origin, pathways = 1, mode }: ListenerOptions): ListenerModel {
  const clock = createFakeClock();
  const random = seededRandom(seed);
  const chance = seededRandom(seed + 1000);
  const scripted = createScriptedFetch(clock, (request) => origin(request, chance));
  const budget = createRetryBudget(clock);
  const over = new AbortController();
  // Everything that waits listens to it: no leak.
  setMaxListeners(0, over.signal);
  const done: Promise<unknown>[] = [];
  const gates: Gate[] = [];
  let segments = 0;
  let playlists = 0;
  const startMs = clock.now();

  for (let pathway = 0; pathway < pathways; pathway++) {
    const gate = createGate({ clock, random, budget });
    gates.push(gate);
    if (mode !== undefined) gate.setMode(mode);
    let next = 0;
    const get = (url: string, priority: 'playlist' | 'segment', order: number) =>
      transfer(
        {
          choose: () => ({ gate, url, pathwayId: String(pathway) }),
          priority: () => priority,
          order: () => order,
          resume: priority === 'segment',
          maxBytes: 1e6,
          signal: over.signal,
          onFailure: () => ({ kind: 'retry' }),
        },
        { fetch: scripted.fetch, clock, random },
      );
    const follow = async () => {
      for (;;) {
        await get(`https://origin${pathway}.example/live.m3u8`, 'playlist', 0);
        playlists++;
        await sleep(clock, SEGMENT_MS, over.signal);
      }
    };
    const fetchAhead = async () => {
      for (;;) {
        const sequence = next++;
        await sleep(clock, startMs + sequence * SEGMENT_MS - 3 * SEGMENT_MS - clock.now(), over.signal);
        await get(`https://origin${pathway}.example/${sequence}.m4s`, 'segment', sequence);
        segments++;
      }
    };
    done.push(follow(), fetchAhead(), fetchAhead(), fetchAhead(), fetchAhead());
  }

  return {
    clock,
    origin: scripted,
    gates,
    received: () => ({ segments, playlists }),
    async stop() {
      over.abort(new Error('the evening is over'));
      await Promise.allSettled(done);
    },
  };
}

/** The most starts in any closed window of this length. */
export function mostStarts(requests: readonly ScriptedRequest[], windowMs: number): number {
  let first = 0;
  let most = 0;
  requests.forEach(({ atMs }, last) => {
    while (atMs - (requests[first]?.atMs ?? atMs) > windowMs) first++;
    most = Math.max(most, last - first + 1);
  });
  return most;
}
