import { describe, expect, it } from 'vitest';
import { parseMediaPlaylist, PlaylistError } from '../../src/hls/media-playlist.ts';

const BASE = 'https://origin.example/live/48k/live.m3u8?t=1';
const parse = (...lines: string[]) =>
  parseMediaPlaylist(['#EXTM3U', '#EXT-X-TARGETDURATION:4', ...lines, ''].join('\n'), BASE);
const segments = (...lines: string[]) => parse(...lines).segments;

describe('parseMediaPlaylist', () => {
  it('makes everything of a plain live playlist explicit', () => {
    const playlist = parse(
      '#EXT-X-VERSION:7',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=12.5,CAN-SKIP-UNTIL=24',
      '#EXT-X-MEDIA-SEQUENCE:100',
      '#EXT-X-DISCONTINUITY-SEQUENCE:3',
      '#EXT-X-MAP:URI="init.mp4"',
      '#EXT-X-DATERANGE:ID="x",START-DATE="2026-11-01T20:00:00Z"',
      '#EXTINF:4.005,the first',
      'seg100.m4s',
      '#EXTINF:3,',
      '/seg101.m4s?a=b',
    );
    expect(playlist).toEqual({
      kind: 'media',
      targetDurationSeconds: 4,
      mediaSequence: 100,
      discontinuitySequence: 3,
      playlistType: null,
      endList: false,
      holdBackSeconds: 12.5,
      canBlockReload: true,
      canSkipUntilSeconds: 24,
      independentSegments: true,
      dateRanges: ['ID="x",START-DATE="2026-11-01T20:00:00Z"'],
      segments: [
        {
          sequence: 100,
          discontinuitySequence: 3,
          uri: 'https://origin.example/live/48k/seg100.m4s',
          durationSeconds: 4.005,
          title: 'the first',
          byteRange: null,
          map: { uri: 'https://origin.example/live/48k/init.mp4', byteRange: null, key: null },
          key: null,
          programDateTimeMs: null,
          gap: false,
          bitrateKbps: null,
        },
        expect.objectContaining({
          sequence: 101,
          uri: 'https://origin.example/seg101.m4s?a=b',
          durationSeconds: 3,
        }),
      ],
    });
  });

  it('has defaults for all that is optional', () => {
    expect(parse()).toEqual({
      kind: 'media',
      targetDurationSeconds: 4,
      mediaSequence: 0,
      discontinuitySequence: 0,
      playlistType: null,
      endList: false,
      holdBackSeconds: null,
      canBlockReload: false,
      canSkipUntilSeconds: null,
      independentSegments: false,
      dateRanges: [],
      segments: [],
    });
  });

  it.each([
    ['EVENT', 'EVENT'],
    ['VOD', 'VOD'],
    ['OTHER', null],
  ])('playlist type %s', (written, expected) => {
    expect(parse(`#EXT-X-PLAYLIST-TYPE:${written}`).playlistType).toBe(expected);
  });

  it('sees the end', () => {
    expect(parse('#EXTINF:4,', 'a.ts', '#EXT-X-ENDLIST').endList).toBe(true);
  });

  it.each([['4'], ['4.0'], ['4.']])('takes a target duration of %s', (written) => {
    expect(
      parseMediaPlaylist(`#EXTM3U\n#EXT-X-TARGETDURATION:${written}\n`, BASE).targetDurationSeconds,
    ).toBe(4);
  });

  it('counts discontinuities', () => {
    const found = segments(
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-DISCONTINUITY-SEQUENCE:7',
      '#EXTINF:4,',
      'a.ts',
      '#EXTINF:4,',
      'b.ts',
      '#EXT-X-DISCONTINUITY',
      '#EXTINF:4,',
      'c.ts',
    );
    expect(found.map((segment) => segment.discontinuitySequence)).toEqual([8, 8, 9]);
  });

  it('marks gaps for one segment, bit rates until the next', () => {
    const found = segments(
      '#EXT-X-BITRATE:64',
      '#EXT-X-GAP',
      '#EXTINF:4,',
      'a.ts',
      '#EXTINF:4,',
      'b.ts',
      '#EXT-X-BYTERANGE:10@0',
      '#EXTINF:4,',
      'c.ts',
    );
    expect(found.map((segment) => segment.gap)).toEqual([true, false, false]);
    expect(found.map((segment) => segment.bitrateKbps)).toEqual([64, 64, null]);
  });

  it('passes over partial segments', () => {
    const found = segments(
      '#EXT-X-PART-INF:PART-TARGET=1',
      '#EXTINF:4,',
      'a.mp4',
      '#EXT-X-PART:DURATION=1,URI="b.0.mp4"',
      '#EXT-X-PART:DURATION=1,URI="b.1.mp4"',
      '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="b.2.mp4"',
      '#EXT-X-RENDITION-REPORT:URI="../96k/live.m3u8",LAST-MSN=1',
    );
    expect(found.map((segment) => segment.uri)).toEqual(['https://origin.example/live/48k/a.mp4']);
  });

  it('replaces variables, its own and imported ones', () => {
    const text =
      '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-DEFINE:IMPORT="dir"\n#EXT-X-DEFINE:QUERYPARAM="t"\n#EXTINF:4,\n{$dir}/a.ts?t={$t}\n';
    expect(parseMediaPlaylist(text, BASE, new Map([['dir', '/far']])).segments[0]?.uri).toBe(
      'https://origin.example/far/a.ts?t=1',
    );
    expect(() => parseMediaPlaylist(text, BASE)).toThrow(/line 3: .*"dir"/);
  });
});

