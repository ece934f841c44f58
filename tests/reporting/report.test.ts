import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeReport, type Report } from '../../src/reporting/report.ts';
import { leastReport, readLines } from './reports.ts';

function decoded(changes: Partial<Report>, withJoinTime = false) {
  const [line] = readLines(encodeReport({ ...leastReport, ...changes }, withJoinTime));
  return line;
}

const rr = {
  kind: 'rr',
  url: 'https://origin.example/a/segment-7.m4s',
  status: 503,
  elapsedMs: 120.6,
  failure: 'overloaded',
} as const;

describe('a report as a line', () => {
  it('says what little there is, and leaves out what is unknown', () => {
    expect(decoded({})).toEqual({
      v: 2,
      e: 't',
      sid: leastReport.sessionId,
      cid: 'talk',
      sn: 0,
      ts: leastReport.atMs,
      sta: 'p',
      bl: [0],
      'org.holdline-link': 'steady',
    });
  });

  it('says all that there is, in the units of CTA-5004-B', () => {
    const line = decoded(
      {
        event: { kind: 'ps' },
        state: 'w',
        sequence: 7,
        atMs: 1_700_000_000_000.4,
        inHandSeconds: 12.34,
        bitrateBps: 53_400,
        latencySeconds: 21.0004,
        starvedMs: 1500.2,
        joinTimeMs: 2345.6,
        hidden: true,
        link: 'struggling',
        attempts: 5,
        pathwayId: 'north',
        revision: 3,
        held: true,
      },
      true,
    );
    expect(line).toEqual({
      v: 2,
      e: 'ps',
      sid: leastReport.sessionId,
      cid: 'talk',
      sn: 7,
      ts: 1_700_000_000_000,
      sta: 'w',
      bl: [12_300],
      br: [53],
      ltc: 21_000,
      bsd: [1500],
      msd: 2346,
      bg: true,
      'org.holdline-link': 'struggling',
      'org.holdline-attempts': '5',
      'org.holdline-pathway': 'north',
      'org.holdline-revision': '3',
      'org.holdline-held': 'true',
    });
  });

  it('writes states and names as tokens, what people chose as strings', () => {
    const line = encodeReport({ ...leastReport, pathwayId: 'north' }, false);
    expect(line).toContain('org.holdline-link=steady');
    expect(line).toContain('sta=p');
    expect(line).toContain('org.holdline-pathway="north"');
  });

  it('carries the join time only where it is told to', () => {
    expect(decoded({ joinTimeMs: 900 }, true)).toHaveProperty('msd', 900);
    expect(decoded({ joinTimeMs: 900 }, false)).not.toHaveProperty('msd');
    expect(decoded({ joinTimeMs: null }, true)).not.toHaveProperty('msd');
  });

  it('names an error by our own code', () => {
    const line = decoded({ event: { kind: 'e', code: 'media-fault', failure: 'media' } });
    expect(line).toMatchObject({ e: 'e', ec: ['media-fault'], 'org.holdline-failure': 'media' });
    expect(line).not.toHaveProperty('url');
  });

  it('tells of a refused request its status and how long the answer took', () => {
    expect(decoded({ event: rr })).toMatchObject({
      e: 'rr',
      url: 'https://origin.example/a/segment-7.m4s',
      rc: 503,
      ttlb: 121,
      'org.holdline-failure': 'overloaded',
    });
  });

  it('says 0 where no answer came, and no last byte of what broke off', () => {
    const unanswered = decoded({ event: { ...rr, status: null, failure: 'timed-out' } });
    expect(unanswered).toMatchObject({ rc: 0, 'org.holdline-failure': 'timed-out' });
    expect(unanswered).not.toHaveProperty('ttlb');
    const cut = decoded({ event: { ...rr, status: 200, failure: 'truncated' } });
    expect(cut).toMatchObject({ rc: 200 });
    expect(cut).not.toHaveProperty('ttlb');
  });

  it('keeps names, passwords and query strings to itself, and long addresses short', () => {
    const url = `https://ada:secret@origin.example:8443/a.m4s?token=secret#secret`;
    expect(decoded({ event: { ...rr, url } })).toHaveProperty('url', 'https://origin.example:8443/a.m4s');
    const long = decoded({ event: { ...rr, url: `https://origin.example/${'x'.repeat(5000)}` } });
    expect(String(long?.['url'])).toHaveLength(256);
  });

  it('leaves out a pathway whose name is not one of ours', () => {
    // A steering manifest may call pathways what it likes.
    expect(decoded({ pathwayId: 'CDN "1"\n' })).not.toHaveProperty('org.holdline-pathway');
    expect(decoded({ pathwayId: 'x'.repeat(65) })).not.toHaveProperty('org.holdline-pathway');
    expect(decoded({ pathwayId: 'x'.repeat(64) })).toHaveProperty('org.holdline-pathway');
  });

  it('is one line that the validators take, whatever it says', () => {
    const seconds = fc.double({ min: 0, max: 1e7, noNaN: true });
    const milliseconds = fc.double({ min: 0, max: 1e10, noNaN: true });
    const failure = fc.constantFrom('overloaded', 'timed-out', 'stalled', 'malformed');
    const event = fc.oneof(
      fc.record({ kind: fc.constantFrom('ps', 't') }),
      fc.record({
        kind: fc.constant('e' as const),
        code: fc.constantFrom('media', 'no-audio'),
        failure: fc.constantFrom('media', 'other'),
      }),
      fc.record({
        kind: fc.constant('rr' as const),
        url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
        status: fc.option(fc.integer({ min: 100, max: 599 })),
        elapsedMs: milliseconds,
        failure,
      }),
    );
    const report = fc.record<Report>({
      event,
      sessionId: fc.constant(leastReport.sessionId),
      contentId: fc.stringMatching(/^[\w.-]{1,64}$/),
      sequence: fc.nat(),
      atMs: fc.double({ min: 0, max: 4e12, noNaN: true }),
      state: fc.constantFrom('s', 'p', 'r', 'a', 'w', 'e', 'f', 'q'),
      inHandSeconds: seconds,
      bitrateBps: fc.option(fc.nat()),
      latencySeconds: fc.option(seconds),
      starvedMs: fc.option(milliseconds),
      joinTimeMs: fc.option(milliseconds),
      hidden: fc.boolean(),
      link: fc.constantFrom('steady', 'struggling', 'lost', 'offline', 'denied'),
      attempts: fc.nat(),
      pathwayId: fc.option(fc.string({ unit: 'binary', maxLength: 80 })),
      revision: fc.option(fc.nat(1e9)),
      held: fc.boolean(),
    });
    fc.assert(
      fc.property(report, fc.boolean(), (one, withJoinTime) => {
        const line = encodeReport(one, withJoinTime);
        expect(line).not.toMatch(/[^\x20-\x7e]/);
        expect(line.length).toBeLessThan(1000);
        expect(readLines(line)).toHaveLength(1);
      }),
    );
  });
});
