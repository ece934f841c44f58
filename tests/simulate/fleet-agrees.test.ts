import { describe, expect, it } from 'vitest';
import { startFleet } from '../../e2e/fleet/fleet.ts';
import { loadMediaLibrary } from '../../e2e/origin/media-library.ts';
import { figuresOf } from '../../e2e/simulate/figures.ts';
import { play } from '../../e2e/simulate/play.ts';
import { capacityAt, type Evening } from '../../e2e/simulate/simulation.ts';
import { windowMeans } from '../../e2e/simulate/window-means.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { createSimulatedOrigin } from '../fakes/simulated-origin.ts';
import { scenarioOf } from '../origin/test-origin.ts';

/** Of the simulation and of the mock origin alike; see e2e/simulate/origin.ts. */
const QUEUE_SECONDS = 0.5;
const WINDOW_SECONDS = 10;
const HERE = 'http://localhost:8080';

/** 200 fit into a minute; HOLDLINE_AGREE_LISTENERS=2000 takes seven. */
const LISTENERS = Number(process.env['HOLDLINE_AGREE_LISTENERS'] ?? 200);

const evening: Evening = {
  listeners: LISTENERS,
  seed: 1,
  firstListener: 0,
  pressSeconds: 20,
  overloadSeconds: 120,
  share: 0.3,
  afterSeconds: 60,
  headroom: 0.1,
  retryAfterMs: null,
};

/** The share who listen, second by second, of whole sessions of the real client before the mock origin. */
async function fleetListening({ listeners, seed, pressSeconds, overloadSeconds, afterSeconds }: Evening) {
  const capacity = (at: number) => ({
    type: 'capacity',
    requestsPerSecond: capacityAt(evening, at),
    queue: Math.round(capacityAt(evening, at) * QUEUE_SECONDS),
    beyond: '503',
  });
  const scenario = scenarioOf({
    startsAtSeconds: -60,
    scheduledStartSeconds: -60,
    faults: [
      { fromSeconds: 0, toSeconds: overloadSeconds, match: { what: 'any' }, fault: capacity(0) },
      { fromSeconds: overloadSeconds, match: { what: 'any' }, fault: capacity(overloadSeconds) },
    ],
  });
  const clock = createFakeClock();
  const origin = createSimulatedOrigin(scenario, { seed, clock, library: await loadMediaLibrary() });
  const fleet = startFleet({
    count: listeners,
    address: { kind: 'stream', url: `${HERE}/live/main.m3u8` },
    arrivals: { kind: 'spread', seconds: pressSeconds },
    impatientShare: 0,
    clock,
    // Those whose timers fire together would ask together: a crowd in step is another crowd.
    slotMs: 1,
    random: seededRandom(seed),
    fetch: (url, init) => origin.fetch(url.replace(HERE, 'https://main.example'), init),
  });
  const listening: number[] = [];
  for (let second = 0; second < overloadSeconds + afterSeconds; second += 1) {
    await clock.advance(1000);
    listening.push(fleet.snapshot().playback.playing / listeners);
  }
  fleet.stop();
  origin.evening.end();
  return listening;
}

describe('the simulation', () => {
  it('is near whole sessions of the real client in the share who listen', async () => {
    const { simulated } = await play({ evening, policy: 'holdline', caseName: 'overload' });
    const onPaper = windowMeans(figuresOf(simulated, null).secondSeries.listening, WINDOW_SECONDS);
    const inSessions = windowMeans(await fleetListening(evening), WINDOW_SECONDS);
    const apart = onPaper.map((share, at) => Math.abs(share - (inSessions[at] ?? 0)));
    console.info(`on paper    ${inColumns(onPaper)}\nin sessions ${inColumns(inSessions)}`);
    // A tenth is what is wanted; up to 0.09 with these, 0.06 with 2,000, both after the overload.
    expect(Math.max(...apart)).toBeLessThan(0.12);
  }, 3_600_000);
});

const inColumns = (shares: readonly number[]) => shares.map((share) => share.toFixed(3)).join(' ');
