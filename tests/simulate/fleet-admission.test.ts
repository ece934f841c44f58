import { describe, expect, it } from 'vitest';
import { attachReporting } from '../../e2e/fleet/attach-reporting.ts';
import { startFleet } from '../../e2e/fleet/fleet.ts';
import { loadMediaLibrary } from '../../e2e/origin/media-library.ts';
import { capacityAt, type Evening } from '../../e2e/simulate/simulation.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import { authorized, startWithDocument } from '../collector/running-collector.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { createSimulatedOrigin } from '../fakes/simulated-origin.ts';
import { scenarioOf } from '../origin/test-origin.ts';

/** Of these fifty can be carried; of fewer each one is too large a share. HOLDLINE_ADMISSION_LISTENERS=2000 takes a quarter of an hour. */
const LISTENERS = Number(process.env['HOLDLINE_ADMISSION_LISTENERS'] ?? 500);
const ORIGIN = 'http://localhost:8080';
const QUEUE_SECONDS = 0.5;
const SETTLED_SECONDS = 120;
const BEFORE_SECONDS = 10;
/** Who has heard so much of the time has heard everything, as on paper (e2e/simulate/figures.ts). */
const EVERYTHING = 0.99;

const evening: Evening = {
  listeners: LISTENERS,
  seed: 1,
  firstListener: 0,
  pressSeconds: 60,
  overloadSeconds: 420,
  share: 0.1,
  afterSeconds: 200,
  headroom: 0.1,
  retryAfterMs: null,
};

/** Whole sessions, a collector with its controller switched on, and the mock origin's capacity model, on one clock. */
async function automaticEvening() {
  const { listeners, seed, pressSeconds, overloadSeconds, afterSeconds } = evening;
  const capacity = (at: number) => ({
    type: 'capacity',
    requestsPerSecond: capacityAt(evening, at),
    queue: Math.max(1, Math.round(capacityAt(evening, at) * QUEUE_SECONDS)),
    beyond: '503',
  });
  const scenario = scenarioOf({
    startsAtSeconds: -60,
    scheduledStartSeconds: -60,
    faults: [
      {
        fromSeconds: 0,
        toSeconds: BEFORE_SECONDS + overloadSeconds,
        match: { what: 'any' },
        fault: capacity(0),
      },
      {
        fromSeconds: BEFORE_SECONDS + overloadSeconds,
        match: { what: 'any' },
        fault: capacity(overloadSeconds),
      },
    ],
  });
  const clock = createFakeClock();
  const origin = createSimulatedOrigin(scenario, { seed, clock, library: await loadMediaLibrary() });
  const collector = await startWithDocument({ clock, reportLimit: { ratePerSecond: 1e6, burst: 1e6 } });
  const document = `${collector.url}/broadcast.json`;
  await publishHere(collector.url);
  const automatic = `${collector.url}/v1/automatic-admission`;
  await fetch(automatic, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', ...authorized },
    body: JSON.stringify({ on: true, least: 0.05, most: 1 }),
  });
  // Switched on before anybody comes: it begins at its lower bound.
  await clock.advance(BEFORE_SECONDS * 1000);
  const routed: Fetch = async (url, init) => {
    if (url.startsWith(ORIGIN)) return origin.fetch(url.replace(ORIGIN, 'https://main.example'), init);
    const answer = await fetch(url, init);
    // The hour that listeners go by is that of the clock moved by hand.
    const headers = new Headers(answer.headers);
    headers.set('Date', new Date(clock.wallNow()).toUTCString());
    const { status } = answer;
    const body = status === 204 || status === 304 ? null : await answer.arrayBuffer();
    return new Response(body, { status, headers });
  };
  const fleet = startFleet({
    count: listeners,
    address: { kind: 'document', url: document },
    arrivals: { kind: 'spread', seconds: pressSeconds },
    impatientShare: 0,
    clock,
    slotMs: 5,
    random: seededRandom(seed),
    fetch: routed,
    attachReporting,
  });
  const heard = () => fleet.everybody().map((each) => (each.kind === 'here' ? each.facts.heardSeconds : 0));
  const playing: number[] = [];
  let heardBefore: readonly number[] = [];
  let heardEverything = 0;
  const fractions: number[] = [];
  for (let second = 0; second < overloadSeconds + afterSeconds; second += 1) {
    if (second === SETTLED_SECONDS) heardBefore = heard();
    if (second === overloadSeconds) {
      const wholeSeconds = EVERYTHING * (overloadSeconds - SETTLED_SECONDS);
      heardEverything = heard().filter(
        (seconds, index) => seconds - (heardBefore[index] ?? 0) >= wholeSeconds,
      ).length;
    }
    await clock.advance(1000);
    playing.push(fleet.snapshot().playback.playing / listeners);
    const answer = await fetch(automatic, { headers: authorized });
    const { fraction } = (await answer.json()) as { fraction: number | null };
    fractions.push(fraction ?? 0.05);
  }
  fleet.stop();
  origin.evening.end();
  return { playing, fractions, everything: heardEverything / listeners };
}

/** The document as it is served, with the stream and the reports of this computer. */
async function publishHere(url: string): Promise<void> {
  const answer = await fetch(`${url}/broadcast.json`);
  const document = (await answer.json()) as Readonly<Record<string, unknown>>;
  const put = await fetch(`${url}/v1/broadcast`, {
    method: 'PUT',
    headers: {
      'Content-Type': 'application/json',
      'If-Match': answer.headers.get('etag') ?? '',
      ...authorized,
    },
    body: JSON.stringify({
      document: {
        ...document,
        pathways: [{ id: 'main', url: `${ORIGIN}/live/main.m3u8` }],
        reports: { url: `${url}/v1/reports`, sampleRate: 1 },
      },
      note: 'here',
    }),
  });
  if (put.status !== 200) throw new Error(`The document was answered ${put.status}: ${await put.text()}`);
}

describe('automatic admission', () => {
  it('finds what the origin carries with whole sessions, keeps near it, and lets everybody in when it is back', async () => {
    const { share, overloadSeconds } = evening;
    const { playing, fractions, everything } = await automaticEvening();
    const settled = (of: readonly number[]) => of.slice(SETTLED_SECONDS, overloadSeconds);
    const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
    const fullAfter = fractions.slice(overloadSeconds).findIndex((fraction) => fraction === 1);
    const near = mean(settled(fractions));
    console.info(
      `hear, of what can be carried: ${(mean(settled(playing)) / share).toFixed(2)}, everything: ` +
        `${(everything / share).toFixed(2)}; fraction over its mean: ` +
        `${(Math.min(...settled(fractions)) / near).toFixed(2)} to ${(Math.max(...settled(fractions)) / near).toFixed(2)}; ` +
        `one after ${fullAfter} s; at the end ${(playing.at(-1) ?? 0).toFixed(2)} hear`,
    );
    expect(mean(settled(playing)) / share).toBeGreaterThan(0.8);
    expect(everything / share).toBeGreaterThan(0.8);
    expect(Math.min(...settled(fractions)) / near).toBeGreaterThan(0.75);
    expect(Math.max(...settled(fractions)) / near).toBeLessThan(1.25);
    expect(fullAfter).toBeGreaterThan(0);
    expect(fullAfter).toBeLessThanOrEqual(180);
    expect(playing.at(-1)).toBeGreaterThan(0.9);
  }, 7_200_000);
});
