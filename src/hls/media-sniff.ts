import { boxesIn, childrenOf, uint32 } from './boxes.ts';

export type MediaKind = 'fmp4' | 'mpegts' | 'adts' | 'mp3' | 'id3' | 'webvtt';

/**
 * What a segment's bytes are; null when they are no media: a page, an empty body, JSON, a playlist. No text passes:
 * each kind is known by a structure that repeats, not by its first letters. Encrypted segments look like nothing;
 * ask `looksEncrypted` for those.
 */
export function looksLikeMedia(body: Uint8Array): MediaKind | null {
  if (isTransportStream(body)) return 'mpegts';
  if (topLevelBoxes(body)?.includes('moof') === true) return sampleTablesFit(body) ? 'fmp4' : null;
  const tagBytes = id3Bytes(body);
  if (tagBytes > 0) return isPackedAudio(body, tagBytes) ? 'id3' : null;
  if (hasFrames(body, adtsFrameBytes)) return 'adts';
  if (hasFrames(body, mpegAudioFrameBytes)) return 'mp3';
  return isWebVtt(body) ? 'webvtt' : null;
}

/** True for a complete ISO BMFF initialization section: only whole boxes, and among them `moov`. */
export function looksLikeInit(body: Uint8Array): boolean {
  const boxes = topLevelBoxes(body);
  return (
    boxes !== null &&
    boxes.includes('moov') &&
    (boxes[0] === 'ftyp' || boxes[0] === 'moov' || boxes[0] === 'styp')
  );
}

/** True for what a segment under AES-128 in CBC mode can be: whole blocks of 16 bytes, and not readable text. */
export function looksEncrypted(body: Uint8Array): boolean {
  const start = body.subarray(0, 64);
  return (
    body.length > 0 &&
    body.length % 16 === 0 &&
    !start.every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127))
  );
}

const FIRST_BOXES = new Set([
  'ftyp',
  'styp',
  'moov',
  'moof',
  'sidx',
  'ssix',
  'emsg',
  'prft',
  'free',
  'skip',
  'uuid',
]);

/**
 * The types of the top-level boxes (ISO/IEC 14496-12, 4.2); null unless these bytes are a sequence of whole boxes that
 * begins with one known to begin a segment. Later ones may be a vendor's own.
 */
function topLevelBoxes(body: Uint8Array): string[] | null {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const types: string[] = [];
  let position = 0;
  while (position < body.length) {
    if (position + 8 > body.length) return null;
    const type = String.fromCharCode(...body.subarray(position + 4, position + 8));
    if (position === 0 && !FIRST_BOXES.has(type)) return null;
    let bytes = view.getUint32(position);
    if (bytes === 0) bytes = body.length - position;
    if (bytes === 1) {
      if (position + 16 > body.length) return null;
      bytes = Number(view.getBigUint64(position + 8));
    }
    if (bytes < 8 || position + bytes > body.length) return null;
    types.push(type);
    position += bytes;
  }
  return types.length > 0 ? types : null;
}

/** Fields of one sample in a track fragment run, by its flags (ISO/IEC 14496-12, 8.8.8). */
const SAMPLE_FIELDS = [0x100, 0x200, 0x400, 0x800];
/** A minute of sound has some 3,000; a run that states millions would keep a demuxer busy for ever. */
const MOST_SAMPLES = 1_000_000;

/** Whether each run of samples is as long as it says: a demuxer believes the number, and counts. */
function sampleTablesFit(body: Uint8Array): boolean {
  const moofs = boxesIn(body, 0, body.length).filter(({ type }) => type === 'moof');
  return childrenOf(body, childrenOf(body, moofs, 'traf'), 'trun').every(({ contentAt, end }) => {
    const flags = uint32(body, contentAt) & 0xffffff;
    const samples = uint32(body, contentAt + 4);
    const fields = SAMPLE_FIELDS.filter((bit) => (flags & bit) !== 0).length;
    const head = 8 + ((flags & 1) === 0 ? 0 : 4) + ((flags & 4) === 0 ? 0 : 4);
    return samples <= MOST_SAMPLES && contentAt + head + samples * fields * 4 <= end;
  });
}

const TS_PACKET_BYTES = 188;
const TS_SYNC_BYTE = 0x47;
/** PAT, PMT and at least one packet of media: the least that can be heard. */
const TS_MIN_PACKETS = 3;
const TS_PACKETS_TO_CHECK = 8;

