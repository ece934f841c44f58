import { describe, expect, it } from 'vitest';
import type { MediaPlaylist } from '../../src/hls/media-playlist.ts';
import {
  createTimeline,
  extend,
  type ExtendKind,
  forgetSources,
  isGap,
  isListed,
  type Timeline,
  trimBefore,
} from '../../src/hls/timeline.ts';
import { MAX_GAP_SLOTS } from '../../src/hls/timeline-placement.ts';
import { dated, mediaPlaylist, mediaSegment, named, STARTED_AT_MS, windowOf } from './playlists.ts';

type Step = readonly [playlist: MediaPlaylist, rendition?: string];

/** Feeds playlists in order; tells what became of each and how the timeline ended. */
function follow(...steps: Step[]): { timeline: Timeline; told: string[] } {
  let timeline = createTimeline();
  const told: string[] = [];
  for (const [playlist, rendition = 'low'] of steps) {
    const extension = extend(timeline, playlist, rendition);
    timeline = extension.timeline;
    told.push(`${extension.kind} ${extension.added}`);
  }
  return { timeline, told };
}

/** `ours:discontinuity=name,name` for every slot. */
const drawn = (timeline: Timeline) =>
  timeline.slots.map(
    (slot) =>
      `${slot.sequence}:${slot.discontinuitySequence}=${[...slot.sources.values()]
        .map((segment) => segment.uri.replace(/^.*\/|\.m4s.*$/g, ''))
        .join(',')}`,
  );
const kinds = (told: string[]): ExtendKind[] => told.map((line) => line.split(' ')[0] as ExtendKind);

describe('one rendition of one run', () => {
  it('begins with all that is listed, at 0', () => {
    const { timeline, told } = follow([windowOf(100, 102)]);
    expect(told).toEqual(['extended 3']);
    expect(
      timeline.slots.map(({ sequence, startSeconds, originSequence }) => [
        sequence,
        startSeconds,
        originSequence,
      ]),
    ).toEqual([
      [0, 0, 100],
      [1, 4, 101],
      [2, 8, 102],
    ]);
  });

  it('goes on, says when nothing is new, ignores an older copy and takes what the origin had not listed yet', () => {
    const { timeline, told } = follow(
      [windowOf(100, 105)],
      [windowOf(101, 106)],
      [windowOf(101, 106)],
      [windowOf(100, 105)],
      [windowOf(98, 103)],
      [windowOf(104, 109)],
      [mediaPlaylist([])],
    );
    expect(told).toEqual([
      'extended 6',
      'extended 1',
      'unchanged 0',
      'older-copy 0',
      'older-copy 0',
      'extended 3',
      'unchanged 0',
    ]);
    expect(drawn(timeline).at(-1)).toBe('9:0=seg109');
  });

  it('follows a window that moved on without overlap', () => {
    const { told, timeline } = follow([windowOf(1, 3)], [windowOf(4, 6)]);
    expect(told).toEqual(['extended 3', 'extended 3']);
    expect(timeline.slots.every((slot) => slot.discontinuitySequence === 0)).toBe(true);
  });

  it('keeps the discontinuities of the origin, under its own numbers', () => {
    const cut = (sequence: number) => ({
      discontinuitySequence: sequence < 103 ? 7 : sequence < 105 ? 8 : 9,
    });
    const { timeline } = follow(
      [windowOf(100, 103, cut)],
      [windowOf(102, 104, cut)],
      [windowOf(105, 106, cut)],
    );
    expect(timeline.slots.map((slot) => slot.discontinuitySequence)).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });

  it('takes a new address for a known segment: tokens change with every playlist', () => {
    const token = (value: string) => (sequence: number) => ({
      uri: `https://origin.example/${value}/seg${sequence}.m4s?t=${value}`,
    });
    const { timeline, told } = follow([windowOf(1, 3, token('a'))], [windowOf(2, 4, token('b'))]);
    expect(told).toEqual(['extended 3', 'extended 1']);
    const uris = timeline.slots.map((slot) => slot.sources.get('low')?.uri);
    expect(uris).toEqual(
      ['a/seg1', 'b/seg2', 'b/seg3', 'b/seg4'].map((path) => {
        const [value = '', name = ''] = path.split('/');
        return `https://origin.example/${value}/${name}.m4s?t=${value}`;
      }),
    );
  });

  it('knows an older copy under other tokens, or by its dates under other names', () => {
    const token = (value: string) => (sequence: number) => ({
      uri: `https://origin.example/${sequence}.m4s?t=${value}`,
    });
    expect(follow([windowOf(1, 6, token('a'))], [windowOf(0, 5, token('b'))]).told).toEqual([
      'extended 6',
      'older-copy 0',
    ]);
    const { timeline, told } = follow([windowOf(1, 6, dated('a'))], [windowOf(0, 5, dated('b'))]);
    expect(told).toEqual(['extended 6', 'older-copy 0']);
    expect(timeline.slots.every((slot) => isListed(timeline, slot, 'low'))).toBe(true);
  });

  it('knows an older copy by its dates however old it is, and though it grows', () => {
    expect(follow([windowOf(0, 20, dated('a'))], [windowOf(0, 3, dated('a'))]).told[1]).toBe('older-copy 0');
    const copies = [93, 94, 95, 96].map((last): Step => [windowOf(last - 3, last, dated('a'))]);
    const { told } = follow([windowOf(100, 105, dated('a'))], ...copies);
    expect(kinds(told)).toEqual(['extended', ...copies.map(() => 'older-copy')]);
  });

  it('goes on when the encoder’s clock is set', () => {
    const anHourOn = dated('a', STARTED_AT_MS + 3_600_000);
    expect(follow([windowOf(1, 3, dated('a'))], [windowOf(4, 6, anHourOn)]).told).toEqual([
      'extended 3',
      'extended 3',
    ]);
  });

  it('is not disturbed by wholly new names in a window that moves forward', () => {
    const { told } = follow([windowOf(1, 6, named('x'))], [windowOf(2, 7, named('y'))]);
    expect(told).toEqual(['extended 6', 'extended 1']);
  });
});

