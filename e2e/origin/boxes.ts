/** One top-level box of an ISO BMFF file (ISO/IEC 14496-12, 4.2). Offsets are bytes. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** Where its payload begins, after size and type. */
  readonly payload: number;
}

function boxesIn(bytes: Buffer, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  for (let at = start; at < end;) {
    const size = at + 8 <= end ? bytes.readUInt32BE(at) : 0;
    // Sizes 0 (to the end of the file) and 1 (64 bits) do not occur in segments of a few seconds.
    if (size < 8 || at + size > end) throw new Error(`box at byte ${at} has size ${size}`);
    boxes.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      start: at,
      end: at + size,
      payload: at + 8,
    });
    at += size;
  }
  return boxes;
}

/** The first box of each type of a path, one inside the other. Throws where there is none. */
export function findBox(bytes: Buffer, path: readonly string[]): Box {
  let found: Box = { type: '', start: 0, end: bytes.length, payload: 0 };
  for (const type of path) {
    const next = boxesIn(bytes, found.payload, found.end).find((box) => box.type === type);
    if (next === undefined) throw new Error(`no ${path.join('/')} box`);
    found = next;
  }
  return found;
}

/** The parts of a fragmented MP4 file: what comes before the first fragment, and the fragments (moof with mdat). */
export interface Fragments {
  readonly init: Buffer;
  readonly segments: readonly Buffer[];
}

/** Splits a fragmented MP4 file of one track. Throws if it is none. */
export function splitFragments(file: Buffer): Fragments {
  const starts = boxesIn(file, 0, file.length)
    .filter((box) => box.type === 'moof')
    .map((box) => box.start);
  if (starts.length === 0) throw new Error('the file has no fragments');
  const segments = starts.map((start, index) => file.subarray(start, starts[index + 1] ?? file.length));
  return { init: file.subarray(0, starts[0]), segments };
}

/** Ticks per second of the first track of an init segment (mdhd, version 0 or 1). */
export function timescaleOf(init: Buffer): number {
  const { payload } = findBox(init, ['moov', 'trak', 'mdia', 'mdhd']);
  return init.readUInt32BE(payload + (init.readUInt8(payload) === 1 ? 20 : 12));
}

/** The decode time of a segment's first sample, in ticks (tfdt, version 0 or 1). */
export function decodeTimeOf(segment: Buffer): number {
  const { payload } = findBox(segment, ['moof', 'traf', 'tfdt']);
  if (segment.readUInt8(payload) === 0) return segment.readUInt32BE(payload + 4);
  return Number(segment.readBigUInt64BE(payload + 4));
}

/** The number of a segment's fragment (mfhd). */
export function fragmentNumberOf(segment: Buffer): number {
  return segment.readUInt32BE(findBox(segment, ['moof', 'mfhd']).payload + 4);
}

/**
 * A copy of the segment at another place on the timeline: base decode time in ticks (tfdt must be version 1, so
 * that an evening of any length fits) and fragment number.
 */
export function moveSegment(segment: Buffer, decodeTime: number, fragmentNumber: number): Buffer {
  const moved = Buffer.from(segment);
  const { payload } = findBox(moved, ['moof', 'traf', 'tfdt']);
  if (moved.readUInt8(payload) !== 1) throw new Error('tfdt is not version 1');
  moved.writeBigUInt64BE(BigInt(decodeTime), payload + 4);
  moved.writeUInt32BE(fragmentNumber >>> 0, findBox(moved, ['moof', 'mfhd']).payload + 4);
  return moved;
}
