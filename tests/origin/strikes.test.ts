import { describe, expect, it } from 'vitest';
import { createDraw } from '../../e2e/origin/draw.ts';
import type { Pathway } from '../../e2e/origin/pathway.ts';
import type { Target } from '../../e2e/origin/resources.ts';
import { targetOf } from '../../e2e/origin/resources.ts';
import { activeForMs, nextActive } from '../../e2e/origin/periods.ts';
import { faultName, strikesOn } from '../../e2e/origin/strikes.ts';
import { scenarioOf } from './test-origin.ts';

const draw = createDraw(1);
const segment = targetOf('/live/aac-24/segment-7.m4s');
const playlist = targetOf('/live/aac-24/index.m3u8');
const multivariant = targetOf('/live/main.m3u8');
const main: Pathway = { id: 'main', url: 'http://a', numberOffset: 0, chanceKey: [] };
const backup: Pathway = { id: 'backup', url: 'http://b', numberOffset: 0, chanceKey: ['backup'] };
const hang = { type: 'hang' };
const entry = { fromSeconds: 10, toSeconds: 20, match: { what: 'any' }, fault: hang };

const askedFor = (target: Target, ordinal = 1, pathway = main) => ({ target, ordinal, pathway });

function struck(faults: readonly object[], target = segment, at = 15, ordinal = 1): number[] {
  return strikesOn(scenarioOf({ faults }), askedFor(target, ordinal), at, draw).map(({ index }) => index);
}