describe('listing and forgetting', () => {
  it('tells what the newest playlist of a rendition lists', () => {
    const { timeline } = follow([windowOf(100, 105)], [windowOf(103, 106)]);
    expect(timeline.slots.map((slot) => isListed(timeline, slot, 'low'))).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(timeline.slots.some((slot) => isListed(timeline, slot, 'high'))).toBe(false);
  });

  it('does not let an older copy change what is listed', () => {
    const { timeline } = follow([windowOf(100, 105)], [windowOf(103, 106)], [windowOf(99, 104)]);
    expect(timeline.slots.findIndex((slot) => isListed(timeline, slot, 'low'))).toBe(3);
  });

  it('drops old slots and goes on with the right numbers', () => {
    const cut = (sequence: number) => ({ discontinuitySequence: sequence < 102 ? 0 : 1 });
    let { timeline } = follow([windowOf(100, 105, cut)]);
    timeline = trimBefore(timeline, 4);
    expect(
      timeline.slots.map(({ sequence, discontinuitySequence, startSeconds }) => [
        sequence,
        discontinuitySequence,
        startSeconds,
      ]),
    ).toEqual([
      [4, 1, 16],
      [5, 1, 20],
    ]);
    expect(trimBefore(timeline, 3)).toBe(timeline);
    const extension = extend(timeline, windowOf(103, 106, cut), 'low');
    expect(extension.added).toBe(1);
    expect(extension.timeline.slots.at(-1)).toMatchObject({
      sequence: 6,
      discontinuitySequence: 1,
      startSeconds: 24,
    });
  });

  it('never drops the last slot', () => {
    const { timeline } = follow([windowOf(1, 2)]);
    expect(trimBefore(timeline, 99).slots.map((slot) => slot.sequence)).toEqual([1]);
    expect(trimBefore(createTimeline(), 5).slots).toEqual([]);
  });
});

