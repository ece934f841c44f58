import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWebVtt, parseWebVtt } from '../../src/hls/webvtt.ts';
import { parseCueText } from '../../src/hls/webvtt-text.ts';

const parse = (...lines: string[]) => parseWebVtt(['WEBVTT', ...lines, ''].join('\n'));
const cue = (text: string) => parse('', '00:01.000 --> 00:02.000', text)?.cues;
const texts = (...lines: string[]) => parse(...lines)?.cues.map(({ text }) => text);

describe('parseWebVtt', () => {
  it('reads cues with and without ids, hours and settings', () => {
    expect(
      parse(
        '',
        '1',
        '00:01.000 --> 00:02.500',
        'One',
        '',
        '01:00:03.000 --> 01:00:04.000 align:start position:10%,line-left size:35%',
        'Two,',
        'in two lines',
        '',
        'an id --',
        '100:00:00.000\t-->\t100:00:01.000',
        'Three',
      )?.cues,
    ).toEqual([
      { startSeconds: 1, endSeconds: 2.5, speaker: null, text: 'One' },
      { startSeconds: 3603, endSeconds: 3604, speaker: null, text: 'Two, in two lines' },
      { startSeconds: 360_000, endSeconds: 360_001, speaker: null, text: 'Three' },
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('reads lines that end in %j, after a byte order mark', (end) => {
    const text = ['\uFEFFWEBVTT - a title', '', '00:01.000 --> 00:02.000', 'One', '', ''].join(end);
    expect(parseWebVtt(text)?.cues).toHaveLength(1);
    expect(parseWebVtt(decodeWebVtt(new TextEncoder().encode(text)))?.cues).toHaveLength(1);
  });

  it.each([
    ['X-TIMESTAMP-MAP=LOCAL:00:00:10.500,MPEGTS:900000', 10.5, 900_000],
    ['X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000', 0, 900_000],
    ['X-TIMESTAMP-MAP=MPEGTS:8589934600,LOCAL:00:00.000', 0, 8],
  ])('reads %s', (line, localSeconds, mpegts) => {
    expect(parse(line)?.timestampMap).toEqual({ localSeconds, mpegts });
    // Some packagers write it below an empty line.
    expect(parse('', line, '', '00:01.000 --> 00:02.000', 'One')).toMatchObject({
      timestampMap: { localSeconds, mpegts },
      cues: [{ text: 'One' }],
    });
  });

  it.each([
    'X-TIMESTAMP-MAP=LOCAL:00:00:00.000',
    'X-TIMESTAMP-MAP=MPEGTS:900000',
    'X-TIMESTAMP-MAP=LOCAL:soon,MPEGTS:900000',
    'X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:-5',
    'X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:99999999999999999999',
    'X-TIMESTAMP-MAP',
  ])('makes nothing of %s', (line) => {
    expect(parse(line, '', '00:01.000 --> 00:02.000', 'One')).toMatchObject({
      timestampMap: null,
      cues: [{ text: 'One' }],
    });
  });

  it('passes over comments, styles and regions', () => {
    expect(
      texts(
        '',
        'NOTE a comment',
        'over two lines',
        '',
        'STYLE',
        '::cue { color: red }',
        '',
        'REGION',
        'id:fred',
        '',
        'NOTE',
        'that is all',
        '',
        '00:01.000 --> 00:02.000',
        'NOTE this is said',
      ),
    ).toEqual(['NOTE this is said']);
  });

  it('begins a cue where its timing stands, whatever the block before it forgot', () => {
    expect(texts('00:01.000 --> 00:02.000', 'One', '00:02.000 --> 00:03.000', 'Two')).toEqual(['One', 'Two']);
  });

  it.each([
    '-00:01.000 --> 00:02.000',
    '00:01.000 --> -00:02.000',
    '00:03.000 --> 00:02.000',
    '00:99.000 --> 00:02.000',
    '9999999:00:00.000 --> 9999999:00:01.000',
    'soon --> later',
    '-->',
    '00:01 --> 00:02',
    'NaN:01.000 --> Infinity:02.000',
  ])('leaves out a cue that is timed %j, and nothing after it', (timing) => {
    expect(texts('', timing, 'lost', '', '00:05.000 --> 00:06.000', 'kept')).toEqual(['kept']);
  });

  it.each([
    '',
    'WEBVTTX',
    ' WEBVTT',
    '<!doctype html><title>Sign in</title>',
    '{"error":"no"}',
    '#EXTM3U\n#EXT-X-VERSION:3',
  ])('is null for %j', (text) => {
    expect(parseWebVtt(text)).toBeNull();
  });

  it('is empty for a segment in which nobody speaks', () => {
    expect(parseWebVtt('WEBVTT')).toEqual({ timestampMap: null, cues: [] });
    expect(parse('X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000')?.cues).toEqual([]);
    expect(cue('')).toEqual([]);
    expect(cue('<i></i>')).toEqual([]);
  });
});

describe('the text of a cue', () => {
  it.each([
    ['<c.yellow.bg_blue>a</c> <i>b</i> <b>c</b> <u>d</u> <lang de-AT>e</lang>', 'a b c d e'],
    ['<00:00:01.000>one <00:00:02.000>two', 'one two'],
    ['<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>', '漢(かん)字(じ)'],
    ['<ruby>漢<rt>かん</ruby>字', '漢(かん)字'],
    ['a &amp; b &lt;i&gt; &quot;c&quot; &apos;d&apos;', `a & b <i> "c" 'd'`],
    ['a&nbsp;b&lrm;c&rlm;', 'a\u00a0b\u200ec\u200f'],
    ['&#65;&#x42;&#X43; &#128640;', 'ABC 🚀'],
    ['&amp;lt;script&amp;gt;', '&lt;script&gt;'],
    ['&unknown; &amp &; &#; &#xZZ; 3 & 4', '&unknown; &amp &; &#; &#xZZ; 3 & 4'],
    ['&#55296; &#1114112;', '\ufffd \ufffd'],
    ['<script>alert(1)</script>', 'alert(1)'],
    ['<img src=x onerror=alert(1)>', ''],
    ['said <b and never closed', 'said'],
    ['a > b', 'a > b'],
    ['nul\u0000 bell\u0007 del\u007f', 'nul bell del'],
    ['turned \u202eround\u202c \u2067and\u2069 kept', 'turned round and kept'],
    ['&#x202e;by number', 'by number'],
    ['one\ntwo', 'one two'],
    ['日本\n語', '日本語'],
    ['- Yes?\n- No.', '- Yes?\n- No.'],
    ['  much \t space  ', 'much space'],
  ])('%j is %j', (raw, text) => {
    expect(
      parseCueText(raw)
        .map((part) => part.text)
        .join('|'),
    ).toBe(text);
  });

  it('names who speaks', () => {
    expect(parseCueText('<v Ada Winter>Hello')).toEqual([{ speaker: 'Ada Winter', text: 'Hello' }]);
    expect(parseCueText('<v.loud  Ada\tO&apos;Brien >Hello</v> and')).toEqual([
      { speaker: "Ada O'Brien", text: 'Hello' },
      { speaker: null, text: 'and' },
    ]);
    expect(parseCueText('<v Ada>Yes?\n<v Björn>No.')).toEqual([
      { speaker: 'Ada', text: 'Yes?' },
      { speaker: 'Björn', text: 'No.' },
    ]);
    expect(parseCueText('<v>Who')).toEqual([{ speaker: null, text: 'Who' }]);
    expect(parseCueText(`<v ${'a'.repeat(5000)}>Who`)[0]?.speaker).toHaveLength(80);
    expect(parseCueText('<v \u202eevil>Who')).toEqual([{ speaker: 'evil', text: 'Who' }]);
  });
});

describe('hostile files', () => {
  const sizeOf = (file: ReturnType<typeof parseWebVtt>) =>
    (file?.cues ?? []).reduce((sum, { text, speaker }) => sum + text.length + (speaker?.length ?? 0), 0);

  it('cuts a line of a megabyte', () => {
    const file = cue('a'.repeat(1024 * 1024));
    expect(file).toHaveLength(1);
    expect(file?.[0]?.text.length).toBeLessThanOrEqual(4000);
    expect(parse('', `00:01.000 --> 00:02.000 ${'x'.repeat(1024 * 1024)}`, 'One')?.cues).toHaveLength(1);
    expect(parse('', 'x'.repeat(1024 * 1024), '00:01.000 --> 00:02.000', 'One')?.cues).toHaveLength(1);
  });

  it('cuts a cue of a hundred thousand lines', () => {
    expect(cue('a\n'.repeat(100_000))?.[0]?.text.length).toBeLessThanOrEqual(4000);
  });

  it('reads no more than ten thousand of a hundred thousand cues', () => {
    const cues = Array.from({ length: 100_000 }, () => '00:01.000 --> 00:02.000\nhello\n');
    expect(parse('', ...cues)?.cues).toHaveLength(10_000);
    expect(cue('<v a>b'.repeat(100_000))?.length).toBeLessThanOrEqual(9);
  });

  it('reads no more than four megabytes', () => {
    const file = parse('', `NOTE ${'x\n'.repeat(3_000_000)}`, '', '00:01.000 --> 00:02.000', 'far away');
    expect(file?.cues).toEqual([]);
  });

  it.each(['<', '&', '<v ', '&#', '<<<>>>', '-->', '<rt>', '&#x'])(
    'is calm about %j, over and over',
    (piece) => {
      expect(sizeOf(parse('', '00:01.000 --> 00:02.000', piece.repeat(200_000)))).toBeLessThanOrEqual(8_000);
    },
  );

  it('replaces what is no UTF-8', () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('WEBVTT\n\n00:01.000 --> 00:02.000\na'),
      0xff,
      0xc0,
      0x62,
    ]);
    expect(parseWebVtt(decodeWebVtt(bytes))?.cues[0]?.text).toBe('a\ufffd\ufffdb');
  });

  it('never throws, is bounded, and no tag of it survives, whatever comes', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '\n',
        '\n\n',
        '\r',
        '00:01.000 --> 00:02.000\n',
        '99:00:00.000 --> 99:00:01.000\n',
        'NOTE ',
        'STYLE\n',
        '<v Ann>',
        '</v>',
        '<b>',
        '<',
        '>',
        '&amp;',
        '&lrm;',
        '&nbsp;',
        '\u0000',
        '\u202e',
        'X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:1\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, isSigned) => {
        const text = `${isSigned ? 'WEBVTT\n\n00:01.000 --> 00:02.000\n' : ''}${pieces.join('')}`;
        const file = parseWebVtt(text);
        if (file === null) return;
        expect(sizeOf(file)).toBeLessThanOrEqual(text.length);
        for (const { startSeconds, endSeconds, text: said, speaker } of file.cues) {
          expect(Number.isFinite(startSeconds) && startSeconds >= 0 && endSeconds >= startSeconds).toBe(true);
          // Only an entity could have made one, and there is none for it here.
          expect(`${said} ${speaker ?? ''}`).not.toMatch(/</);
          // eslint-disable-next-line no-control-regex -- these are what it is about
          expect(said).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
          expect(said).toBe(said.trim());
        }
      }),
      { numRuns: 200 },
    );
  });
});
