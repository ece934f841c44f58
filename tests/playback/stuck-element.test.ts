import { expect, it } from 'vitest';
import {
  CRAWLS_AFTER_MS,
  createStuckWatch,
  LONGEST_PATIENCE_MS,
  STUCK_AFTER_MS,
  watchStuck,
  type StuckFacts,
} from '../../src/playback/stuck-element.ts';

/** Looks four times a second for so long; the playhead does as it is told, and says which cures were tried when. */
function look(seconds: number, at: (nowMs: number) => Omit<StuckFacts, 'nowMs'>): string[] {
  let watch = createStuckWatch(0);
  const cures: string[] = [];
  for (let nowMs = 0; nowMs <= seconds * 1000; nowMs += 250) {
    const next = watchStuck(watch, { nowMs, ...at(nowMs) });
    watch = next.watch;
    if (next.cure !== null) cures.push(`${nowMs / 1000} ${next.cure.kind}`);
  }
  return cures;
}

it('a playhead that moves, however slowly it reports, needs no cure', () => {
  expect(look(60, (nowMs) => ({ positionSeconds: Math.floor(nowMs / 1000), shouldMove: true }))).toEqual([]);
});

it('one that has no reason to move needs none', () => {
  expect(look(60, () => ({ positionSeconds: 7, shouldMove: false }))).toEqual([]);
});

it('one that stands still with data in hand: nudge, seek, rebuild, and rebuild again ever more rarely', () => {
  const cures = look(70, () => ({ positionSeconds: 7, shouldMove: true }));
  expect(cures.map((cure) => cure.split(' ')[1])).toEqual([
    'nudge',
    'seek',
    'rebuild',
    'rebuild',
    'rebuild',
    'rebuild',
    'rebuild',
  ]);
  const times = cures.map((cure) => Number(cure.split(' ')[0]));
  const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(times[0]).toBe(STUCK_AFTER_MS / 1000);
  expect(waits.every((wait, index) => index === 0 || wait >= (waits[index - 1] ?? 0) - 1)).toBe(true);
  expect(Math.max(...waits)).toBeLessThanOrEqual(LONGEST_PATIENCE_MS / 1000 + 0.5);
});

it('the movement that a cure makes itself is not taken for sound', () => {
  let positionSeconds = 7;
  let watch = createStuckWatch(0);
  const cures: string[] = [];
  for (let nowMs = 0; nowMs <= 12_000; nowMs += 250) {
    const next = watchStuck(watch, { nowMs, positionSeconds, shouldMove: true });
    watch = next.watch;
    if (next.cure === null) continue;
    cures.push(next.cure.kind);
    if (next.cure.kind !== 'rebuild') positionSeconds = next.cure.toSeconds;
  }
  expect(cures).toEqual(['nudge', 'seek', 'rebuild']);
  expect(positionSeconds).toBeCloseTo(7.55);
});

it('sound that comes back makes it new; time without a reason to move does not count', () => {
  expect(
    look(12, (nowMs) => ({
      positionSeconds: nowMs < 3_000 ? 7 : nowMs < 6_000 ? 7 + nowMs / 1000 : 20,
      shouldMove: nowMs < 7_000 || nowMs > 10_000,
    })),
  ).toEqual(['2.5 nudge']);
});

/** A tenth of a second every other second, as WebKitGTK was seen to give. */
const crawling = (nowMs: number) => 7 + Math.floor(nowMs / 2_200) * 0.11;

it('one that crawls is given a new source, and again ever more rarely', () => {
  const cures = look(60, (nowMs) => ({ positionSeconds: crawling(nowMs), shouldMove: true }));
  expect(cures.map((cure) => cure.split(' ')[1])).toEqual(cures.map(() => 'rebuild'));
  const times = cures.map((cure) => Number(cure.split(' ')[0]));
  expect(times[0]).toBeLessThanOrEqual((2 * CRAWLS_AFTER_MS) / 1000);
  const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(waits.length).toBeGreaterThanOrEqual(2);
  expect(waits.every((wait, index) => wait > CRAWLS_AFTER_MS / 1000 && wait >= (waits[index - 1] ?? 0))).toBe(
    true,
  );
});

it('crawling that gives way to sound is forgotten; half the speed is no crawling', () => {
  const beganToRunMs = 14_000;
  expect(
    look(60, (nowMs) => ({
      positionSeconds: nowMs < beganToRunMs ? crawling(nowMs) : 8 + (nowMs - beganToRunMs) / 2_000,
      shouldMove: true,
    })).every((cure) => Number(cure.split(' ')[0]) <= beganToRunMs / 1000 + CRAWLS_AFTER_MS / 1000),
  ).toBe(true);
  expect(look(60, (nowMs) => ({ positionSeconds: nowMs / 2_000, shouldMove: true }))).toEqual([]);
});

it('one that crawls because nothing is in hand is not given a new source', () => {
  expect(
    look(60, (nowMs) => ({ positionSeconds: crawling(nowMs), shouldMove: nowMs % 3_000 > 500 })),
  ).toEqual([]);
});