describe('the addresses of what left the window', () => {
  /** Slots of 4 s that still have some, by their own numbers. */
  const withAddresses = ({ slots }: Timeline) =>
    slots.filter(({ sources }) => sources.size > 0).map(({ sequence }) => sequence);

  it('are kept for the ten minutes in which an old copy may name them', () => {
    const { timeline } = follow([windowOf(100, 349)], [windowOf(250, 350)]);
    expect(forgetSources(timeline, 'low')).toBe(timeline);
    const { timeline: later } = follow([windowOf(100, 349)], [windowOf(260, 351)]);
    const forgotten = forgetSources(later, 'low');
    expect(withAddresses(forgotten)).toEqual(withAddresses(later).slice(10));
    // All else stays as it is.
    expect(forgotten.slots.map((slot) => ({ ...slot, sources: null }))).toEqual(
      later.slots.map((slot) => ({ ...slot, sources: null })),
    );
    expect(forgetSources(forgotten, 'low')).toBe(forgotten);
  });

  it('are kept as long as another rendition lists them, but not for one that stands still', () => {
    const moving: Step[] = [[windowOf(100, 349)], [windowOf(300, 399)]];
    const long = follow(...moving, [windowOf(100, 399), 'long']).timeline;
    expect(forgetSources(long, 'low')).toBe(long);
    const left = follow([windowOf(100, 200), 'left'], ...moving).timeline;
    expect(withAddresses(forgetSources(left, 'low'))[0]).toBe(50);
  });

  it('are not needed to know an older copy, nor to go on', () => {
    const forgotten = forgetSources(
      follow([windowOf(100, 349, dated('a'))], [windowOf(340, 351, dated('a'))]).timeline,
      'low',
    );
    expect(extend(forgotten, windowOf(100, 111, dated('a')), 'low').kind).toBe('older-copy');
    expect(extend(forgotten, windowOf(341, 352, dated('a')), 'low')).toMatchObject({
      kind: 'extended',
      added: 1,
    });
  });
});

describe('several renditions', () => {
  it('are aligned by their numbers', () => {
    const { timeline, told } = follow(
      [windowOf(1, 4, named('a')), 'low'],
      [windowOf(3, 6, named('b')), 'high'],
    );
    expect(told).toEqual(['extended 4', 'extended 2']);
    expect(drawn(timeline)).toEqual([
      '0:0=a-1',
      '1:0=a-2',
      '2:0=a-3,b-3',
      '3:0=a-4,b-4',
      '4:0=b-5',
      '5:0=b-6',
    ]);
  });

  it('fill in what the other has listed without adding anything', () => {
    const { told } = follow(
      [windowOf(1, 6, named('a')), 'low'],
      [windowOf(2, 6, named('b')), 'high'],
      [windowOf(2, 6, named('b')), 'high'],
    );
    expect(told).toEqual(['extended 6', 'extended 0', 'unchanged 0']);
  });

  it('lend each other their dates', () => {
    const { timeline } = follow([windowOf(1, 2, named('a')), 'low'], [windowOf(1, 3, dated('b')), 'high']);
    expect(timeline.slots.map((slot) => slot.programDateTimeMs)).toEqual(
      [1, 2, 3].map((sequence) => STARTED_AT_MS + sequence * 4000),
    );
  });

  it('are aligned by their dates where the numbers disagree', () => {
    const high = (sequence: number) => dated('b', STARTED_AT_MS - 50 * 4000 + 300)(sequence);
    const { timeline, told } = follow([windowOf(1, 4, dated('a')), 'low'], [windowOf(53, 55, high), 'high']);
    expect(told).toEqual(['extended 4', 'extended 1']);
    expect(drawn(timeline)).toEqual(['0:0=a-1', '1:0=a-2', '2:0=a-3,b-53', '3:0=a-4,b-54', '4:0=b-55']);
    const later = extend(timeline, windowOf(3, 6, dated('a')), 'low');
    expect(drawn(later.timeline).slice(4)).toEqual(['4:0=b-55,a-5', '5:0=a-6']);
    const again = extend(later.timeline, windowOf(55, 57, high), 'high');
    expect(drawn(again.timeline).slice(5)).toEqual(['5:0=a-6,b-56', '6:0=b-57']);
  });

  it('trust their numbers while the dates differ by less than half a target duration', () => {
    const high = dated('b', STARTED_AT_MS + 1900);
    expect(
      drawn(follow([windowOf(1, 2, dated('a')), 'low'], [windowOf(2, 3, high), 'high']).timeline),
    ).toEqual(['0:0=a-1', '1:0=a-2,b-2', '2:0=b-3']);
  });

  it('trust their numbers also where short segments make a neighbour look nearer', () => {
    const short = (name: string, lateMs: number) => (sequence: number) => ({
      ...named(name)(sequence),
      durationSeconds: 2,
      programDateTimeMs: STARTED_AT_MS + sequence * 2000 + lateMs,
    });
    const { timeline } = follow(
      [windowOf(1, 4, short('a', 0)), 'low'],
      [windowOf(2, 4, short('b', 1200)), 'high'],
    );
    expect(drawn(timeline)).toEqual(['0:0=a-1', '1:0=a-2,b-2', '2:0=a-3,b-3', '3:0=a-4,b-4']);
  });

  it('that count one apart are aligned by dates across a gap, too', () => {
    const high = dated('b', STARTED_AT_MS - 4000);
    const { timeline, told } = follow(
      [windowOf(1, 3, dated('a')), 'low'],
      [windowOf(7, 8, high), 'high'],
      [windowOf(6, 8, dated('a')), 'low'],
    );
    expect(told).toEqual(['extended 3', 'jumped 4', 'extended 1']);
    expect(drawn(timeline).slice(3)).toEqual(['3:0=', '4:0=', '5:1=b-7,a-6', '6:1=b-8,a-7', '7:1=a-8']);
  });

  it('that went on while another restarted are aligned with what came after', () => {
    const restarted = dated('b', STARTED_AT_MS + 11 * 4000);
    const high = dated('c', STARTED_AT_MS - 49 * 4000);
    const { timeline } = follow(
      [windowOf(1, 4, dated('a')), 'low'],
      [windowOf(0, 1, restarted), 'low'],
      [windowOf(50, 61, high), 'high'],
    );
    expect(drawn(timeline)).toEqual([
      '0:0=a-1',
      '1:0=a-2',
      '2:0=a-3',
      '3:0=a-4',
      '4:1=b-0,c-60',
      '5:1=b-1,c-61',
    ]);
  });

  it('do not see a discontinuity in each other’s counting', () => {
    const counted = (sequence: number) => ({ ...named('b')(sequence), discontinuitySequence: 9 });
    const { timeline } = follow([windowOf(1, 3, named('a')), 'low'], [windowOf(3, 5, counted), 'high']);
    expect(timeline.slots.every((slot) => slot.discontinuitySequence === 0)).toBe(true);
  });

  it('that lag behind are no restart', () => {
    const { told, timeline } = follow(
      [windowOf(10, 15, named('a')), 'low'],
      [windowOf(4, 8, named('b')), 'high'],
      [windowOf(8, 13, named('b')), 'high'],
    );
    expect(told).toEqual(['extended 6', 'older-copy 0', 'extended 0']);
    expect(timeline.slots).toHaveLength(6);
  });
});

