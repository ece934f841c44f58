import { boxesIn, childrenOf, uint16, uint32, type Box } from './boxes.ts';

/**
 * The same bytes without their picture: of a stream that carries both, the sound is what is played, in a browser
 * that may lack the codec of the picture as well. Reads MPEG transport streams and fragmented MP4, clear ones; all
 * else comes back as it is. `init` is the initialization section that belongs to an fMP4 segment, with or without its
 * picture. Null when there is a picture and no sound.
 */
export function withoutVideo(
  body: Uint8Array<ArrayBuffer>,
  init: Uint8Array<ArrayBuffer> | null = null,
): Uint8Array<ArrayBuffer> | null {
  return body[0] === TS_SYNC_BYTE ? transportStream(body) : fragmentedMp4(body, init);
}

/** What a box of this type inside these says at this place behind its version and flags. */
function fieldOf(body: Uint8Array, parents: readonly Box[], type: string, at: number): number | null {
  const [box] = childrenOf(body, parents, type);
  return box === undefined ? null : uint32(body, box.contentAt + at);
}

const SOUND = 0x736f756e; // 'soun'
const FREE = [0x66, 0x72, 0x65, 0x65];

/** Boxes of other tracks become free space: every offset stays right. */
function fragmentedMp4(
  body: Uint8Array<ArrayBuffer>,
  init: Uint8Array<ArrayBuffer> | null,
): Uint8Array<ArrayBuffer> | null {
  const top = boxesIn(body, 0, body.length);
  const moov = top.filter(({ type }) => type === 'moov');
  const tracks = moov.length > 0 || init === null ? tracksOf(body, moov) : tracksOf(init, moovOf(init));
  const sound = new Set(tracks.filter(({ isSound }) => isSound).map(({ id }) => id));
  if (tracks.length > 0 && sound.size === 0) return null;
  const unwanted = [
    ...tracksOf(body, moov)
      .filter(({ isSound }) => !isSound)
      .map(({ box }) => box),
    ...childrenOf(body, childrenOf(body, moov, 'mvex'), 'trex').filter(
      ({ contentAt }) => !sound.has(uint32(body, contentAt + 4)),
    ),
    ...childrenOf(
      body,
      top.filter(({ type }) => type === 'moof'),
      'traf',
    ).filter((traf) => {
      const id = fieldOf(body, [traf], 'tfhd', 4);
      return sound.size > 0 && id !== null && !sound.has(id);
    }),
  ];
  if (unwanted.length === 0) return body;
  const rest = body.slice();
  for (const { typeAt } of unwanted) rest.set(FREE, typeAt);
  return rest;
}

function moovOf(init: Uint8Array): Box[] {
  return boxesIn(init, 0, init.length).filter(({ type }) => type === 'moov');
}

function tracksOf(body: Uint8Array, moov: readonly Box[]) {
  return childrenOf(body, moov, 'trak').map((box) => {
    const [tkhd] = childrenOf(body, [box], 'tkhd');
    const isLong = tkhd !== undefined && body[tkhd.contentAt] === 1;
    return {
      box,
      id: tkhd === undefined ? 0 : uint32(body, tkhd.contentAt + (isLong ? 20 : 12)),
      isSound: fieldOf(body, childrenOf(body, [box], 'mdia'), 'hdlr', 8) === SOUND,
    };
  });
}

const TS_SYNC_BYTE = 0x47;
const TS_PACKET_BYTES = 188;
/** Stream types of pictures (ISO/IEC 13818-1, table 2-34), clear and under SAMPLE-AES. */
const VIDEO_TYPES = new Set([0x01, 0x02, 0x10, 0x1b, 0x20, 0x24, 0x33, 0x42, 0xd1, 0xdb, 0xea]);
/** Stream types of sound, and private data, which is how DVB carries some of it. */
const SOUND_TYPES = new Set([0x03, 0x04, 0x06, 0x0f, 0x11, 0x1c, 0x81, 0x84, 0x87, 0xc1, 0xc2, 0xcf]);
/** A stream type that means nothing to anybody. */
const NO_TYPE = 0x7f;

/** Packets of pictures are left out, and their entries in the program map are made to mean nothing. */
function transportStream(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  const rest = body.slice();
  const video = new Set<number>();
  let hasSound = false;
  let mapPid = -1;
  let length = 0;
  for (let at = 0; at + TS_PACKET_BYTES <= body.length; at += TS_PACKET_BYTES) {
    const pid = uint16(body, at + 1) & 0x1fff;
    if (video.has(pid)) continue;
    const packet = rest.subarray(length, length + TS_PACKET_BYTES);
    packet.set(body.subarray(at, at + TS_PACKET_BYTES));
    length += TS_PACKET_BYTES;
    if (pid !== 0 && pid !== mapPid) continue;
    const section = sectionAt(packet);
    if (section === null) continue;
    if (pid === 0) {
      // The program that hls.js plays: the first.
      mapPid = uint16(packet, section + 10) & 0x1fff;
      continue;
    }
    const end = Math.min(section - 1 + (uint16(packet, section + 1) & 0xfff), TS_PACKET_BYTES);
    let entry = section + 12 + (uint16(packet, section + 10) & 0xfff);
    for (; entry + 5 <= end; entry += 5 + (uint16(packet, entry + 3) & 0xfff)) {
      const type = packet[entry] ?? 0;
      hasSound ||= SOUND_TYPES.has(type);
      if (!VIDEO_TYPES.has(type)) continue;
      video.add(uint16(packet, entry + 1) & 0x1fff);
      packet[entry] = NO_TYPE;
    }
  }
  if (video.size === 0) return body;
  return hasSound ? rest.slice(0, length) : null;
}

/** Where a table's section begins in a packet (ISO/IEC 13818-1, 2.4.3.2 and 2.4.4); null where none does. */
function sectionAt(packet: Uint8Array): number | null {
  const [, flags = 0, , control = 0, adaptationBytes = 0] = packet;
  if ((flags & 0x40) === 0 || (control & 0x10) === 0) return null;
  const payload = 4 + ((control & 0x20) === 0 ? 0 : 1 + adaptationBytes);
  const section = payload + 1 + (packet[payload] ?? 0);
  return section + 12 <= TS_PACKET_BYTES ? section : null;
}