describe('strikesOn', () => {
  it.each([
    [9.999, []],
    [10, [0]],
    [19.999, [0]],
    [20, []],
  ])('strikes in its time only: second %d', (at, expected) => {
    expect(struck([entry], segment, at)).toEqual(expected);
  });

  it('strikes for ever without an end', () => {
    expect(struck([{ ...entry, toSeconds: undefined }], segment, 1e6)).toEqual([0]);
  });

  it.each([
    [{ what: 'any' }, [true, true, true]],
    [{ what: 'segment' }, [true, false, false]],
    [{ what: 'media-playlist' }, [false, true, false]],
    [{ what: 'multivariant' }, [false, false, true]],
    [{ what: 'init' }, [false, false, false]],
    [{ what: 'any', rendition: 'aac-24' }, [true, true, false]],
    [{ what: 'any', rendition: 'aac-96' }, [false, false, false]],
    [{ what: 'any', path: '/live/*/segment-7.m4s' }, [true, false, false]],
    [{ what: 'any', path: '*.m3u8' }, [false, true, true]],
    // Only `*` is special.
    [{ what: 'any', path: '/live/main.m3u.' }, [false, false, false]],
    [{ what: 'any', path: '/live/main' }, [false, false, false]],
  ])('matches %o', (match, expected) => {
    const actual = [segment, playlist, multivariant].map(
      (target) => struck([{ ...entry, match }], target).length > 0,
    );
    expect(actual).toEqual(expected);
  });

  it.each([
    [{ sequence: 7 }, [7]],
    [{ sequence: [5, { from: 9 }] }, [5, 9, 10, 11]],
    [{ sequence: { from: 5, every: 3 } }, [5, 8, 11]],
    [{ sequence: { every: 4, to: 8 } }, [4, 8]],
    // The entry begins at second 10, when 6 is the newest.
    [{ relativeSequence: { from: 1, to: 2 } }, [7, 8]],
    [{ relativeSequence: -1 }, [5]],
    // At second 15 the playlist lists 3 to 8.
    [{ index: 0 }, [3]],
    [{ index: [-1, -2] }, [7, 8]],
    [{ index: { from: 0 } }, [3, 4, 5, 6, 7, 8]],
    [{ sequence: { from: 6, to: 9 }, except: [{ sequence: 7 }, { index: -1 }] }, [6, 9]],
    [{ rendition: ['aac-24', 'opus-48'], sequence: 7 }, [7]],
    [{ rendition: 'aac-*', sequence: 7 }, [7]],
    [{ except: [{ rendition: 'aac-24' }] }, []],
    [{ except: [{ what: 'media-playlist' }], sequence: 9 }, [9]],
    [{ request: { from: 2 } }, []],
    [{ request: 1, sequence: 9 }, [9]],
  ])('matches segments by %j', (conditions, expected) => {
    const scenario = scenarioOf({ faults: [{ ...entry, match: { what: 'segment', ...conditions } }] });
    const listedAt = (second: number) =>
      second === 10 ? { first: 1, last: 6 } : second === 15 ? { first: 3, last: 8 } : null;
    const hits = [4, 5, 6, 7, 8, 9, 10, 11, 3].filter((sequence) => {
      const target = targetOf(`/live/aac-24/segment-${sequence}.m4s`);
      return strikesOn(scenario, { ...askedFor(target), listedAt }, 15, draw).length > 0;
    });
    expect(hits.sort((a, b) => a - b)).toEqual(expected);
  });

  it('leaves what is no segment out of what is about segments', () => {
    const about = { ...entry, match: { what: 'any', sequence: { from: 0 } } };
    expect([segment, playlist, multivariant].map((target) => struck([about], target).length)).toEqual([
      1, 0, 0,
    ]);
  });

  it('strikes its share of requests, the same ones every time', () => {
    const faults = [{ ...entry, probability: 0.3 }];
    const run = () =>
      Array.from({ length: 1000 }, (_, ordinal) => struck(faults, segment, 15, ordinal).length);
    const count = run().filter((length) => length > 0).length;
    expect(count).toBeGreaterThan(240);
    expect(count).toBeLessThan(360);
    expect(run()).toEqual(run());
    expect(struck([{ ...entry, probability: 0 }])).toEqual([]);
  });

  it('adds up what slows down, and breaks with the first that strikes', () => {
    const of = (fault: object) => ({ ...entry, fault });
    const faults = [
      of({ type: 'latency', ms: 1 }),
      { ...of(hang), probability: 0 },
      of({ type: 'reset' }),
      of({ type: 'throttle', bitsPerSecond: 1 }),
      of(hang),
    ];
    expect(struck(faults)).toEqual([0, 2, 3]);
  });

  it('tells pathways apart', () => {
    const pathways = ['main', 'backup'];
    const scenario = (faults: readonly object[]) => scenarioOf({ pathways, faults });
    const on = (pathway: Pathway, faults: readonly object[], ordinal = 1) =>
      strikesOn(scenario(faults), askedFor(segment, ordinal, pathway), 15, draw).length;
    const only = { ...entry, match: { what: 'any', pathway: 'backup' } };
    expect([on(main, [only]), on(backup, [only])]).toEqual([0, 1]);
    // Chance is another on each, and on the first what it is without the other.
    const some = [{ ...entry, probability: 0.5 }];
    const ordinals = Array.from({ length: 60 }, (_, n) => n);
    const course = (pathway: Pathway) => ordinals.map((ordinal) => on(pathway, some, ordinal));
    expect(course(main)).toEqual(ordinals.map((ordinal) => struck(some, segment, 15, ordinal).length));
    expect(course(backup)).not.toEqual(course(main));
  });

  it('asks a limiter only where nothing before has struck, and once', () => {
    const limiter = { ...entry, fault: { type: 'limiter', requestsPerSecond: 1, burst: 1 } };
    const asked: number[] = [];
    const on = (faults: readonly object[], answer: number | null) =>
      strikesOn(scenarioOf({ faults }), askedFor(segment), 15, draw, {
        limit(index) {
          asked.push(index);
          return answer;
        },
      }).map(({ index, retryAfterSeconds }) => [index, retryAfterSeconds]);
    expect(on([entry, limiter], 7)).toEqual([[0, null]]);
    expect(asked).toEqual([]);
    expect(on([limiter, limiter, entry], 7)).toEqual([[0, 7]]);
    expect(asked).toEqual([0]);
    expect(on([limiter, limiter, entry], null)).toEqual([[2, null]]);
    expect(asked).toEqual([0, 0, 1]);
  });

  it('reckons with a throttle that has yet to begin, but not with one that is over', () => {
    const throttle = { ...entry, fault: { type: 'throttle', bitsPerSecond: 1 } };
    expect(struck([throttle], segment, 0)).toEqual([0]);
    expect(struck([throttle], segment, 20)).toEqual([]);
  });
});