function isTransportStream(body: Uint8Array): boolean {
  const packets = Math.floor(body.length / TS_PACKET_BYTES);
  if (packets < TS_MIN_PACKETS) return false;
  for (let index = 0; index < Math.min(packets, TS_PACKETS_TO_CHECK); index += 1) {
    const at = index * TS_PACKET_BYTES;
    // A packet has payload or adaptation field or both (ISO/IEC 13818-1, 2.4.3.2); a text full of G has neither.
    if (body[at] !== TS_SYNC_BYTE || ((body[at + 3] ?? 0) & 0x30) === 0) return false;
  }
  return true;
}

/** Length of an ID3v2 tag at the start, header included; 0 when there is none or it is not whole. */
function id3Bytes(body: Uint8Array): number {
  if (!startsWith(body, 'ID3') || body.length < 10) return 0;
  const sizes = body.subarray(6, 10);
  const version = body[3] ?? 0;
  if (version < 2 || version > 4 || sizes.some((byte) => byte > 0x7f)) return 0;
  const bytes = 10 + sizes.reduce((sum, byte) => sum * 128 + byte, 0);
  return bytes <= body.length ? bytes : 0;
}

/** Packed audio (RFC 8216bis 3.1.3): AAC, MP3, AC-3 or E-AC-3 frames after the tag with the timestamp. */
function isPackedAudio(body: Uint8Array, tagBytes: number): boolean {
  let audio = body.subarray(tagBytes);
  for (let next = id3Bytes(audio); next > 0; next = id3Bytes(audio)) audio = audio.subarray(next);
  const isDolby = audio[0] === 0x0b && audio[1] === 0x77;
  return isDolby || hasFrames(audio, adtsFrameBytes) || hasFrames(audio, mpegAudioFrameBytes);
}

/** Frames follow each other at the distances that their headers state; a single frame must fill the body. */
function hasFrames(body: Uint8Array, frameBytes: (body: Uint8Array, at: number) => number): boolean {
  const first = frameBytes(body, 0);
  if (first === 0) return false;
  return first === body.length || frameBytes(body, first) > 0;
}

/** Length of the ADTS frame at this place (ISO/IEC 13818-7, 6.2); 0 when there is none. */
function adtsFrameBytes(body: Uint8Array, at: number): number {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0] = body.subarray(at, at + 6);
  const isHeader = b0 === 0xff && (b1 & 0xf6) === 0xf0 && ((b2 >> 2) & 0xf) < 13;
  const bytes = ((b3 & 3) << 11) | (b4 << 3) | (b5 >> 5);
  return isHeader && bytes > 7 ? bytes : 0;
}

/** Bit rates in kbit/s by the four bits of the header: MPEG-1, then MPEG-2 and 2.5, each for Layers I, II, III. */
const BITRATES_KBPS = {
  1: [
    [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  ],
  2: [
    [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
} as const;
const SAMPLE_RATES_HZ = [44_100, 48_000, 32_000];

/** Length of the MPEG audio frame at this place (ISO/IEC 11172-3, 2.4.1.3); 0 when there is none. */
function mpegAudioFrameBytes(body: Uint8Array, at: number): number {
  const [b0 = 0, b1 = 0, b2 = 0] = body.subarray(at, at + 4);
  const version = (b1 >> 3) & 3;
  const layer = 4 - ((b1 >> 1) & 3);
  if (b0 !== 0xff || (b1 & 0xe0) !== 0xe0 || version === 1 || layer === 4) return 0;
  const generation = version === 3 ? 1 : 2;
  const kbps = BITRATES_KBPS[generation][layer - 1]?.[(b2 >> 4) - 1];
  const baseRate = SAMPLE_RATES_HZ[(b2 >> 2) & 3];
  if (kbps === undefined || baseRate === undefined) return 0;
  const sampleRate = baseRate / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const padding = (b2 >> 1) & 1;
  if (layer === 1) return (Math.floor((12_000 * kbps) / sampleRate) + padding) * 4;
  const samplesFactor = layer === 3 && generation === 2 ? 72_000 : 144_000;
  return Math.floor((samplesFactor * kbps) / sampleRate) + padding;
}

/** The signature and what may follow it (WebVTT, 4.1). */
function isWebVtt(body: Uint8Array): boolean {
  const text = startsWith(body, '\u00EF\u00BB\u00BF') ? body.subarray(3) : body;
  const after = text[6];
  return (
    startsWith(text, 'WEBVTT') &&
    (after === undefined || after === 9 || after === 10 || after === 13 || after === 32)
  );
}

function startsWith(body: Uint8Array, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (body[index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
