import { encodeCmcd } from '@svta/cml-cmcd';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFastLine } from '../../src/collector/fast-line.ts';
import { readLibraryLine } from '../../src/collector/library-line.ts';
import { readLines } from '../../src/collector/read-lines.ts';
import { printable } from '../../src/collector/report.ts';
import { NOW_MS, report, reportLine } from './report-lines.ts';

const read = (body: string) => readLines(body, 'evening', NOW_MS);
const refusal = (line: string) => {
  const { reports, refusals } = read(line);
  expect(reports).toEqual([]);
  return refusals.map(({ line: number, key, reason }) => [number, key, reason]);
};

const fullLine = reportLine({
  bg: '?0',
  bl: '(12000)',
  br: '(48)',
  bsd: '(300 200)',
  e: 'rr',
  ec: '("gap")',
  ltc: 18000,
  msd: 1840,
  'org.holdline-attempts': '"3"',
  'org.holdline-failure': 'overloaded',
  'org.holdline-held': '?1',
  'org.holdline-link': 'struggling',
  'org.holdline-pathway': '"primary"',
  'org.holdline-revision': '"7"',
  rc: 503,
  url: '"https://origin.example/live/main.m3u8"',
});

describe('a line', () => {
  it('is read with all that the figures need', () => {
    expect(read(fullLine)).toEqual({
      reports: [
        report({
          event: 'rr',
          state: 'p',
          joinMs: 1840,
          kbps: 48,
          status: 503,
          failure: 'overloaded',
          link: 'struggling',
          pathway: 'primary',
          revision: 7,
          held: true,
        }),
      ],
      refusals: [],
    });
  });

  it('is read the fast way when it is written as the library writes it', () => {
    const written = encodeCmcd(
      {
        e: 't',
        sid: 'session-1',
        cid: 'evening',
        sn: 4,
        sta: 'r',
        bl: [1200],
        br: [24],
        ts: NOW_MS,
        v: 2,
        bg: true,
      },
      { reportingMode: 'event' },
    );
    expect(readFastLine(written)).toEqual(report({ sn: 4, state: 'r', kbps: 24 }));
  });

  it('may write our numbers as text or as numbers', () => {
    for (const written of ['7', '"7"']) {
      expect(read(reportLine({ 'org.holdline-revision': written })).reports[0]?.revision).toBe(7);
    }
  });

  it.each([
    ['binary', '\0\u0001\uFFFD\uFFFDPK', '', 'syntax'],
    ['a page', '<script>alert(1)</script>', '', 'syntax'],
    ['JSON', '{"sid":"a"}', '', 'syntax'],
    ['half a line', reportLine().slice(0, 30), '', 'syntax'],
    ['a key that nobody knows', reportLine({ xyz: 1 }), 'xyz', 'unknown-key'],
    ['the prototype', reportLine({ constructor: 1 }), 'constructor', 'unknown-key'],
    ['a number for a text', reportLine({ cid: 5 }), 'cid', 'value'],
    ['a text for a number', reportLine({ sn: '"1"' }), 'sn', 'value'],
    ['half a number', reportLine({ sn: 1.5 }), 'sn', 'value'],
    ['a bare bitrate', reportLine({ br: 48 }), 'br', 'value'],
    ['a state of no player', reportLine({ sta: 'z' }), 'sta', 'value'],
    ['an event of no player', reportLine({ e: 'zz' }), 'e', 'value'],
    ['another version', reportLine({ v: 3 }), 'v', 'value'],
    ['no version', reportLine({ v: null }), 'v', 'missing'],
    ['no session', reportLine({ sid: null }), 'sid', 'missing'],
    ['no sequence number', reportLine({ sn: null }), 'sn', 'missing'],
    ['no content', reportLine({ cid: null }), 'cid', 'missing'],
    ['no time', reportLine({ ts: null }), 'ts', 'missing'],
    ['a state change without state', reportLine({ e: 'ps', sta: null }), 'sta', 'missing'],
    ['a status without a response', reportLine({ rc: 503 }), 'rc', 'structure'],
    ['a session that is markup', reportLine({ sid: '"<b>x</b>"' }), 'sid', 'value'],
    [
      'a pathway with a line of its own',
      reportLine({ 'org.holdline-pathway': '"a b"' }),
      'org.holdline-pathway',
      'value',
    ],
    ['a flag that is none', reportLine({ 'org.holdline-held': '"maybe"' }), 'org.holdline-held', 'value'],
    [
      'a revision in words',
      reportLine({ 'org.holdline-revision': '"new"' }),
      'org.holdline-revision',
      'value',
    ],
    ['a year of joining', reportLine({ msd: 31_536_000_000 }), 'msd', 'absurd'],
    ['a negative join', reportLine({ msd: -5 }), 'msd', 'absurd'],
    ['a gigabit of sound', reportLine({ br: '(1000000)' }), 'br', 'absurd'],
    ['a huge sequence number', reportLine({ sn: 999_999_999_999 }), 'sn', 'absurd'],
    ['no status of HTTP', reportLine({ e: 'rr', url: '"x"', rc: 1000 }), 'rc', 'absurd'],
    ['a clock of 1970', reportLine({ ts: 0 }), 'ts', 'clock'],
    ['a clock of tomorrow and a day', reportLine({ ts: NOW_MS + 2 * 86_400_000 }), 'ts', 'clock'],
    ['another broadcast', reportLine({ cid: '"morning"' }), 'cid', 'cid'],
    ['a line without end', reportLine({ 'org.holdline-link': 'a'.repeat(9000) }), '', 'too-long'],
  ])('is refused by name: %s', (_name, line, key, reason) => {
    expect(refusal(line)).toEqual([[1, key, reason]]);
  });

  it('may come from a clock that is an hour wrong', () => {
    expect(read(reportLine({ ts: NOW_MS + 3_600_000 })).reports).toHaveLength(1);
  });
});

