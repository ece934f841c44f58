import { describe, expect, it } from 'vitest';
import { admissionMeaning, joinsPerSecond } from '../../src/producer/admission-meaning.ts';
import { type Banner, bannerOf } from '../../src/producer/banner.ts';
import { bannerWords, changeWords } from '../../src/producer/banner-words.ts';
import { createFigureFormat } from '../../src/producer/figure-format.ts';
import { minuteRows } from '../../src/producer/figure-rows.ts';
import { changesOfTheMinute } from '../../src/producer/minute-changes.ts';
import { nextSpoken } from '../../src/producer/spoken.ts';
import { producerWords } from '../../src/i18n/producer/words.ts';
import { chokedReport, figure, reportOf, share } from '../fakes/join-status-reports.ts';
import { i18nOf } from '../fakes/languages.ts';

const speak = (locale: 'en' | 'de') => ({
  t: producerWords(i18nOf(locale)),
  format: createFigureFormat(locale),
});
const sentence = (banner: Banner, locale: 'en' | 'de' = 'en') =>
  bannerWords(banner, speak(locale)).join(' · ').replaceAll('\u00a0', ' ');

const joinTime = (p95: number, n = 80) => ({ lastMinute: { joinTimeSeconds: { p50: 1, p95, n } } });
const fails = (value: number, n = 80) => ({ lastMinute: { startFailures: share(value, n) } });
const silence = (value: number, n = 80) => ({ lastMinute: { rebufferingRatio: share(value, n) } });
const leave = (value: number) => ({ lastMinute: { exitsBeforeStart: share(value, 80) } });
const few = { startAttempts: figure(2_400, 24) };

describe('the banner', () => {
  it.each([
    ['calm', reportOf(), 'good', '412,000 listening · nearly all join within 1.7s'],
    ['choked', chokedReport(), 'bad', '41,200 listening · 38% of joins fail · pathway a answers 503'],
    [
      'join time at the limit',
      reportOf(joinTime(2)),
      'good',
      '412,000 listening · nearly all join within 2s',
    ],
    [
      'join time above it',
      reportOf(joinTime(2.1)),
      'strained',
      '412,000 listening · one join in twenty takes over 2.1s',
    ],
    [
      'join time far above it',
      reportOf(joinTime(8.1)),
      'bad',
      '412,000 listening · one join in twenty takes over 8.1s',
    ],
    [
      'failures at the limit',
      reportOf(fails(0.02)),
      'good',
      '412,000 listening · nearly all join within 1.7s',
    ],
    ['failures above it', reportOf(fails(0.03)), 'strained', '412,000 listening · 3% of joins fail'],
    ['failures far above it', reportOf(fails(0.11)), 'bad', '412,000 listening · 11% of joins fail'],
    [
      'silence at the limit',
      reportOf(silence(0.005)),
      'good',
      '412,000 listening · nearly all join within 1.7s',
    ],
    [
      'some silence',
      reportOf(silence(0.009)),
      'strained',
      '412,000 listening · 0.9% of the listening is silence',
    ],
    ['much silence', reportOf(silence(0.011)), 'bad', '412,000 listening · 1.1% of the listening is silence'],
    ['exits', reportOf(leave(0.3)), 'bad', '412,000 listening · 30% leave before the first sound'],
    [
      'many lost',
      reportOf({ now: { lost: figure(100_000) } }),
      'bad',
      '412,000 listening · 19% are silent, out of reach',
    ],
  ] as const)('%s', (_name, report, tone, words) => {
    const banner = bannerOf(report);
    expect(banner.tone).toBe(tone);
    expect(sentence(banner)).toBe(words);
  });

  it('says it in German', () => {
    expect(sentence(bannerOf(chokedReport()), 'de')).toBe(
      '41.200 hören zu · 38 % kommen nicht hinein · Weg a antwortet mit 503',
    );
  });

  it('judges nothing about joins below 25 attempts a minute, however bad they look', () => {
    const report = reportOf({
      now: { listening: figure(1_000), rebuffering: figure(0), lost: figure(0), joining: figure(100) },
      lastMinute: {
        ...few,
        ...fails(1).lastMinute,
        ...joinTime(60).lastMinute,
        rebufferingRatio: share(0.5, 24),
      },
    });
    expect(
      bannerOf({ ...report, lastMinute: { ...report.lastMinute, startFailures: share(1, 24) } }),
    ).toMatchObject({
      tone: 'unsure',
      finding: { kind: 'too-few', attempts: 24 },
      failure: null,
    });
    const enough = { ...report.lastMinute, startAttempts: figure(2_500, 25) };
    expect(bannerOf({ ...report, lastMinute: enough }).tone).toBe('bad');
  });

  it('still judges the sound of those who listen while few join', () => {
    expect(bannerOf(reportOf({ lastMinute: few }))).toMatchObject({
      tone: 'good',
      finding: { kind: 'plays-well' },
    });
    expect(bannerOf(reportOf({ lastMinute: { ...few, rebufferingRatio: share(0.2, 4_118) } })).tone).toBe(
      'bad',
    );
  });

  it('says that nothing is known while reports are off, whatever the figures', () => {
    const banner = bannerOf(chokedReport({ report: { sampleRate: 0 } }));
    expect(banner).toMatchObject({ tone: 'unsure', finding: { kind: 'reports-off' } });
  });

  it('speaks of those who wait before the sound begins, and of nobody when there is nobody', () => {
    const nobody = figure(0, 0);
    const before = { joining: nobody, listening: nobody, rebuffering: nobody, lost: nobody };
    const quiet = { startAttempts: nobody, rebufferingRatio: share(null, 0) };
    const waiting = reportOf({ now: { ...before, waiting: figure(103_400) }, lastMinute: quiet });
    expect(sentence(bannerOf(waiting))).toBe('103,000 waiting · nobody has begun to join');
    expect(sentence(bannerOf(reportOf({ now: { ...before, waiting: nobody }, lastMinute: quiet })))).toBe(
      'Nobody is there · nobody has begun to join',
    );
  });

  it('names no cause for a handful of failures', () => {
    const kind = 'overloaded' as const;
    const failures = (n: number) => [{ kind, pathwayId: 'a', status: 503, count: figure(n * 100, n) }];
    expect(bannerOf(chokedReport({ report: { failures: failures(4) } })).failure).toBeNull();
    expect(bannerOf(chokedReport({ report: { failures: failures(5) } })).failure).not.toBeNull();
    expect(bannerOf(reportOf({ report: { failures: failures(500) } })).failure).toBeNull();
  });
});

