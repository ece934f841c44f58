import type { Samples } from './samples.ts';

/** Parts of a segment of LL-HLS: about a second each, four make one. */
export const partsPerSegment = 4;

/** The samples of one part: as even as whole samples allow, the longer parts first. */
export function partBounds(samples: number, part: number): { readonly from: number; readonly to: number } {
  const share = Math.floor(samples / partsPerSegment);
  const longer = samples % partsPerSegment;
  const start = (index: number) => index * share + Math.min(index, longer);
  return { from: start(part), to: start(part + 1) };
}

export interface FragmentFacts {
  /** Of the first sample, in ticks. */
  readonly decodeTime: number;
  readonly ticksPerSample: number;
  readonly number: number;
}

/** A fragment of fMP4 with these samples (ISO/IEC 14496-12, 8.8): each of the same duration, each a sync sample. */
export function fragment({ data, trackId }: Samples, facts: FragmentFacts): Buffer {
  const { decodeTime, ticksPerSample, number } = facts;
  // default-base-is-moof, with the duration and the flags of each sample.
  const tfhd = fullBox('tfhd', 0, 0x020028, [u32(trackId), u32(ticksPerSample), u32(0x02000000)]);
  const tfdt = fullBox('tfdt', 1, 0, [u64(decodeTime)]);
  const trun = (dataOffset: number) =>
    fullBox('trun', 0, 0x000201, [
      u32(data.length),
      u32(dataOffset),
      ...data.map(({ length }) => u32(length)),
    ]);
  const moof = (dataOffset: number) =>
    box('moof', [fullBox('mfhd', 0, 0, [u32(number >>> 0)]), box('traf', [tfhd, tfdt, trun(dataOffset)])]);
  // Behind the moof and the head of the mdat.
  return Buffer.concat([moof(moof(0).length + 8), box('mdat', data)]);
}

function box(type: string, content: readonly Buffer[]): Buffer {
  const size = content.reduce((sum, { length }) => sum + length, 8);
  return Buffer.concat([u32(size), Buffer.from(type, 'latin1'), ...content]);
}

function fullBox(type: string, version: number, flags: number, content: readonly Buffer[]): Buffer {
  return box(type, [u32((version << 24) | flags), ...content]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
