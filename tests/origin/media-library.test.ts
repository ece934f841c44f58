import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  decodeTimeOf,
  fragmentNumberOf,
  moveSegment,
  splitFragments,
  timescaleOf,
} from '../../e2e/origin/boxes.ts';
import { loadMediaLibrary, renditionIds } from '../../e2e/origin/media-library.ts';

const library = await loadMediaLibrary();
const mediaDirectory = join(import.meta.dirname, '..', '..', 'e2e', 'origin', 'media');

function rendition(id: string) {
  const found = library.get(id);
  if (found === undefined) throw new Error(`no rendition ${id}`);
  return found;
}

/** The durations of a segment's samples, which its tfhd states once for all, and their number in its trun. */
function durationTicks(segment: Buffer): number {
  const tfhd = segment.indexOf('tfhd', 0, 'latin1') + 4;
  expect(segment.readUInt32BE(tfhd) & 0x8).toBe(0x8);
  const sampleTicks = segment.readUInt32BE(tfhd + 8);
  const trun = segment.indexOf('trun', 0, 'latin1') + 4;
  return sampleTicks * segment.readUInt32BE(trun + 4);
}

describe.each(renditionIds)('%s', (id) => {
  it('has segments of exactly 4 s and one continuous timeline over its loops', () => {
    const { init, segment, loopSegments } = rendition(id);
    const timescale = timescaleOf(init);
    expect(loopSegments).toBe(/^(?:aac|opus)/.test(id) ? 20 : 2);
    for (const sequence of [0, 1, 19, 20, 21, 39, 40, 1_000_000]) {
      expect(decodeTimeOf(segment(sequence))).toBe(sequence * 4 * timescale);
      expect(durationTicks(segment(sequence))).toBe(4 * timescale);
      expect(fragmentNumberOf(segment(sequence))).toBe(sequence + 1);
    }
  });

  it('repeats the same sound', () => {
    const { segment, loopSegments } = rendition(id);
    const mdat = (bytes: Buffer) => bytes.subarray(bytes.indexOf('mdat', 0, 'latin1'));
    expect(mdat(segment(3 + loopSegments)).equals(mdat(segment(3)))).toBe(true);
    expect(mdat(segment(4)).equals(mdat(segment(3)))).toBe(false);
  });

  it('measures its bitrates', () => {
    const { averageBps, peakBps } = rendition(id);
    const nominalBps = Number(id.split('-').at(-1)) * 1000;
    expect(averageBps / nominalBps).toBeGreaterThan(0.9);
    expect(averageBps / nominalBps).toBeLessThan(1.2);
    expect(peakBps).toBeGreaterThanOrEqual(averageBps);
  });
});

it('states one sample rate for Opus: browsers compare the sample entry with its dOps box', () => {
  const { init } = rendition('opus-48');
  // After the type: 8 bytes of SampleEntry, 16 of AudioSampleEntry, then the rate as 16.16 fixed point.
  const entry = init.indexOf('Opus', 0, 'latin1') + 4;
  const dOps = init.indexOf('dOps', 0, 'latin1') + 4;
  expect(init.readUInt32BE(entry + 24) / 0x10000).toBe(48_000);
  expect(init.readUInt32BE(dOps + 4)).toBe(48_000);
});

it('leaves the original alone when it moves a segment', () => {
  const { segment } = rendition('aac-24');
  const original = segment(0);
  const moved = moveSegment(original, 2 ** 40, 7);
  expect(decodeTimeOf(original)).toBe(0);
  expect(decodeTimeOf(moved)).toBe(2 ** 40);
  expect(moved).toHaveLength(original.length);
});

it('does not take anything else for fragments', () => {
  expect(() => splitFragments(Buffer.from('<!DOCTYPE html><html></html>'))).toThrow(/box at byte 0/);
  expect(() => splitFragments(rendition('aac-24').init)).toThrow('no fragments');
});

it('is small enough for a repository', async () => {
  const names = await readdir(mediaDirectory);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(mediaDirectory, name))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2.5e6);
});
