import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaPlaylist } from '../../src/hls/media-playlist.ts';
import type { MediaSegment } from '../../src/hls/media-segment.ts';
import { createTimeline, extend, isListed, type Timeline, trimBefore } from '../../src/hls/timeline.ts';
import { mediaPlaylist, mediaSegment, STARTED_AT_MS, TARGET_SECONDS } from './playlists.ts';

/** What the origin does next. */
type Act =
  | { readonly kind: 'produce'; readonly count: number; readonly breaks: boolean }
  | { readonly kind: 'restart'; readonly downSeconds: number; readonly firstNumber: number }
  | { readonly kind: 'load'; readonly rendition: number; readonly lag: number }
  | { readonly kind: 'trim'; readonly keep: number };

interface Produced {
  /** Counts what was said, over all runs. */
  readonly content: number;
  readonly run: number;
  readonly number: number;
  readonly discontinuity: number;
  readonly startMs: number;
  readonly durationSeconds: number;
}

interface Options {
  readonly dates: boolean;
  readonly windowLength: number;
  /** Added to the numbers of each rendition. */
  readonly offsets: readonly number[];
}

/** A simple origin with a sliding window, whose past windows remain to be served as old copies. */
function createOrigin({ dates, windowLength, offsets }: Options) {
  let run = 0;
  let produced: Produced[] = [];
  let nextNumber = 20;
  let content = 0;
  let discontinuity = 0;
  let nowMs = STARTED_AT_MS;
  const windows: (readonly Produced[])[] = [[]];
  return {
    produce(count: number, breaks: boolean) {
      if (breaks) discontinuity += 1;
      for (let index = 0; index < count; index += 1) {
        const durationSeconds = index % 3 === 0 ? 3.9 : TARGET_SECONDS;
        produced.push({ content, run, number: nextNumber, discontinuity, startMs: nowMs, durationSeconds });
        content += 1;
        nextNumber += 1;
        nowMs += durationSeconds * 1000;
        windows.push(produced.slice(-windowLength));
      }
    },
    restart(downSeconds: number, firstNumber: number) {
      run += 1;
      produced = [];
      discontinuity = 0;
      nextNumber = firstNumber;
      nowMs += downSeconds * 1000;
    },
    load(rendition: number, lag: number): MediaPlaylist {
      const window = windows[Math.max(0, windows.length - 1 - lag)] ?? [];
      return mediaPlaylist(
        window.map((segment): MediaSegment =>
          mediaSegment(segment.number + (offsets[rendition] ?? 0), {
            discontinuitySequence: segment.discontinuity,
            uri: `https://origin.example/r${rendition}/run${segment.run}-${segment.number}.m4s?content=${segment.content}`,
            durationSeconds: segment.durationSeconds,
            programDateTimeMs: dates ? segment.startMs + rendition * 150 : null,
          }),
        ),
      );
    },
  };
}

const contentOf = (segment: MediaSegment) => Number(/content=(\d+)/.exec(segment.uri)?.[1]);

/** expect() for every slot of every playlist would take most of the time of the test run. */
function demand(condition: boolean, message: () => string): void {
  if (!condition) throw new Error(message());
}

function checkShape(timeline: Timeline): void {
  for (const [index, slot] of timeline.slots.entries()) {
    const before = timeline.slots[index - 1];
    if (before === undefined) continue;
    const step = slot.discontinuitySequence - before.discontinuitySequence;
    const inOrder =
      slot.sequence === before.sequence + 1 &&
      (slot.run === before.run ? step === 0 || step === 1 : slot.run > before.run && step === 1) &&
      slot.startSeconds === before.startSeconds + before.durationSeconds &&
      slot.durationSeconds > 0;
    demand(inOrder, () => `out of order: ${JSON.stringify([before, slot])}`);
  }
}

/** What has been shown to the player stands: only sources may be added. */
function checkKept(before: Timeline, after: Timeline): void {
  const first = after.slots[0]?.sequence ?? 0;
  for (const slot of before.slots) {
    const kept = after.slots[slot.sequence - first];
    const stands =
      kept?.sequence === slot.sequence &&
      kept.discontinuitySequence === slot.discontinuitySequence &&
      kept.startSeconds === slot.startSeconds &&
      kept.durationSeconds === slot.durationSeconds &&
      (slot.programDateTimeMs === null || kept.programDateTimeMs === slot.programDateTimeMs) &&
      [...slot.sources.keys()].every((renditionId) => kept.sources.has(renditionId));
    demand(stands, () => `changed: ${JSON.stringify([slot, kept])}`);
  }
}

/** Nothing is heard twice or out of order, and all renditions of a slot say the same. */
function checkContent(timeline: Timeline): void {
  let heard = -1;
  for (const slot of timeline.slots) {
    const contents = new Set([...slot.sources.values()].map(contentOf));
    demand(contents.size <= 1, () => `slot ${slot.sequence} says different things: ${[...contents].join()}`);
    for (const content of contents) {
      demand(content > heard, () => `content ${content} after ${heard} in slot ${slot.sequence}`);
      heard = content;
    }
  }
}