describe('what has changed in a minute', () => {
  it('is told with both values, the most telling first', () => {
    const words = changesOfTheMinute(chokedReport()).map((change) => changeWords(change, speak('en')));
    expect(words).toEqual([
      'failing joins from 12% to 38%',
      'silence from 1.1% to 6.4%',
      'join time p95 from 13s to 38s',
    ]);
  });

  it('is nothing on a calm evening, or where either minute has too little', () => {
    expect(changesOfTheMinute(reportOf())).toEqual([]);
    const thin = { startFailures: share(0.9, 24) };
    expect(changesOfTheMinute(reportOf({ lastMinute: thin }))).toEqual([]);
    expect(changesOfTheMinute(reportOf({ minuteBefore: thin }))).toEqual([]);
    expect(changesOfTheMinute(reportOf({ minuteBefore: { startFailures: share(0.9, 25) } }))).toHaveLength(1);
  });

  it('knows a rush that comes out of silence', () => {
    const before = { startAttempts: figure(300, 3) };
    expect(changesOfTheMinute(reportOf({ minuteBefore: before }))).toEqual([
      { measure: 'startAttempts', before: 300, after: 8_400 },
    ]);
  });
});

describe('what another admission fraction means', () => {
  const now = {
    held: figure(60_000),
    listening: figure(30_000),
    rebuffering: figure(9_000),
    lost: figure(1_000),
  };
  it.each([
    ['raised: an even share of the held', 0.4, 0.6, { kind: 'raise', lets: 20_000, of: 60_000 }],
    ['raised to all', 0.4, 1, { kind: 'raise', lets: 60_000, of: 60_000 }],
    [
      'lowered: of those who starve and of those who hear, the share above it',
      0.4,
      0.3,
      { kind: 'lower', sendsBack: 2_500, of: 10_000, yields: 7_500 },
    ],
    ['lowered to nobody', 0.4, 0, { kind: 'lower', sendsBack: 10_000, of: 10_000, yields: 30_000 }],
    ['raised from nobody', 0, 0.1, { kind: 'raise', lets: 6_000, of: 60_000 }],
    ['the same', 0.4, 0.4, { kind: 'same' }],
  ] as const)('%s', (_name, from, to, meaning) => {
    expect(admissionMeaning(now, from, to)).toEqual(meaning);
  });

  it('spreads joins over time', () => {
    expect(joinsPerSecond(60_000, 300)).toBe(200);
    expect(joinsPerSecond(0, 0)).toBe(0);
  });
});

describe('the figures', () => {
  it('are thin below 25 attempts or 25 of their own', () => {
    const thin = (report: Parameters<typeof minuteRows>[0]) =>
      minuteRows(report).flatMap(({ name, isThin }) => (isThin ? [name] : []));
    expect(thin(reportOf())).toEqual([]);
    expect(thin(reportOf({ lastMinute: few }))).not.toContain('rebufferingRatio');
    expect(thin(reportOf({ lastMinute: few }))).toHaveLength(6);
    expect(thin(reportOf({ lastMinute: { startFailures: share(0.1, 24) } }))).toEqual(['startFailures']);
  });

  it.each([
    [412_345, '412,000'],
    [1_234_567, '1,230,000'],
    [987, '987'],
    [0, '0'],
  ])('%d listeners are about %s', (value, written) => {
    expect(createFigureFormat('en').about(value)).toBe(written);
  });

  it.each([
    [0.38, '38%'],
    [0.031, '3.1%'],
    [0.0013, '0.13%'],
    [0, '0%'],
    [0.0996, '10%'],
  ])('a share of %d is %s', (value, written) => {
    expect(createFigureFormat('en').percent(value)).toBe(written);
  });
});

describe('what is told to a screen reader', () => {
  it('is news soon, and moving figures once a minute', () => {
    const first = nextSpoken(null, 'Good: 400', 'good', 0);
    expect(first.words).toBe('Good: 400');
    expect(nextSpoken(first, 'Good: 401', 'good', 59_999)).toBe(first);
    expect(nextSpoken(first, 'Good: 401', 'good', 60_000).words).toBe('Good: 401');
    expect(nextSpoken(first, 'Bad: 401', 'bad', 7_999)).toBe(first);
    expect(nextSpoken(first, 'Bad: 401', 'bad', 8_000).words).toBe('Bad: 401');
  });
});
