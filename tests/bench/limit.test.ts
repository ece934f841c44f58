import { describe, expect, it } from 'vitest';
import { limitOf } from '../../e2e/bench/limit.ts';
import { loadScenario } from '../../e2e/origin/scenario.ts';
import { scenarioOf } from '../origin/test-origin.ts';

const lowestBps = 26_000;
const any = { what: 'any' };

/** The limit of an evening of `lengthSeconds` that has these faults. */
function limit(faults: readonly object[], lengthSeconds = 100, fields: object = {}) {
  return limitOf(scenarioOf({ faults, ...fields }), { lengthSeconds, lowestBps });
}

const from5to45 = { fromSeconds: 5, toSeconds: 45, match: any };
const blackout = (fromSeconds: number, toSeconds: number) => ({
  fromSeconds,
  toSeconds,
  match: any,
  fault: { type: 'refuse', at: 'accept' },
});

describe('limitOf', () => {
  it('is everything on a clean evening', async () => {
    expect(limitOf(await loadScenario('clean'), { lengthSeconds: 60, lowestBps })).toEqual({
      listeningRatio: 1,
      joinSeconds: 0,
      neverHeardSeconds: 0,
    });
  });

  it('is what comes after a late start', async () => {
    const { listeningRatio, joinSeconds, neverHeardSeconds } = limitOf(await loadScenario('late-start'), {
      lengthSeconds: 75,
      lowestBps,
    });
    expect(joinSeconds).toBeCloseTo(25, 1);
    expect(listeningRatio).toBeCloseTo(50 / 75, 2);
    expect(neverHeardSeconds).toBe(0);
  });

  it('is everything in a blackout that is shorter than what the window offers at its beginning', async () => {
    const facts = { lengthSeconds: 75, lowestBps };
    expect(limitOf(await loadScenario('blackout-20'), facts).listeningRatio).toBe(1);
  });

  it('is silence for as long as a blackout is longer than what was in hand', () => {
    // In hand at second 15: all up to the segment that was complete at 12, from the oldest, of second -24, on.
    const { listeningRatio, neverHeardSeconds } = limit([blackout(15, 75)], 120);
    expect(listeningRatio).toBeCloseTo((120 - (75 - 36)) / 120, 2);
    // The window at 75 begins with second 48; known were those up to 12.
    expect(neverHeardSeconds).toBe(48 - 12);
  });

  it('loses no word in the same blackout where the window is long', () => {
    const long = { windowSegments: 40, startsAtSeconds: -200 };
    expect(limit([blackout(15, 75)], 120, long)).toMatchObject({ listeningRatio: 1, neverHeardSeconds: 0 });
  });

  it.each([
    'status',
    'hang',
    'reset',
    'refuse',
    'malformed',
    'truncate',
    'stalled-body',
    'latency',
    'not-found',
  ])('is not touched by a %s that strikes by chance', (type) => {
    const more: Record<string, object> = {
      status: { status: 503, retryAfter: 5 },
      refuse: { at: 'accept' },
      malformed: { body: 'html' },
      truncate: { after: { fraction: 0 } },
      'stalled-body': { after: { fraction: 0 } },
      latency: { ms: 30_000 },
    };
    const fault = { type, ...more[type] };
    expect(limit([{ ...from5to45, fromSeconds: 0, probability: 0.9, fault }]).listeningRatio).toBe(1);
    expect(limit([{ ...from5to45, fromSeconds: 0, fault }]).listeningRatio).toBeLessThan(0.75);
  });

  it.each(['truncate', 'stalled-body', 'reset'])(
    'is not touched by a %s that lets some of every body through',
    (type) => {
      expect(limit([{ ...from5to45, fault: { type, after: { fraction: 0.3 } } }]).listeningRatio).toBe(1);
    },
  );

  it('waits for headers three times before the first sound, and for the quickest', () => {
    const slow = { fromSeconds: 0, match: any, fault: { type: 'latency', ms: 2500, jitterMs: 1500 } };
    const { joinSeconds, listeningRatio } = limit([slow]);
    expect(joinSeconds).toBeGreaterThanOrEqual(3);
    expect(joinSeconds).toBeLessThan(3.3);
    expect(listeningRatio).toBeCloseTo((100 - (joinSeconds ?? 0)) / 100, 2);
  });

  it('is what a throttled line carries at the lowest rendition', () => {
    const half = { fromSeconds: 0, match: any, fault: { type: 'throttle', bitsPerSecond: lowestBps / 2 } };
    expect(limit([half]).listeningRatio).toBeCloseTo(0.5, 2);
    const enough = { ...half, fault: { type: 'throttle', bitsPerSecond: lowestBps * 1.1 } };
    expect(limit([enough]).listeningRatio).toBeCloseTo(1, 2);
  });

  it('is not touched by a fault of one rendition, for another can be taken', () => {
    const one = { fromSeconds: 0, match: { what: 'segment', rendition: 'aac-24' }, fault: { type: 'hang' } };
    expect(limit([one]).listeningRatio).toBe(1);
  });

  it('needs each kind of answer', () => {
    for (const what of ['multivariant', 'media-playlist', 'init', 'segment']) {
      const until30 = {
        fromSeconds: 0,
        toSeconds: 30,
        match: { what },
        fault: { type: 'status', status: 503 },
      };
      expect(limit([until30]).joinSeconds, what).toBeCloseTo(30, 1);
    }
  });

  it('knows what is coming from playlists only', () => {
    const dark = {
      fromSeconds: 4,
      toSeconds: 60,
      match: { what: 'media-playlist' },
      fault: { type: 'hang' },
    };
    // Known at second 4 is what ends at 4; the oldest began at -24.
    expect(limit([dark]).listeningRatio).toBeCloseTo((100 - (60 - 28)) / 100, 1);
  });

  it('goes over to another pathway, but for the address that was given', () => {
    const two = { pathways: ['a', 'b'] };
    const dead = (what: string) => [
      { fromSeconds: 0, match: { what, pathway: 'a' }, fault: { type: 'hang' } },
    ];
    expect(limit(dead('segment'), 100, two).listeningRatio).toBe(1);
    expect(limit(dead('media-playlist'), 100, two).listeningRatio).toBe(1);
    expect(limit(dead('any'), 100, two).listeningRatio).toBe(0);
  });

  it('hears what is in hand while a playlist is stale, and what is there again after it', () => {
    const stale = {
      fromSeconds: 15,
      toSeconds: 75,
      match: { what: 'media-playlist' },
      fault: { type: 'stale' },
    };
    expect(limit([stale], 120).listeningRatio).toBeCloseTo((120 - (75 - 36)) / 120, 2);
    const older = { ...stale, fault: { type: 'older', bySeconds: 8 } };
    expect(limit([older], 120).listeningRatio).toBe(1);
  });

  it('does without what was never made', () => {
    const gaps = [{ fromSeconds: 20, toSeconds: 24 }];
    expect(limit([], 100, { gaps })).toMatchObject({ listeningRatio: 1, neverHeardSeconds: 4 });
    // In hand at the press are 24 s: a silence of 40 s is audible for 16 s, and for the segment that is made after it.
    const restarts = [{ atSeconds: 20, silentSeconds: 40 }];
    expect(limit([], 100, { restarts }).listeningRatio).toBeCloseTo(0.8, 2);
  });

  it('is what trickling answers carry together', () => {
    const drip = { fromSeconds: 0, match: any, fault: { type: 'trickle', bitsPerSecond: lowestBps / 10 } };
    // Six segments at the press, each at a tenth: they are there after 40 s, and so is what came since, each in its turn.
    expect(limit([drip]).listeningRatio).toBeGreaterThan(0.6);
    expect(limit([{ ...drip, probability: 0.5 }]).listeningRatio).toBe(1);
  });

  it('is nothing where nothing can ever be had', () => {
    expect(limit([{ fromSeconds: 0, match: any, fault: { type: 'hang' } }])).toMatchObject({
      listeningRatio: 0,
      joinSeconds: null,
    });
  });

  it('is half where the broadcast ends in the middle', () => {
    // Begun with the press: nothing older can be heard.
    expect(limit([], 100, { startsAtSeconds: 4, endsAtSeconds: 52 }).listeningRatio).toBeCloseTo(0.52, 2);
  });
});
