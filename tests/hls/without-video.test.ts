import { describe, expect, it } from 'vitest';
import { withoutVideo } from '../../src/hls/without-video.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const bytes = (...parts: (string | readonly number[] | Uint8Array)[]): Bytes =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part])),
  );
const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const box = (type: string, ...content: (string | readonly number[] | Uint8Array)[]): Bytes => {
  const inside = bytes(...content);
  return bytes(uint32(inside.length + 8), type, inside);
};
const zeros = (count: number) => new Uint8Array(count);
const text = (body: Uint8Array | null) => (body === null ? null : String.fromCharCode(...body));

const track = (id: number, handler: string, version = 0) =>
  box(
    'trak',
    box('tkhd', [version, 0, 0, 0], zeros(version === 1 ? 16 : 8), uint32(id), zeros(20)),
    box('mdia', box('mdhd', zeros(24)), box('hdlr', zeros(8), handler, zeros(12))),
  );
const trex = (id: number) => box('trex', zeros(4), uint32(id), zeros(16));
const init = (...tracks: readonly (readonly [number, string])[]) =>
  bytes(
    box('ftyp', 'iso5'),
    box(
      'moov',
      box('mvhd', zeros(100)),
      ...tracks.map(([id, handler]) => track(id, handler, id % 2)),
      box('mvex', ...tracks.map(([id]) => trex(id))),
    ),
  );
const traf = (id: number) => box('traf', box('tfhd', zeros(4), uint32(id)), box('trun', zeros(12)));
const segment = (...ids: readonly number[]) =>
  bytes(box('styp', 'msdh'), box('moof', box('mfhd', zeros(8)), ...ids.map(traf)), box('mdat', zeros(40)));
const count = (body: Uint8Array | null, type: string) => (text(body) ?? '').split(type).length - 1;

describe('fMP4', () => {
  const muxed = init([1, 'vide'], [2, 'soun'], [3, 'sbtl']);

  it('makes free space of every track that is no sound, and moves nothing', () => {
    const rest = withoutVideo(muxed);
    expect(rest).toHaveLength(muxed.length);
    expect(count(rest, 'trak')).toBe(1);
    expect(count(rest, 'trex')).toBe(1);
    expect(count(rest, 'free')).toBe(4);
    expect(count(rest, 'soun')).toBe(1);
    expect(count(muxed, 'trak')).toBe(3);
  });

  it.each([
    ['before', muxed],
    ['after its picture has gone', withoutVideo(muxed)],
  ])('knows by its init section, %s, which fragments of a segment to keep', (_, section) => {
    const rest = withoutVideo(segment(1, 2), section);
    expect(rest).toHaveLength(segment(1, 2).length);
    expect(count(rest, 'traf')).toBe(1);
    expect(count(rest, 'free')).toBe(1);
  });

  it('reads a segment that brings its own init section', () => {
    const rest = withoutVideo(bytes(muxed, segment(1, 2)));
    expect([count(rest, 'trak'), count(rest, 'traf')]).toEqual([1, 1]);
  });

  it('says when there is no sound', () => {
    const silent = init([1, 'vide']);
    expect(withoutVideo(silent)).toBeNull();
    expect(withoutVideo(segment(1), silent)).toBeNull();
  });

  it.each([
    ['an init section of sound alone', init([1, 'soun']), null],
    ['a segment of sound alone', segment(1), init([1, 'soun'])],
    ['a segment whose init section is not there', segment(1, 2), null],
    ['a segment whose init section is encrypted', segment(1, 2), zeros(64)],
  ])('gives back %s as it is', (_, body, section) => {
    expect(withoutVideo(body, section)).toBe(body);
  });
});

describe('transport stream', () => {
  const packet = (pid: number, payload: readonly number[], { starts = true, adaptation = 0 } = {}) => {
    const head = [0x47, (starts ? 0x40 : 0) | (pid >> 8), pid & 255];
    const field = adaptation === 0 ? [0x10] : [0x30, adaptation, ...zeros(adaptation)];
    return bytes(head, field, payload, zeros(188 - 3 - field.length - payload.length));
  };
  const MAP_PID = 0x100;
  const pat = packet(0, [0, 0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xe0 | (MAP_PID >> 8), MAP_PID & 255]);
  const pmt = (entries: readonly (readonly [type: number, pid: number])[], options = {}) => {
    const streams = entries.flatMap(([type, pid]) => [type, 0xe0 | (pid >> 8), pid & 255, 0xf0, 2, 0x0a, 0]);
    const length = 9 + streams.length + 4;
    return packet(
      MAP_PID,
      [0, 2, 0xb0, length, 0, 1, 0xc1, 0, 0, 0xe1, 0, 0xf0, 0, ...streams, 1, 2, 3, 4],
      options,
    );
  };
  const picture = packet(0x111, [9]);
  const sound = packet(0x112, [8]);

  it.each([
    ['H.264', 0x1b],
    ['HEVC', 0x24],
    ['MPEG-2', 0x02],
  ])('leaves out %s and its entry in the map', (_, type) => {
    const map = pmt([
      [type, 0x111],
      [0x0f, 0x112],
    ]);
    const rest = withoutVideo(bytes(pat, map, picture, sound, picture, sound));
    const kept = bytes(pat, map, sound, sound);
    kept[188 + 4 + 1 + 12] = 0x7f;
    expect(rest).toEqual(kept);
  });

  it('finds the map behind an adaptation field, and leaves pictures before it', () => {
    const map = pmt(
      [
        [0x0f, 0x112],
        [0x1b, 0x111],
      ],
      { adaptation: 7 },
    );
    const rest = withoutVideo(bytes(picture, pat, map, sound, picture));
    expect(rest).toHaveLength(4 * 188);
  });

  it('says when there is no sound', () => {
    expect(withoutVideo(bytes(pat, pmt([[0x1b, 0x111]]), picture))).toBeNull();
  });

  it.each([
    ['sound alone', bytes(pat, pmt([[0x0f, 0x112]]), sound)],
    [
      'sound with timed metadata',
      bytes(
        pat,
        pmt([
          [0x0f, 0x112],
          [0x15, 0x113],
        ]),
        sound,
      ),
    ],
    ['a stream without a map', bytes(picture, sound, sound)],
  ])('gives back %s as it is', (_, body) => {
    expect(withoutVideo(body)).toBe(body);
  });
});

it('gives back packed audio as it is', () => {
  const packed = bytes('ID3', [4, 0, 0, 0, 0, 0, 2, 0, 0, 0xff, 0xf1]);
  expect(withoutVideo(packed)).toBe(packed);
});
