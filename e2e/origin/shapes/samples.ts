import { findBox } from '../boxes.ts';

/** What a segment of one track holds: its samples in order, and the fields that a new container needs. */
export interface Samples {
  readonly data: readonly Buffer[];
  readonly trackId: number;
}

const trunFlags = {
  dataOffset: 0x1,
  firstFlags: 0x4,
  duration: 0x100,
  size: 0x200,
  flags: 0x400,
  offset: 0x800,
};

/**
 * The samples of a fragmented MP4 segment with one run (ISO/IEC 14496-12, 8.8.8). Throws where the run does not tell
 * the size of each.
 */
export function samplesOf(segment: Buffer): Samples {
  const trun = findBox(segment, ['moof', 'traf', 'trun']).payload;
  const flags = segment.readUInt32BE(trun) & 0xffffff;
  if ((flags & trunFlags.size) === 0) throw new Error('trun without sample sizes');
  const count = segment.readUInt32BE(trun + 4);
  const has = (flag: number) => ((flags & flag) === 0 ? 0 : 4);
  const first = trun + 8 + has(trunFlags.dataOffset) + has(trunFlags.firstFlags);
  const sizeAt = has(trunFlags.duration);
  const step = sizeAt + 4 + has(trunFlags.flags) + has(trunFlags.offset);
  let at = findBox(segment, ['mdat']).payload;
  const data = Array.from({ length: count }, (_, index) => {
    const size = segment.readUInt32BE(first + index * step + sizeAt);
    at += size;
    return segment.subarray(at - size, at);
  });
  const trackId = segment.readUInt32BE(findBox(segment, ['moof', 'traf', 'tfhd']).payload + 4);
  return { data, trackId };
}
