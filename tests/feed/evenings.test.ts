import { beforeAll, describe, expect, it } from 'vitest';
import { limitOf } from '../../e2e/bench/limit.ts';
import { lengthOf } from '../../e2e/bench/scenario-list.ts';
import { loadMediaLibrary, type MediaLibrary } from '../../e2e/origin/media-library.ts';
import { loadScenario } from '../../e2e/origin/scenario.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createSimulatedOrigin } from '../fakes/simulated-origin.ts';
import { createVirtualListener } from '../fakes/virtual-listener.ts';

let library: MediaLibrary;
beforeAll(async () => {
  library = await loadMediaLibrary();
});

/** What is heard of a whole evening, on the test's clock. */
async function hear(name: string, seed: number) {
  const scenario = await loadScenario(name);
  const lengthSeconds = lengthOf(scenario);
  const lowestBps = Math.min(...[...library.values()].map(({ averageBps }) => averageBps));
  const limit = limitOf(scenario, { lengthSeconds, lowestBps });
  const clock = createFakeClock();
  const origin = createSimulatedOrigin(scenario, { seed, clock, library });
  const listener = createVirtualListener({ clock, fetch: origin.fetch, url: origin.url, seed });
  await clock.advance((lengthSeconds - 5) * 1000);
  const before = listener.heardSeconds();
  await clock.advance(5_000);
  const heard = listener.heardSeconds();
  listener.stop();
  origin.evening.end();
  await clock.advance(0);
  return { ofLimit: heard / lengthSeconds / limit.listeningRatio, isAlive: heard > before };
}

describe('an evening is heard, as a share of what could be heard at all', () => {
  it.each([
    ['clean', 0.98],
    ['late-start', 0.9],
    ['storm-503', 0.76],
    ['rate-429', 0.62],
    ['limiter', 0.98],
    ['resets', 0.95],
    ['choke', 0.97],
    ['trickle', 0.97],
    ['hang', 0.93],
    ['stalled-body', 0.97],
    ['slow-headers', 0.97],
    ['malformed', 0.97],
    ['empty', 0.95],
    ['blackout-20', 0.92],
    ['blackout-60', 0.85],
    ['blackout-60-long-window', 0.86],
    ['stale', 0.88],
    ['older-copies', 0.97],
    ['endlist-glitch', 0.97],
    ['gaps', 0.95],
    ['encoder-restart', 0.95],
    ['failover', 0.98],
    ['failover-dead-from-start', 0.98],
    ['steering-dead-primary', 0.98],
    ['steering-429', 0.98],
    ['choked-start', 0.76],
  ])('%s', async (name, floor) => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const evenings = [];
    for (const seed of seeds) evenings.push(await hear(name, seed));
    const mean = evenings.reduce((sum, { ofLimit }) => sum + ofLimit, 0) / seeds.length;
    expect(mean).toBeGreaterThan(floor);
    expect(evenings.filter(({ isAlive }) => !isAlive)).toEqual([]);
  });
});