describe('byte ranges', () => {
  it('resolves implicit starts', () => {
    const found = segments(
      '#EXT-X-MAP:URI="all.mp4",BYTERANGE="720@0"',
      '#EXT-X-BYTERANGE:1000@720',
      '#EXTINF:4,',
      'all.mp4',
      '#EXT-X-BYTERANGE:500',
      '#EXTINF:4,',
      'all.mp4',
      '#EXTINF:4,',
      'other.mp4',
    );
    expect(found[0]?.map?.byteRange).toEqual({ start: 0, length: 720 });
    expect(found.map((segment) => segment.byteRange)).toEqual([
      { start: 720, length: 1000 },
      { start: 1720, length: 500 },
      null,
    ]);
  });

  it('begins an initialization section at 0 when its start is not written', () => {
    const found = segments('#EXT-X-MAP:URI="i.mp4",BYTERANGE="720"', '#EXTINF:4,', 'a.mp4');
    expect(found[0]?.map?.byteRange).toEqual({ start: 0, length: 720 });
  });

  it.each([
    [['#EXT-X-BYTERANGE:500', '#EXTINF:4,', 'a.mp4'], /^line 3: EXT-X-BYTERANGE without a start/],
    [
      ['#EXT-X-BYTERANGE:5@0', '#EXTINF:4,', 'a.mp4', '#EXT-X-BYTERANGE:5', '#EXTINF:4,', 'b.mp4'],
      /^line 6: EXT-X-BYTERANGE without a start/,
    ],
    [['#EXT-X-BYTERANGE:-5@0'], /^line 3: byte range needs/],
    [['#EXT-X-BYTERANGE:0@0'], /^line 3: byte range of no bytes/],
    [['#EXT-X-BYTERANGE:99999999999999999999@0'], /^line 3: .*whole number/],
  ])('refuses %j', (lines, message) => {
    expect(() => parse(...lines)).toThrow(message);
  });
});