describe('a restart of the encoder', () => {
  it('goes on with a discontinuity when numbers begin anew', () => {
    const { timeline, told } = follow(
      [windowOf(100, 102, named('a'))],
      [windowOf(0, 1, named('b'))],
      [windowOf(0, 2, named('b'))],
    );
    expect(told).toEqual(['extended 3', 'restarted 2', 'extended 1']);
    expect(drawn(timeline)).toEqual(['0:0=a-100', '1:0=a-101', '2:0=a-102', '3:1=b-0', '4:1=b-1', '5:1=b-2']);
    expect(timeline.slots.map((slot) => slot.startSeconds)).toEqual([0, 4, 8, 12, 16, 20]);
  });

  it('is seen early when known numbers stand for other segments', () => {
    const { told } = follow([windowOf(0, 5, named('a'))], [windowOf(0, 1, named('b'))]);
    expect(told).toEqual(['extended 6', 'restarted 2']);
  });

  it('is seen by other durations under the same names', () => {
    const { told } = follow([windowOf(0, 5)], [windowOf(0, 1, () => ({ durationSeconds: 3.9 }))]);
    expect(told).toEqual(['extended 6', 'restarted 2']);
  });

  it('is seen late, too: in a window that reaches over all our numbers', () => {
    const { told } = follow([windowOf(5, 10, named('a'))], [windowOf(0, 12, named('b'))]);
    expect(told).toEqual(['extended 6', 'restarted 13']);
  });

  it('is seen by other ranges of the same resource', () => {
    const ranged = (from: number) => (sequence: number) => ({
      uri: 'https://origin.example/all.mp4',
      byteRange: { start: from + sequence * 100, length: 100 },
    });
    expect(follow([windowOf(0, 5, ranged(0))], [windowOf(0, 1, ranged(50))]).told[1]).toBe('restarted 2');
    expect(follow([windowOf(0, 5, ranged(0))], [windowOf(0, 1, ranged(0))]).told[1]).toBe('older-copy 0');
  });

  it('is seen by its numbers when its clock is nowhere near', () => {
    const { told } = follow([windowOf(100, 105, dated('a'))], [windowOf(0, 1, dated('b', 0))]);
    expect(told).toEqual(['extended 6', 'restarted 2']);
  });

  it('is seen by dates under the same names and numbers', () => {
    const at = (startMs: number) => (sequence: number) => ({ programDateTimeMs: startMs + sequence * 4000 });
    const { told } = follow(
      [windowOf(0, 5, at(STARTED_AT_MS))],
      [windowOf(0, 1, at(STARTED_AT_MS + 30_000))],
    );
    expect(told).toEqual(['extended 6', 'restarted 2']);
  });

  it('is seen under the same names when it is too far back for an old copy', () => {
    const { told } = follow([windowOf(0, 20)], [windowOf(0, 1)]);
    expect(told).toEqual(['extended 21', 'restarted 2']);
    expect(follow([windowOf(0, 12)], [windowOf(0, 1)]).told).toEqual(['extended 13', 'older-copy 0']);
  });

  it('near the beginning is believed when it has grown three times in a row', () => {
    const steps: Step[] = [0, 1, 1, 2, 3].map((last) => [windowOf(0, last, named('b'))]);
    const { told } = follow([windowOf(8, 12, named('a'))], ...steps);
    expect(kinds(told)).toEqual([
      'extended',
      'older-copy',
      'older-copy',
      'older-copy',
      'restarted',
      'extended',
    ]);
  });

  it('is not believed of copies that only come and go', () => {
    const steps = [2, 1, 2, 1, 2, 1, 2].map((last): Step => [windowOf(0, last, named('b'))]);
    const { told } = follow([windowOf(8, 12, named('a'))], ...steps);
    expect(kinds(told).slice(1)).toEqual(steps.map(() => 'older-copy'));
  });

  it('is not believed of copies that something newer comes between', () => {
    const { told } = follow(
      [windowOf(8, 12, named('a'))],
      [windowOf(0, 1, named('a'))],
      [windowOf(0, 2, named('a'))],
      [windowOf(9, 13, named('a'))],
      [windowOf(0, 3, named('a'))],
      [windowOf(0, 4, named('a'))],
    );
    expect(kinds(told)).toEqual([
      'extended',
      'older-copy',
      'older-copy',
      'extended',
      'older-copy',
      'older-copy',
    ]);
  });

  it('takes only what comes after all that was listed, by date', () => {
    const { timeline, told } = follow(
      [windowOf(100, 103, dated('a'))],
      [windowOf(0, 3, dated('b', STARTED_AT_MS + 102 * 4000 + 500))],
    );
    expect(told).toEqual(['extended 4', 'restarted 2']);
    expect(drawn(timeline).slice(3)).toEqual(['3:0=a-103', '4:1=b-2', '5:1=b-3']);
    const again = extend(timeline, windowOf(1, 4, dated('b', STARTED_AT_MS + 102 * 4000 + 500)), 'low');
    expect([again.kind, again.added]).toEqual(['extended', 1]);
    expect(drawn(again.timeline)[3]).toBe('3:0=a-103');
    expect(again.timeline.slots.slice(0, 4).map((slot) => isListed(again.timeline, slot, 'low'))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('to higher numbers is told from a jump by its dates', () => {
    const { told } = follow(
      [windowOf(100, 103, dated('a'))],
      [windowOf(5000, 5001, dated('b', STARTED_AT_MS - 4890 * 4000))],
    );
    expect(told).toEqual(['extended 4', 'restarted 2']);
  });

  it('is joined by the other renditions in the new numbers', () => {
    const { timeline, told } = follow(
      [windowOf(100, 102, named('a')), 'low'],
      [windowOf(100, 102, named('A')), 'high'],
      [windowOf(0, 2, named('b')), 'low'],
      [windowOf(100, 102, named('A')), 'high'],
      [windowOf(1, 3, named('B')), 'high'],
    );
    expect(told).toEqual(['extended 3', 'extended 0', 'restarted 3', 'older-copy 0', 'extended 1']);
    expect(drawn(timeline).slice(3)).toEqual(['3:1=b-0', '4:1=b-1,B-1', '5:1=b-2,B-2', '6:1=B-3']);
  });

  it('and back, as two encoders behind one address do, loses and repeats nothing where there are dates', () => {
    const a = dated('a');
    const b = dated('b', STARTED_AT_MS - 500 * 4000);
    const { timeline } = follow(
      [windowOf(10, 13, a)],
      [windowOf(511, 514, b)],
      [windowOf(12, 15, a)],
      [windowOf(513, 516, b)],
    );
    expect(drawn(timeline)).toEqual([
      '0:0=a-10',
      '1:0=a-11',
      '2:0=a-12',
      '3:0=a-13',
      '4:1=b-514',
      '5:2=a-15',
      '6:3=b-516',
    ]);
  });
});

describe('a window that slid past', () => {
  it('leaves one gap slot for each missed segment, then a discontinuity', () => {
    const { timeline, told } = follow([windowOf(1, 3)], [windowOf(6, 8)]);
    expect(told).toEqual(['extended 3', 'jumped 5']);
    expect(drawn(timeline)).toEqual([
      '0:0=seg1',
      '1:0=seg2',
      '2:0=seg3',
      '3:0=',
      '4:0=',
      '5:1=seg6',
      '6:1=seg7',
      '7:1=seg8',
    ]);
    expect(timeline.slots.map(isGap)).toEqual([false, false, false, true, true, false, false, false]);
    expect(timeline.slots.map((slot) => slot.startSeconds)).toEqual([0, 4, 8, 12, 16, 20, 24, 28]);
  });

  it('lets a rendition that still lists them fill the gap', () => {
    const { timeline } = follow(
      [windowOf(1, 3), 'low'],
      [windowOf(6, 8), 'low'],
      [windowOf(4, 9, named('b')), 'high'],
    );
    expect(timeline.slots.map(isGap)).not.toContain(true);
    expect(drawn(timeline).slice(3, 6)).toEqual(['3:0=b-4', '4:0=b-5', '5:1=seg6,b-6']);
  });

  it('measures the gap by dates where it can', () => {
    const late = (sequence: number) => dated('a', STARTED_AT_MS + 2000)(sequence);
    const { timeline } = follow([windowOf(1, 3, dated('a'))], [windowOf(6, 8, late)]);
    expect(timeline.slots.slice(3, 6).map((slot) => [slot.startSeconds, slot.durationSeconds])).toEqual([
      [12, 5],
      [17, 5],
      [22, 4],
    ]);
    expect(timeline.slots[4]?.programDateTimeMs).toBe(STARTED_AT_MS + 4 * 4000 + 5000);
  });

  it('draws a very long gap short, and goes on from there', () => {
    const { timeline, told } = follow(
      [windowOf(1, 3)],
      [windowOf(1001, 1003)],
      [windowOf(1002, 1004)],
      [windowOf(1003, 1004, named('b')), 'high'],
    );
    expect(told).toEqual(['extended 3', `jumped ${MAX_GAP_SLOTS + 3}`, 'extended 1', 'extended 0']);
    expect(timeline.slots.at(-1)).toMatchObject({ sequence: 3 + MAX_GAP_SLOTS + 3, originSequence: 1004 });
    expect(drawn(timeline).at(-1)).toMatch(/=seg1004,b-1004$/);
    expect(timeline.slots.filter((slot) => isListed(timeline, slot, 'low'))).toHaveLength(3);
  });

  it('is none where another pathway counts from far above, without dates: both are at their live edge', () => {
    const { timeline, told } = follow(
      [windowOf(1, 6), 'one'],
      [windowOf(100_001, 100_006, named('b')), 'other'],
      [windowOf(100_002, 100_007, named('b')), 'other'],
      [windowOf(3, 8), 'one'],
    );
    expect(told).toEqual(['extended 6', 'extended 0', 'extended 1', 'extended 1']);
    expect(drawn(timeline).slice(5)).toEqual(['5:0=seg6,b-100006', '6:0=b-100007,seg7', '7:0=seg8']);
    expect(timeline.slots.map(isGap)).not.toContain(true);
  });

  it('counts segments that the origin declares missing as gaps', () => {
    const { timeline } = follow([mediaPlaylist([mediaSegment(1, { gap: true }), mediaSegment(2)])]);
    expect(timeline.slots.map(isGap)).toEqual([true, false]);
  });
});