interface Checks {
  /** Sources and order are right. Not to be had from an origin that gives neither dates nor consistent numbers. */
  readonly content: boolean;
}

function play(options: Options, acts: readonly Act[], checks: Checks): Timeline {
  const origin = createOrigin(options);
  let timeline = createTimeline();
  for (const act of acts) {
    switch (act.kind) {
      case 'produce':
        origin.produce(act.count, act.breaks);
        break;
      case 'restart':
        origin.restart(act.downSeconds, act.firstNumber);
        break;
      case 'load': {
        const playlist = origin.load(act.rendition, act.lag);
        const extension = extend(timeline, playlist, String(act.rendition));
        expect(extension.added).toBe(extension.timeline.slots.length - timeline.slots.length);
        if (extension.kind === 'older-copy' || extension.kind === 'unchanged')
          expect(extension.added).toBe(0);
        checkKept(timeline, extension.timeline);
        checkShape(extension.timeline);
        if (checks.content) checkContent(extension.timeline);
        const repeated = extend(extension.timeline, playlist, String(act.rendition));
        const settled =
          repeated.added === 0 && (repeated.kind === 'unchanged' || repeated.kind === 'older-copy');
        demand(settled, () => `the same playlist again: ${repeated.kind} ${repeated.added}`);
        timeline = extension.timeline;
        break;
      }
      case 'trim':
        timeline = trimBefore(timeline, (timeline.slots.at(-1)?.sequence ?? 0) - act.keep);
        break;
    }
  }
  return timeline;
}

const produce = fc.record({
  kind: fc.constant('produce' as const),
  count: fc.integer({ min: 1, max: 4 }),
  breaks: fc.nat(7).map((n) => n === 0),
});
const rush = fc.record({
  kind: fc.constant('produce' as const),
  count: fc.integer({ min: 5, max: 60 }),
  breaks: fc.boolean(),
});
const restartAct = fc.record({
  kind: fc.constant('restart' as const),
  downSeconds: fc.integer({ min: 3, max: 90 }),
  firstNumber: fc.constantFrom(0, 1, 20, 5000),
});
const load = (renditions: number, maxLag: number) =>
  fc.record({
    kind: fc.constant('load' as const),
    rendition: fc.nat(renditions - 1),
    lag: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(maxLag) }),
  });
const trim = fc.record({ kind: fc.constant('trim' as const), keep: fc.integer({ min: 0, max: 30 }) });
const acts = (renditions: number, maxLag: number, ...more: fc.Arbitrary<Act>[]) =>
  fc.array(fc.oneof(produce, load(renditions, maxLag), load(renditions, maxLag), trim, ...more), {
    minLength: 5,
    maxLength: 60,
  });
const windowLength = fc.integer({ min: 3, max: 8 });
const runs = { numRuns: 300 };

describe('the timeline, whatever the origin does', () => {
  it('hears everything once and in order where there are dates', () => {
    const options = fc.record({
      dates: fc.constant(true),
      windowLength,
      offsets: fc.tuple(fc.constant(0), fc.constantFrom(0, 1, -3, 700)),
    });
    fc.assert(
      fc.property(options, acts(2, 3, rush, restartAct), (some, what) => {
        play(some, what, { content: true });
      }),
      runs,
    );
  });

  it('hears everything once and in order by numbers alone, as long as they are consistent', () => {
    const options = fc.record({ dates: fc.constant(false), windowLength, offsets: fc.constant([0, 0]) });
    fc.assert(
      fc.property(options, acts(2, 2, rush), (some, what) => {
        play(some, what, { content: true });
      }),
      runs,
    );
  });

  it('keeps its own numbers in order even where nothing can be known', () => {
    const options = fc.record({
      dates: fc.boolean(),
      windowLength,
      offsets: fc.tuple(fc.constant(0), fc.integer({ min: -20, max: 6000 })),
    });
    fc.assert(
      fc.property(options, acts(2, 20, rush, restartAct), (some, what) => {
        play(some, what, { content: false });
      }),
      runs,
    );
  });

  it('catches up with a restarted encoder within a few reloads, with dates or without', () => {
    fc.assert(
      fc.property(
        fc.record({ dates: fc.boolean(), windowLength, offsets: fc.constant([0]) }),
        fc.integer({ min: 1, max: 80 }),
        restartAct,
        (some, produced, restart) => {
          const loadNow: Act = { kind: 'load', rendition: 0, lag: 0 };
          const one: Act = { kind: 'produce', count: 1, breaks: false };
          const before: Act[] = Array.from({ length: produced }, () => [one, loadNow]).flat();
          const after: Act[] = Array.from({ length: 4 }, () => [one, loadNow]).flat();
          const timeline = play(some, [...before, restart, ...after], { content: true });
          const last = timeline.slots.at(-1);
          expect([...(last?.sources.values() ?? [])].map(contentOf)).toEqual([produced + 3]);
          expect(last !== undefined && isListed(timeline, last, '0')).toBe(true);
        },
      ),
      runs,
    );
  });
});