describe('keys', () => {
  const number = (sequence: number) => `0x${sequence.toString(16).padStart(32, '0')}`;

  it('writes the IV that follows from the sequence number', () => {
    const found = segments(
      '#EXT-X-MEDIA-SEQUENCE:4095',
      '#EXT-X-KEY:METHOD=AES-128,URI="k1"',
      '#EXTINF:4,',
      'a.ts',
      '#EXTINF:4,',
      'b.ts',
      '#EXT-X-KEY:METHOD=AES-128,URI="k2",IV=0xABCDEF',
      '#EXTINF:4,',
      'c.ts',
      '#EXT-X-KEY:METHOD=NONE',
      '#EXTINF:4,',
      'd.ts',
    );
    expect(found.map((segment) => segment.key)).toEqual([
      {
        method: 'AES-128',
        uri: 'https://origin.example/live/48k/k1',
        iv: number(0xfff),
        keyFormat: 'identity',
      },
      {
        method: 'AES-128',
        uri: 'https://origin.example/live/48k/k1',
        iv: number(0x1000),
        keyFormat: 'identity',
      },
      {
        method: 'AES-128',
        uri: 'https://origin.example/live/48k/k2',
        iv: number(0xabcdef),
        keyFormat: 'identity',
      },
      null,
    ]);
  });

  it('prefers the key that needs no licence, and lets other schemes pass', () => {
    const found = segments(
      '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://licence",KEYFORMAT="com.example"',
      '#EXTINF:4,',
      'a.ts',
      '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="k"',
      '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://licence2",KEYFORMAT="com.example"',
      '#EXTINF:4,',
      'b.ts',
    );
    expect(found.map((segment) => segment.key?.uri)).toEqual([
      'skd://licence',
      'https://origin.example/live/48k/k',
    ]);
    const other = segments(
      '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="k"',
      '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://licence",KEYFORMAT="com.example"',
      '#EXTINF:4,',
      'a.ts',
    );
    expect(other[0]?.key?.uri).toBe('https://origin.example/live/48k/k');
  });

  it('gives an initialization section the key in force above it', () => {
    const found = segments(
      '#EXT-X-MAP:URI="clear.mp4"',
      '#EXT-X-KEY:METHOD=AES-128,URI="k",IV=0x1',
      '#EXTINF:4,',
      'a.mp4',
      '#EXT-X-MAP:URI="locked.mp4"',
      '#EXTINF:4,',
      'b.mp4',
    );
    expect(found.map((segment) => segment.map?.key?.iv ?? null)).toEqual([null, number(1)]);
    expect(found.map((segment) => segment.key?.iv)).toEqual([number(1), number(1)]);
  });

  it.each([
    ['#EXT-X-KEY:URI="k"', /^line 3: EXT-X-KEY without METHOD/],
    ['#EXT-X-KEY:METHOD=AES-128', /^line 3: EXT-X-KEY without URI/],
    ['#EXT-X-KEY:METHOD=AES-128,URI="k",IV=12', /^line 3: .*IV/],
    ['#EXT-X-KEY:METHOD=AES-128,URI="k",IV=0x1ffffffffffffffffffffffffffffffff', /^line 3: .*IV/],
  ])('refuses %s', (line, message) => {
    expect(() => parse(line)).toThrow(message);
  });
});

describe('dates', () => {
  const at = (seconds: number) => Date.UTC(2026, 10, 1, 20, 0, seconds);
  const dates = (...lines: string[]) => segments(...lines).map((segment) => segment.programDateTimeMs);

  it('go forward from a written one and backward from the first', () => {
    expect(
      dates(
        '#EXTINF:4,',
        'a.ts',
        '#EXTINF:3,',
        'b.ts',
        '#EXT-X-PROGRAM-DATE-TIME:2026-11-01T20:00:10.000Z',
        '#EXTINF:4,',
        'c.ts',
        '#EXTINF:4,',
        'd.ts',
        '#EXT-X-PROGRAM-DATE-TIME:2026-11-01T20:00:20Z',
        '#EXTINF:4,',
        'e.ts',
      ),
    ).toEqual([at(3), at(7), at(10), at(14), at(20)]);
  });

  it('do not cross a discontinuity', () => {
    const cut = '#EXT-X-DISCONTINUITY';
    const dated = '#EXT-X-PROGRAM-DATE-TIME:2026-11-01T20:00:10Z';
    expect(dates('#EXTINF:4,', 'a.ts', cut, dated, '#EXTINF:4,', 'b.ts', cut, '#EXTINF:4,', 'c.ts')).toEqual([
      null,
      at(10),
      null,
    ]);
  });

  it.each([
    ['2026-11-01T20:00:10Z', at(10)],
    ['2026-11-01T20:00:10.25Z', at(10) + 250],
    ['2026-11-01T22:00:10+02:00', at(10)],
    ['2026-11-01T22:00:10+0200', at(10)],
    ['2026-11-01T22:00:10+02', at(10)],
    ['2026-11-01T14:30:10.000-0530', at(10)],
    ['2026-11-01 20:00:10', at(10)],
    ['2026-11-01T20:00:10', at(10)],
    ['2026-13-01T20:00:10Z', null],
    ['20:00:10', null],
    ['yesterday', null],
    ['', null],
  ])('%s', (written, expected) => {
    expect(dates(`#EXT-X-PROGRAM-DATE-TIME:${written}`, '#EXTINF:4,', 'a.ts')).toEqual([expected]);
  });
});

