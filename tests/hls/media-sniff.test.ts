import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksEncrypted, looksLikeInit, looksLikeMedia } from '../../src/hls/media-sniff.ts';

const bytes = (...parts: (string | number | Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string'
        ? [...new TextEncoder().encode(part)]
        : typeof part === 'number'
          ? [part]
          : [...part],
    ),
  );
const zeros = (count: number) => new Uint8Array(count);
const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const box = (type: string, size = 16) => bytes(uint32(size), type, zeros(size - 8));

const init = bytes(box('ftyp', 24), box('moov', 600));
const fragment = bytes(box('styp', 24), box('sidx', 52), box('moof', 100), box('mdat', 4000));
const packet = bytes(0x47, 0x40, 0x00, 0x10, zeros(184));
const transportStream = bytes(packet, packet, packet, packet);
/** 8 bytes a frame: sync, AAC LC at 44.1 kHz, length 8. */
const adts = [0xff, 0xf1, 0x50, 0x80, 0x01, 0x00, 0xfc, 0x00];
/** MPEG-1 Layer III, 128 kbit/s, 44.1 kHz: 417 bytes. */
const mp3 = bytes(0xff, 0xfb, 0x90, 0x00, zeros(413));
/** MPEG-2 Layer III, 64 kbit/s, 22.05 kHz: 208 bytes. */
const mp3Low = bytes(0xff, 0xf3, 0x80, 0x00, zeros(204));
/** MPEG-1 Layer II, 192 kbit/s, 48 kHz: 576 bytes. */
const layer2 = bytes(0xff, 0xfd, 0xa4, 0x00, zeros(572));
const id3 = bytes('ID3', [4, 0, 0, 0, 0, 0, 63], zeros(63));
const page =
  '<!doctype html><html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>';

/** A fragment whose one run states so many samples of 8 bytes each, and has room for ten. */
const run = (samples: number, flags = 0x301) => {
  const trun = bytes(uint32(12 + 8 + 80), 'trun', uint32(flags), uint32(samples), uint32(0), zeros(80));
  const traf = bytes(uint32(8 + trun.length), 'traf', trun);
  return bytes(uint32(8 + traf.length), 'moof', traf, box('mdat', 4000));
};

describe('a run of samples', () => {
  it.each<[string, Uint8Array, string | null]>([
    ['that fills its box', run(10), 'fmp4'],
    ['that is shorter than its box', run(9), 'fmp4'],
    ['of a size common to all', run(500, 0x1), 'fmp4'],
    ['that states one more than it has', run(11), null],
    ['that states more than anybody could say', run(0x7fffffff, 0x1), null],
  ])('%s', (_, body, expected) => {
    expect(looksLikeMedia(body)).toBe(expected);
  });
});

