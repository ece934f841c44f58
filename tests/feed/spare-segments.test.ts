import { describe, expect, it } from 'vitest';
import type { Slot } from '../../src/hls/timeline.ts';
import type { HeldSegment, SegmentEntry } from '../../src/feed/segment-entry.ts';
import { createSpareSegments } from '../../src/feed/spare-segments.ts';

const slot = (sequence: number): Slot => ({
  sequence,
  discontinuitySequence: 0,
  startSeconds: sequence * 4,
  durationSeconds: 4,
  programDateTimeMs: null,
  sources: new Map(),
  originSequence: sequence,
  run: 0,
});
const segment = (name: string, body: Uint8Array | null = new Uint8Array(1)): HeldSegment => ({
  body,
  bytes: 1,
  pathwayId: 'a',
  renditionId: name,
  domain: '',
  source: {
    sequence: 0,
    discontinuitySequence: 0,
    uri: '',
    durationSeconds: 4,
    title: '',
    byteRange: null,
    map: null,
    key: null,
    programDateTimeMs: null,
    gap: false,
    bitrateKbps: null,
  },
  init: null,
  key: null,
  initKey: null,
});
const gap: SegmentEntry = { kind: 'gap', reason: 'missing' };
const held = (name: string): SegmentEntry => ({ kind: 'held', lost: false, segment: segment(name) });
const name = (entry: SegmentEntry) => (entry.kind === 'held' ? entry.segment.renditionId : entry.kind);

describe('what was in hand in another version of the sound', () => {
  it('stands in for a gap, once, and gives way to the wanted one', () => {
    const spares = createSpareSegments();
    spares.put(slot(3), segment('old'), 12);
    spares.put(slot(4), segment('old'), 12);
    expect(name(spares.settled(3, gap))).toBe('old');
    expect(name(spares.settled(3, gap))).toBe('gap');
    expect(name(spares.settled(4, held('new')))).toBe('new');
    expect(name(spares.settled(4, gap))).toBe('gap');
  });

  it('is used when the playhead is nearly there, and not before', () => {
    const spares = createSpareSegments();
    spares.put(slot(3), segment('old'), 12);
    expect(spares.due([slot(3)], 9)).toEqual([]);
    expect(spares.due([slot(3)], 9.5).map(([sequence]) => sequence)).toEqual([3]);
    expect(spares.due([slot(3)], 9.5)).toEqual([]);
  });

  it('is not put by where its bytes are elsewhere, or too far ahead, and goes with what is forgotten', () => {
    const spares = createSpareSegments();
    spares.put(slot(3), segment('old', null), 12);
    spares.put(slot(30), segment('old'), 12);
    spares.put(slot(5), segment('old'), 12);
    spares.forgetBefore(6);
    spares.put(slot(7), segment('old'), 12);
    spares.drop(7);
    for (const sequence of [3, 5, 7, 30]) expect(name(spares.settled(sequence, gap))).toBe('gap');
  });
});
