import type { AacConfig } from './adts.ts';
import { adtsFrame } from './adts.ts';

const packetBytes = 188;
const pmtPid = 0x1000;
const audioPid = 0x100;
/** ADTS (ISO/IEC 13818-1, table 2-34). */
const streamType = 0x0f;
/** So many frames go into one PES packet: about a third of a second. */
const framesPerPes = 10;

export interface TransportFacts {
  readonly config: AacConfig;
  /** 90 kHz. */
  readonly time: bigint;
  readonly ticksPerFrame: number;
  /** Which segment it is: the tables' continuity counters go on. */
  readonly number: number;
}

/** A segment as an MPEG-2 transport stream (RFC 8216bis 3.1.1): PAT, PMT, and AAC in PES packets. */
export function transportStream(frames: readonly Buffer[], facts: TransportFacts): Buffer {
  const { config, time, ticksPerFrame, number } = facts;
  const packets = [
    table(0, number, [0x00, 0x01, 0xe0 | (pmtPid >> 8), pmtPid & 0xff], 0x00),
    table(
      pmtPid,
      number,
      [
        // The PCR comes with the audio; no descriptors.
        ...[0xe0 | (audioPid >> 8), audioPid & 0xff, 0xf0, 0x00],
        ...[streamType, 0xe0 | (audioPid >> 8), audioPid & 0xff, 0xf0, 0x00],
      ],
      0x02,
    ),
  ];
  let counter = 0;
  for (let first = 0; first < frames.length; first += framesPerPes) {
    const body = Buffer.concat(
      frames.slice(first, first + framesPerPes).map((frame) => adtsFrame(frame, config)),
    );
    const at = (time + BigInt(first * ticksPerFrame)) & ((1n << 33n) - 1n);
    const pes = Buffer.concat([pesHeader(body.length, at), body]);
    for (let sent = 0; sent < pes.length;) {
      const isFirst = sent === 0;
      // The counter begins anew with each segment, and says so.
      const field = isFirst ? clockField(at, first === 0) : Buffer.alloc(0);
      const room = packetBytes - 4 - field.length;
      const chunk = pes.subarray(sent, sent + room);
      packets.push(packet(audioPid, counter, isFirst, field, chunk));
      counter = (counter + 1) & 15;
      sent += chunk.length;
    }
  }
  return Buffer.concat(packets);
}

/** A packet; what its content leaves empty becomes stuffing in the adaptation field. */
function packet(pid: number, counter: number, isStart: boolean, field: Buffer, content: Buffer): Buffer {
  const missing = packetBytes - 4 - field.length - content.length;
  const adaptation = missing === 0 ? field : stuffed(field, missing);
  const control = (adaptation.length > 0 ? 0x20 : 0) | 0x10;
  const head = [0x47, (isStart ? 0x40 : 0) | (pid >> 8), pid & 0xff, control | counter];
  return Buffer.concat([Buffer.from(head), adaptation, content]);
}

function stuffed(field: Buffer, missing: number): Buffer {
  if (field.length > 0) {
    const longer = Buffer.concat([field, Buffer.alloc(missing, 0xff)]);
    longer.writeUInt8(longer.length - 1, 0);
    return longer;
  }
  // One byte is the length alone; from two on there are flags.
  if (missing === 1) return Buffer.from([0]);
  return Buffer.concat([Buffer.from([missing - 1, 0]), Buffer.alloc(missing - 2, 0xff)]);
}

/** An adaptation field with the PCR, a little before what it is the clock of. */
function clockField(time: bigint, isDiscontinuous: boolean): Buffer {
  const field = Buffer.alloc(8);
  field.writeUInt8(7, 0);
  field.writeUInt8((isDiscontinuous ? 0x80 : 0) | 0x10, 1);
  // 33 bits of 90 kHz, 6 reserved, 9 of extension.
  field.writeUIntBE(Number((time << 15n) | 0x7e00n), 2, 6);
  return field;
}

function pesHeader(bodyBytes: number, time: bigint): Buffer {
  const part = (shift: bigint, bits: bigint) => Number((time >> shift) & bits);
  const length = bodyBytes + 8;
  return Buffer.from([
    ...[0, 0, 1, 0xc0, length >> 8, length & 0xff, 0x80, 0x80, 5],
    0x21 | (part(30n, 7n) << 1),
    part(22n, 0xffn),
    (part(15n, 0x7fn) << 1) | 1,
    part(7n, 0xffn),
    (part(0n, 0x7fn) << 1) | 1,
  ]);
}

/** A program table (ISO/IEC 13818-1, 2.4.4) in one packet: `rows` is what follows the section numbers. */
function table(pid: number, number: number, rows: readonly number[], tableId: number): Buffer {
  const length = 5 + rows.length + 4;
  const section = [tableId, 0xb0, length, 0x00, 0x01, 0xc1, 0x00, 0x00, ...rows];
  const checked = Buffer.concat([Buffer.from(section), crc32(section)]);
  const content = Buffer.concat([Buffer.from([0]), checked]);
  const filled = Buffer.concat([content, Buffer.alloc(packetBytes - 4 - content.length, 0xff)]);
  return packet(pid, number & 15, true, Buffer.alloc(0), filled);
}

/** CRC-32/MPEG-2. */
function crc32(bytes: readonly number[]): Buffer {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc >>> 0);
  return sum;
}