it('is logged by what broke it, else by what slows it now', () => {
  const scenario = scenarioOf({
    faults: [
      { ...entry, fault: { type: 'throttle', bitsPerSecond: 1 } },
      { ...entry, fromSeconds: 12, fault: { type: 'latency', ms: 1 } },
      { ...entry, fromSeconds: 15 },
    ],
  });
  const nameAt = (at: number) => faultName(strikesOn(scenario, askedFor(segment), at, draw), at, scenario);
  expect([0, 10, 15, 20].map(nameAt)).toEqual([null, 'throttle', 'hang', null]);
});

it('strikes in a part of every turn', () => {
  const cycle = { everySeconds: 10, forSeconds: 3, offsetSeconds: 2 };
  const [turns] = scenarioOf({ faults: [{ ...entry, toSeconds: 40, cycle }] }).faults;
  if (turns === undefined) throw new Error('no entry');
  const active = Array.from({ length: 50 }, (_, at) => at).filter((at) => activeForMs(turns, at) > 0);
  expect(active).toEqual([12, 13, 14, 22, 23, 24, 32, 33, 34]);
  expect(activeForMs(turns, 13.5)).toBe(1_500);
  expect([0, 11, 13, 15, 34.9, 35, 40].map((at) => nextActive(turns, at))).toEqual([
    12,
    12,
    13,
    22,
    34.9,
    null,
    null,
  ]);
});

it('knows how much longer an entry lasts', () => {
  const [phase, forever] = scenarioOf({ faults: [entry, { ...entry, toSeconds: undefined }] }).faults;
  if (phase === undefined || forever === undefined) throw new Error('no entries');
  expect([9, 10, 19, 20].map((at) => activeForMs(phase, at))).toEqual([0, 10_000, 1000, 0]);
  expect(activeForMs(forever, 1e6)).toBe(Infinity);
});

describe('targetOf', () => {
  it.each([
    ['/live/main.m3u8', 'multivariant', null, null],
    ['/live/opus.m3u8', 'multivariant', null, null],
    ['/live/steered-opus.m3u8', 'multivariant', null, null],
    ['/live/steering.json', 'steering', null, null],
    ['/live/nothing.m3u8', 'other', null, null],
    ['/live/toString.m3u8', 'other', null, null],
    ['/live/aac-48/index.m3u8', 'media-playlist', 'aac-48', null],
    ['/live/aac-48/init.mp4', 'init', 'aac-48', null],
    ['/live/aac-48/segment-123.m4s', 'segment', 'aac-48', 123],
    ['/live/captioned.m3u8', 'multivariant', null, null],
    ['/live/captions-de/index.m3u8', 'captions-playlist', 'captions-de', null],
    ['/live/captions-de/segment-7.vtt', 'captions', 'captions-de', 7],
    ['/live/captions-de/segment-7.m4s', 'other', null, null],
    ['/live/captions-fr/index.m3u8', 'media-playlist', 'captions-fr', null],
    ['/live/aac-48/segment-7.vtt', 'other', null, null],
    ['/live/aac-48/segment-x.m4s', 'other', null, null],
    ['/favicon.ico', 'other', null, null],
  ])('%s is %s', (path, what, rendition, sequence) => {
    expect(targetOf(path)).toEqual({ path, what, rendition, sequence, isRecorded: false });
  });

  it.each([
    ['/live/aac-48/replay.m3u8', 'media-playlist', null],
    ['/live/aac-48/recorded-7.m4s', 'segment', 7],
  ])('%s is of the recording', (path, what, sequence) => {
    expect(targetOf(path)).toEqual({ path, what, rendition: 'aac-48', sequence, isRecorded: true });
  });
});
