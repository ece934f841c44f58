import { beforeAll, describe, expect, it } from 'vitest';
import { limitOf } from '../../e2e/bench/limit.ts';
import { lengthOf } from '../../e2e/bench/scenario-list.ts';
import { loadMediaLibrary, type MediaLibrary } from '../../e2e/origin/media-library.ts';
import { loadScenario } from '../../e2e/origin/scenario.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createSimulatedOrigin } from '../fakes/simulated-origin.ts';
import { createVirtualListener } from '../fakes/virtual-listener.ts';

/** Of the lowest rendition of the mock origin, with its container; playlists weigh nothing in the limit. */
const LOWEST_BPS = 34_000;
const SEEDS = 10;

let library: MediaLibrary;
beforeAll(async () => {
  library = await loadMediaLibrary();
});

/** What ten listeners heard of an evening, over what could be heard, on average; and what the worst of them hears at the end. */
async function evening(name: string) {
  const scenario = await loadScenario(name);
  const lengthSeconds = lengthOf(scenario);
  const limit = limitOf(scenario, { lengthSeconds, lowestBps: LOWEST_BPS });
  let ratios = 0;
  let heardAtTheEnd = Infinity;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const clock = createFakeClock();
    const origin = createSimulatedOrigin(scenario, { seed, clock, library });
    const listener = createVirtualListener({ clock, fetch: origin.fetch, url: origin.url, seed });
    await clock.advance((lengthSeconds - 10) * 1000);
    const before = listener.heardSeconds();
    await clock.advance(10_000);
    heardAtTheEnd = Math.min(heardAtTheEnd, listener.heardSeconds() - before);
    ratios += listener.heardSeconds() / lengthSeconds / limit.listeningRatio;
    listener.stop();
    origin.evening.end();
  }
  return { ratio: ratios / SEEDS, heardAtTheEnd };
}

describe('an evening, ten times', () => {
  // A little under what was reached when this was written: a policy that gets worse shows here first.
  it.each([
    ['clean', 0.98],
    ['late-start', 0.91],
    ['storm-503', 0.83],
    ['rate-429', 0.7],
    ['limiter', 0.98],
    ['resets', 0.97],
    ['choke', 0.98],
    ['trickle', 0.98],
    ['hang', 0.97],
    ['stalled-body', 0.98],
    ['slow-headers', 0.98],
    ['malformed', 0.98],
    ['empty', 0.98],
    ['blackout-20', 0.96],
    ['blackout-60', 0.94],
    ['blackout-60-long-window', 0.89],
    ['stale', 0.96],
    ['older-copies', 0.98],
    ['endlist-glitch', 0.98],
    ['gaps', 0.98],
    ['encoder-restart', 0.98],
    ['failover', 0.98],
    ['failover-dead-from-start', 0.98],
    ['steering-dead-primary', 0.98],
    ['steering-429', 0.98],
    ['choked-start', 0.82],
  ])(
    '%s',
    async (name, floor) => {
      const { ratio, heardAtTheEnd } = await evening(name);
      expect(ratio).toBeGreaterThanOrEqual(floor);
      expect(heardAtTheEnd).toBeGreaterThan(0);
    },
    60_000,
  );
});
