import { beforeAll, describe, expect, it } from 'vitest';
import { loadMediaLibrary, type MediaLibrary } from '../../e2e/origin/media-library.ts';
import { mediaTimestamp, secondsBetween } from '../../src/hls/media-timestamp.ts';

let library: MediaLibrary;
beforeAll(async () => {
  library = await loadMediaLibrary();
});

const CYCLE = 2 ** 33;

describe('mediaTimestamp', () => {
  it.each(['aac-24', 'opus-48'])('reads the decode time of %s in fMP4', (id) => {
    const rendition = library.get(id);
    if (rendition === undefined) throw new Error('a rendition');
    expect(mediaTimestamp(rendition.segment(3, 0), rendition.init)).toBe(0);
    expect(mediaTimestamp(rendition.segment(3, 250), rendition.init)).toBe(1000 * 90_000);
    // Thirty hours: the timestamps have begun again.
    expect(mediaTimestamp(rendition.segment(3, 27_000), rendition.init)).toBe((108_000 * 90_000) % CYCLE);
    expect(mediaTimestamp(rendition.segment(3, 250), null)).toBeNull();
    expect(mediaTimestamp(rendition.segment(3, 250).subarray(0, 60), rendition.init)).toBeNull();
  });

  it('reads the first timestamp of sound in a transport stream', () => {
    const packet = (pid: number, payload: readonly number[], begins = true): number[] => {
      const head = [0x47, (begins ? 0x40 : 0) | (pid >> 8), pid & 0xff, 0x10, ...payload];
      return [...head, ...Array.from({ length: 188 - head.length }, () => 0xff)];
    };
    const pes = (stream: number, pts: number) => [
      ...[0, 0, 1, stream, 0, 0, 0x80, 0x80, 5],
      0x21 | (Math.floor(pts / 2 ** 30) << 1),
      (pts >> 22) & 0xff,
      ((pts >> 14) & 0xfe) | 1,
      (pts >> 7) & 0xff,
      ((pts << 1) & 0xfe) | 1,
    ];
    const body = new Uint8Array([
      ...packet(0, [0, 0, 0xb0, 13]),
      ...packet(256, pes(0xe0, 5)),
      ...packet(257, pes(0xc0, 900_000), false),
      ...packet(257, pes(0xc0, 1_234_567)),
    ]);
    expect(mediaTimestamp(body, null)).toBe(1_234_567);
    expect(mediaTimestamp(body.subarray(0, 376), null)).toBeNull();
  });

  it('reads the tag of packed audio', () => {
    const owner = new TextEncoder().encode('com.apple.streaming.transportStreamTimestamp\0');
    const body = new Uint8Array([
      0x49,
      0x44,
      0x33,
      4,
      0,
      0,
      0,
      0,
      0,
      63,
      ...owner,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      5,
      0xff,
    ]);
    expect(mediaTimestamp(body, null)).toBe(2 ** 32 + 5);
    expect(mediaTimestamp(body.subarray(0, 30), null)).toBeNull();
  });

  it.each([[new Uint8Array()], [new TextEncoder().encode('WEBVTT')]])('makes nothing of %s', (body) => {
    expect(mediaTimestamp(body, body)).toBeNull();
  });
});

describe('secondsBetween', () => {
  it.each([
    [0, 90_000, 1],
    [90_000, 0, -1],
    [CYCLE - 90_000, 90_000, 2],
    [90_000, CYCLE - 90_000, -2],
    [5, 5 + 3 * CYCLE, 0],
    [0, -90_000, -1],
  ])('from %d to %d are %d s', (from, to, seconds) => {
    expect(secondsBetween(from, to)).toBe(seconds);
  });
});