describe('looksLikeMedia', () => {
  it.each<[string, Uint8Array, string]>([
    ['a fragment', fragment, 'fmp4'],
    ['a fragment that begins with moof', bytes(box('moof'), box('mdat')), 'fmp4'],
    ['a fragment with its own init section', bytes(init, fragment), 'fmp4'],
    [
      'a fragment with an event before it and a vendor’s box after it',
      bytes(box('emsg'), box('moof'), box('mdat'), box('vndr')),
      'fmp4',
    ],
    ['a fragment whose mdat runs to the end', bytes(box('moof'), uint32(0), 'mdat', zeros(500)), 'fmp4'],
    [
      'a fragment with a 64-bit size',
      bytes(box('moof'), uint32(1), 'mdat', uint32(0), uint32(24), zeros(8)),
      'fmp4',
    ],
    ['a transport stream', transportStream, 'mpegts'],
    ['ADTS frames', bytes(adts, adts, adts), 'adts'],
    ['one ADTS frame', bytes(adts), 'adts'],
    ['MP3 frames', bytes(mp3, mp3), 'mp3'],
    ['MP3 frames at a low rate', bytes(mp3Low, mp3Low), 'mp3'],
    ['Layer II frames', bytes(layer2, layer2), 'mp3'],
    ['packed AAC', bytes(id3, adts, adts), 'id3'],
    ['packed MP3', bytes(id3, mp3, mp3), 'id3'],
    ['packed AC-3', bytes(id3, 0x0b, 0x77, zeros(20)), 'id3'],
    ['packed AAC with two tags', bytes(id3, id3, adts, adts), 'id3'],
    ['WebVTT', bytes('WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n'), 'webvtt'],
    ['WebVTT with a byte order mark', bytes([0xef, 0xbb, 0xbf], 'WEBVTT'), 'webvtt'],
  ])('%s', (_, body, kind) => {
    expect(looksLikeMedia(body)).toBe(kind);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', zeros(0)],
    ['a page', bytes(page)],
    ['a page with a byte order mark', bytes([0xef, 0xbb, 0xbf], page)],
    ['a long page full of G', bytes('G'.repeat(1880))],
    [
      'packets with neither payload nor adaptation field',
      bytes(0x47, zeros(187), 0x47, zeros(187), 0x47, zeros(187)),
    ],
    ['JSON', bytes('{"error":"overloaded"}')],
    ['a playlist', bytes('#EXTM3U\n')],
    ['zeros', zeros(4000)],
    ['text that mentions boxes', bytes('    ftyp    moof    mdat')],
    ['an init section alone', init],
    ['a fragment cut short', fragment.subarray(0, fragment.length - 1)],
    ['a fragment cut in a header', bytes(box('moof'), [0, 0, 0])],
    ['a box of no size', bytes(uint32(4), 'moof', zeros(8))],
    ['two packets', bytes(packet, packet)],
    ['packets out of step', bytes(packet, zeros(1), packet, packet)],
    ['one ADTS header in something else', bytes(adts, zeros(100))],
    ['an ADTS frame of no length', bytes([0xff, 0xf1, 0x50, 0x80, 0, 0, 0xfc], adts)],
    ['one MP3 header in something else', bytes(mp3, zeros(100))],
    ['a tag with nothing after it', id3],
    ['a tag with a page after it', bytes(id3, page)],
    ['a tag of no valid size', bytes('ID3', [4, 0, 0, 0, 0, 0, 128], zeros(128), adts, adts)],
    ['a tag cut short', id3.subarray(0, 40)],
    ['a word that begins like WebVTT', bytes('WEBVTTX\n')],
    ['bytes with all bits set', new Uint8Array(2000).fill(0xff)],
  ])('%s: null', (_, body) => {
    expect(looksLikeMedia(body)).toBeNull();
  });

  it('lets no text pass but WebVTT', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 1200 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc
        .constantFrom('G', 'ID3', 'ftyp', 'moof', ' ')
        .chain((word) => fc.nat(1000).map((n) => word.repeat(n))),
    );
    fc.assert(
      fc.property(text, (written) => {
        fc.pre(!written.startsWith('WEBVTT'));
        expect(looksLikeMedia(bytes(written))).toBeNull();
        expect(looksLikeInit(bytes(written))).toBe(false);
      }),
    );
  });

  it('reads bytes in the middle of a buffer', () => {
    expect(looksLikeMedia(bytes('xyz', fragment).subarray(3))).toBe('fmp4');
  });
});

describe('looksLikeInit', () => {
  it.each<[string, Uint8Array, boolean]>([
    ['an init section', init, true],
    ['without ftyp', box('moov', 600), true],
    ['with padding', bytes(box('ftyp'), box('free'), box('moov')), true],
    ['a fragment', fragment, false],
    ['ftyp alone', box('ftyp'), false],
    ['cut short', init.subarray(0, init.length - 1), false],
    ['a page', bytes(page), false],
    ['nothing', zeros(0), false],
  ])('%s: %s', (_, body, expected) => {
    expect(looksLikeInit(body)).toBe(expected);
  });
});

describe('looksEncrypted', () => {
  const noise = Uint8Array.from({ length: 4096 }, (_, index) => (index * 167 + 13) % 256);
  it.each<[string, Uint8Array, boolean]>([
    ['noise in whole blocks', noise, true],
    ['noise in broken blocks', noise.subarray(1), false],
    ['nothing', zeros(0), false],
    ['a page in whole blocks', bytes(page.padEnd(Math.ceil(page.length / 16) * 16)), false],
  ])('%s: %s', (_, body, expected) => {
    expect(looksEncrypted(body)).toBe(expected);
  });
});
