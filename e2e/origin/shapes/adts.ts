import { findBox, timescaleOf } from '../boxes.ts';

/** What an ADTS header says of AAC (ISO/IEC 14496-3, 1.A.2.2). */
export interface AacConfig {
  readonly objectType: number;
  readonly frequencyIndex: number;
  readonly channels: number;
}

/** Reads the AudioSpecificConfig of an init segment (its esds box). Throws for a codec other than AAC. */
export function aacConfigOf(init: Buffer): AacConfig {
  const stsd = findBox(init, ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']);
  const esds = init.indexOf('esds', stsd.payload, 'latin1');
  if (esds < 0 || esds > stsd.end) throw new Error('no AAC: the init segment has no esds');
  const config = descriptor(init, esds + 8, 0x05);
  const bits = init.readUInt16BE(config);
  return { objectType: bits >> 11, frequencyIndex: (bits >> 7) & 15, channels: (bits >> 3) & 15 };
}

/** Where the content of a descriptor begins (ISO/IEC 14496-1, 7.2.6): 3 holds 4, which holds 5. */
function descriptor(bytes: Buffer, start: number, tag: number): number {
  const found = bytes.readUInt8(start);
  let at = start + 1;
  while (bytes.readUInt8(at) >= 0x80) at += 1;
  at += 1;
  if (found === tag) return at;
  // ES_Descriptor: an id and flags; DecoderConfigDescriptor: types, buffer size and bit rates.
  return descriptor(bytes, at + (found === 0x03 ? 3 : 13), tag);
}

const headerBytes = 7;

/** An AAC frame with its ADTS header. */
export function adtsFrame(frame: Buffer, { objectType, frequencyIndex, channels }: AacConfig): Buffer {
  const size = frame.length + headerBytes;
  const header = Buffer.from([
    0xff,
    // MPEG-4, no CRC.
    0xf1,
    ((objectType - 1) << 6) | (frequencyIndex << 2) | (channels >> 2),
    ((channels & 3) << 6) | (size >> 11),
    (size >> 3) & 0xff,
    // Buffer fullness all ones: variable bit rate.
    ((size & 7) << 5) | 0x1f,
    0xfc,
  ]);
  return Buffer.concat([header, frame]);
}

/** Of MPEG-2 transport streams and of what packed audio tells. */
const clockRate = 90_000;

/** A decode time in ticks of 90 kHz, 33 bits of it (RFC 8216bis 3.1.3). */
export function presentationTime(decodeTime: number, init: Buffer): bigint {
  const ticks = (BigInt(decodeTime) * BigInt(clockRate)) / BigInt(timescaleOf(init));
  return ticks & ((1n << 33n) - 1n);
}

/** Packed audio (RFC 8216bis 3.1.3): ADTS frames behind an ID3 tag with the time of the first one. */
export function packedAudio(frames: readonly Buffer[], config: AacConfig, time: bigint): Buffer {
  return Buffer.concat([timestampTag(time), ...frames.map((frame) => adtsFrame(frame, config))]);
}

function timestampTag(time: bigint): Buffer {
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(time);
  const content = Buffer.concat([Buffer.from('com.apple.streaming.transportStreamTimestamp\0'), stamp]);
  const frame = Buffer.concat([Buffer.from('PRIV'), Buffer.from([0, 0, 0, content.length, 0, 0]), content]);
  // ID3v2.4; the size is one of seven bits, and small.
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, 0, 0, 0, frame.length]), frame]);
}