describe('a body', () => {
  it('keeps what is right and names what is wrong by its line', () => {
    const body = [reportLine(), 'nonsense!', '', reportLine({ sn: 2 }), reportLine({ cid: '"x"' })].join(
      '\r\n',
    );
    const { reports, refusals } = read(body);
    expect(reports.map(({ sn }) => sn)).toEqual([1, 2]);
    expect(refusals.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'syntax'],
      [5, 'cid'],
    ]);
  });

  it('is read no further than 512 lines', () => {
    const { reports, refusals } = read(Array.from({ length: 600 }, (_, sn) => reportLine({ sn })).join('\n'));
    expect(reports).toHaveLength(512);
    expect(refusals.map(({ line, reason }) => [line, reason])).toEqual([[513, 'too-long']]);
  });

  it('is nothing when it is empty', () => {
    expect(read('')).toEqual({ reports: [], refusals: [] });
  });
});

describe('the fast way and the library', () => {
  const pieces = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...fullLine.split(',')) },
    fc
      .tuple(
        fc.constantFrom(
          'e',
          'sid',
          'cid',
          'sn',
          'ts',
          'v',
          'sta',
          'msd',
          'br',
          'bl',
          'bg',
          'rc',
          'url',
          'ec',
          'ltc',
          'ttlb',
          'org.holdline-link',
          'org.holdline-held',
          'org.holdline-revision',
          'org.holdline-pathway',
          'x',
          'pr',
        ),
        fc.constantFrom(
          '',
          '=1',
          '=-1',
          '=-0',
          '=1.5',
          '=007',
          '="7"',
          '=""',
          '="a"',
          '="a\\"b"',
          '="é"',
          '=t',
          '=true',
          '=false',
          '=ps',
          '=e',
          '=rr',
          '=p',
          '=?0',
          '=?1',
          '=?2',
          '=(1)',
          '=(1 2)',
          '=(1  2)',
          '=()',
          '=("a")',
          '=(1;ot=a)',
          '=a/b',
          '=1;x',
          '=',
          '=1234567890123456',
          '=:aGk=:',
          '=@1',
          ' =1',
          `="${'a'.repeat(65)}"`,
          `=${'t'.repeat(65)}`,
        ),
      )
      .map(([key, value]) => key + value),
  );
  const lines = fc
    .tuple(
      fc.subarray(fullLine.split(',')),
      fc.array(pieces, { maxLength: 4 }),
      fc.constantFrom(',', ',', ', '),
    )
    .map(([kept, more, comma]) => [...kept, ...more].join(comma));

  it('read the same, whatever is written', () => {
    let fastLines = 0;
    fc.assert(
      fc.property(lines, (line) => {
        const fast = readFastLine(line);
        if (fast === null) return;
        fastLines += 1;
        expect(readLibraryLine(line)).toEqual({ kind: 'ok', report: fast });
      }),
      { numRuns: 5000 },
    );
    expect(fastLines).toBeGreaterThan(50);
  });

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (body) => {
        const { reports, refusals } = read(body);
        expect(reports).toEqual([]);
        expect(refusals.length).toBeLessThanOrEqual(513);
      }),
      { numRuns: 500 },
    );
  });
});

describe('text from outside', () => {
  it('cannot begin a line of its own', () => {
    expect(printable('a\r\nb\u2028c\u0085d\u001b[31m\u202Ee', 50)).toBe('a??b?c?d?[31m?e');
    expect(printable('Zürich – 12 %', 50)).toBe('Zürich – 12 %');
    expect(printable('long enough', 4)).toBe('long…');
  });
});