describe('what is refused', () => {
  it.each([
    ['<html></html>', 'line 1: expected #EXTM3U'],
    ['', 'line 1: expected #EXTM3U'],
    ['#EXTM3U\n#EXTINF:4,\na.ts\n', 'line 3: no EXT-X-TARGETDURATION up to the end'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:\n', 'line 2: EXT-X-TARGETDURATION needs seconds'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:0\n', 'line 2: EXT-X-TARGETDURATION needs seconds'],
    [
      '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:x\n',
      'line 3: EXT-X-MEDIA-SEQUENCE needs a whole',
    ],
    [
      '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:1e3\n',
      'line 3: EXT-X-MEDIA-SEQUENCE needs a whole',
    ],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\na.ts\n', 'line 3: segment without EXTINF'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:\na.ts\n', 'line 3: EXTINF without a duration'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:-1,\na.ts\n', 'line 3: EXTINF without a duration'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:NaN,\na.ts\n', 'line 3: EXTINF without a duration'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n', 'line 3: EXTINF without a URI line: cut short'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4', 'line 3: EXTINF without a URI line: cut short'],
    [
      '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:///etc/hosts\n',
      'line 4: "file:///etc/hosts" is neither',
    ],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MAP:BYTERANGE="1@0"\n', 'line 3: EXT-X-MAP without URI'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MAP:URI="in', 'line 3: expected NAME=value'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n', 'line 3: a delta update'],
    [
      '#EXTM3U\n#EXTINF:4,\na.ts\n#EXT-X-MEDIA-SEQUENCE:4\n',
      'line 4: EXT-X-MEDIA-SEQUENCE after the first segment',
    ],
  ])('%j', (text, message) => {
    expect(() => parseMediaPlaylist(text, BASE)).toThrow(PlaylistError);
    expect(() => parseMediaPlaylist(text, BASE)).toThrow(message);
  });

  const twoSegments = (first: string, second: string) =>
    `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${first}\n#EXTINF:4,\n${second}`;

  it.each([
    ['seg9.ts', 'seg1'],
    ['seg9.ts', 'seg10.t'],
    ['seg9.ts', 's'],
    ['seg9.ts?token=abcdef', 'seg10.ts?tok'],
    ['chunk/1001', 'chunk/10'],
  ])('a playlist cut off in its last address: %s, %s', (first, second) => {
    expect(() => parseMediaPlaylist(twoSegments(first, second), BASE)).toThrow(
      'line 6: the playlist ends in the middle',
    );
  });

  it.each([
    ['seg9.ts', 'seg10.ts'],
    ['long-name-9.ts', 'b.ts'],
    ['seg9.ts?token=abcdef', 'seg10.ts?token=abcdef'],
    ['chunk/1001', 'chunk/1002'],
  ])('but not one that only leaves its last line ending out: %s, %s', (first, second) => {
    expect(parseMediaPlaylist(twoSegments(first, second), BASE).segments).toHaveLength(2);
  });

  it('refuses every cut of a playlist, or reads a beginning of it', () => {
    const whole = `${twoSegments('seg9.ts', 'seg10.ts')}\n#EXT-X-ENDLIST\n`;
    const uris = parseMediaPlaylist(whole, BASE).segments.map((segment) => segment.uri);
    for (let length = 0; length < whole.length; length += 1) {
      try {
        const cut = parseMediaPlaylist(whole.slice(0, length), BASE).segments.map((segment) => segment.uri);
        // The first address has no neighbour to compare with.
        if (cut.length > 1) expect(uris).toEqual(cut);
      } catch (error) {
        expect(error).toBeInstanceOf(PlaylistError);
      }
    }
  });
});
