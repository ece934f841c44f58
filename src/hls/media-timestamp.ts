import { boxesIn, childrenOf, uint16, uint32 } from './boxes.ts';

/** Timestamps count 90,000 a second in 33 bits, and begin again after 26.5 hours (ISO/IEC 13818-1, 2.4.3.7). */
export const TICKS_PER_SECOND = 90_000;
const CYCLE = 2 ** 33;

/** From one timestamp to another, in seconds: the shorter way around the circle of 33 bits. */
export function secondsBetween(fromTicks: number, toTicks: number): number {
  const forward = (((toTicks - fromTicks) % CYCLE) + CYCLE) % CYCLE;
  return (forward > CYCLE / 2 ? forward - CYCLE : forward) / TICKS_PER_SECOND;
}

/**
 * The timestamp of a segment's first sound, in ticks of 90 kHz: what X-TIMESTAMP-MAP of its captions refers to
 * (RFC 8216bis 3.1.4). Reads clear fMP4 (with its initialization section), MPEG-TS and packed audio; null where nothing
 * can be read.
 */
export function mediaTimestamp(body: Uint8Array, init: Uint8Array | null): number | null {
  if (body[0] === 0x47) return ofTransportStream(body);
  if (body[0] === 0x49 && body[1] === 0x44 && body[2] === 0x33) return ofPackedAudio(body);
  return init === null ? null : ofFragment(body, init);
}

function uint64(body: Uint8Array, at: number): number {
  return uint32(body, at) * 2 ** 32 + uint32(body, at + 4);
}

/** The decode time of the first fragment (tfdt) in the time scale of its track (mdhd). */
function ofFragment(body: Uint8Array, init: Uint8Array): number | null {
  const moof = boxesIn(body, 0, body.length).filter(({ type }) => type === 'moof');
  const moov = boxesIn(init, 0, init.length).filter(({ type }) => type === 'moov');
  const scales = new Map(
    childrenOf(init, moov, 'trak').map((trak) => {
      const [tkhd] = childrenOf(init, [trak], 'tkhd');
      const [mdhd] = childrenOf(init, childrenOf(init, [trak], 'mdia'), 'mdhd');
      const idAt = tkhd === undefined ? 0 : tkhd.contentAt + (init[tkhd.contentAt] === 1 ? 20 : 12);
      const scaleAt = mdhd === undefined ? 0 : mdhd.contentAt + (init[mdhd.contentAt] === 1 ? 20 : 12);
      return [uint32(init, idAt), mdhd === undefined ? 0 : uint32(init, scaleAt)] as const;
    }),
  );
  for (const traf of childrenOf(body, moof, 'traf')) {
    const [tfhd] = childrenOf(body, [traf], 'tfhd');
    const [tfdt] = childrenOf(body, [traf], 'tfdt');
    const scale = tfhd === undefined ? 0 : (scales.get(uint32(body, tfhd.contentAt + 4)) ?? 0);
    if (tfdt === undefined || scale === 0) continue;
    const isLong = body[tfdt.contentAt] === 1;
    const time = isLong ? uint64(body, tfdt.contentAt + 4) : uint32(body, tfdt.contentAt + 4);
    return Math.round((time / scale) * TICKS_PER_SECOND) % CYCLE;
  }
  return null;
}

const PACKET_BYTES = 188;

/** The first presentation timestamp of a stream of sound (ISO/IEC 13818-1, 2.4.3.6). */
function ofTransportStream(body: Uint8Array): number | null {
  for (let at = 0; at + PACKET_BYTES <= body.length; at += PACKET_BYTES) {
    const begins = ((body[at + 1] ?? 0) & 0x40) !== 0;
    const control = (body[at + 3] ?? 0) & 0x30;
    if (!begins || (control & 0x10) === 0) continue;
    const pes = at + 4 + (control === 0x30 ? 1 + (body[at + 4] ?? 0) : 0);
    const stream = body[pes + 3] ?? 0;
    const isSound = (stream >= 0xc0 && stream <= 0xdf) || stream === 0xbd;
    const isPes = uint16(body, pes) === 0 && body[pes + 2] === 1 && isSound;
    if (!isPes || pes + 14 > at + PACKET_BYTES || ((body[pes + 7] ?? 0) & 0x80) === 0) continue;
    return (
      (((body[pes + 9] ?? 0) >> 1) & 0x7) * 2 ** 30 +
      (uint16(body, pes + 10) >> 1) * 2 ** 15 +
      (uint16(body, pes + 12) >> 1)
    );
  }
  return null;
}

const OWNER = 'com.apple.streaming.transportStreamTimestamp\0';

/** The PRIV frame of the tag that begins a packed audio segment (RFC 8216bis 3.1.3). */
function ofPackedAudio(body: Uint8Array): number | null {
  const head = String.fromCharCode(...body.subarray(0, 1024));
  const at = head.indexOf(OWNER);
  if (at < 0 || at + OWNER.length + 8 > body.length) return null;
  return uint64(body, at + OWNER.length) % CYCLE;
}
