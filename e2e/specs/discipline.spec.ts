import { expect, test } from 'playwright/test';
import type { LogEntry } from '../origin/request-log.ts';
import {
  askedAgain,
  bytesSentTwice,
  peakRequests,
  requestsPerSegment,
  retryAfterBroken,
  roundTrips,
  sentTwice,
  spread,
  waitsAfterFailures,
} from '../fixtures/discipline.ts';
import type { Sample } from '../fixtures/sampler.ts';
import {
  bannerLies,
  course,
  firstSound,
  jumpedSeconds,
  listeningRatio,
  longestSilenceSeconds,
  soundSeconds,
} from '../fixtures/sound.ts';

// The measures that the other tests judge by: each is shown what it must find.

let lastId = 0;
function entry(atMs: number, change: Partial<LogEntry> = {}): LogEntry {
  lastId += 1;
  return {
    id: lastId,
    atMs,
    method: 'GET',
    path: '/live/aac-24/segment-1.m4s',
    what: 'segment',
    rendition: 'aac-24',
    sequence: 1,
    range: null,
    status: 200,
    fault: null,
    bytesSent: 100,
    retryAfter: null,
    pathway: 'main',
    client: 'one',
    connection: 1,
    endedAtMs: atMs + 10,
    completed: true,
    ...change,
  };
}
const refusal = (atMs: number) =>
  entry(atMs, { status: 503, fault: 'status', retryAfter: '2', endedAtMs: atMs });

test('a request within Retry-After is found; one under way, and one after it, are not', () => {
  expect(retryAfterBroken([refusal(1000), entry(2000)])).toHaveLength(1);
  expect(retryAfterBroken([entry(900), refusal(1000), entry(1100), entry(3050)])).toEqual([]);
  // Another pathway has refused nothing.
  expect(retryAfterBroken([refusal(1000), entry(2000, { pathway: 'backup' })])).toEqual([]);
});

test('what a browser repeats by itself after a reset is not the page’s doing; what the page repeats is', () => {
  const reset = entry(900, { status: null, fault: 'reset', bytesSent: 0, completed: false, endedAtMs: 1500 });
  expect(retryAfterBroken([reset, refusal(1000), entry(1490)])).toEqual([]);
  expect(retryAfterBroken([reset, refusal(1000), entry(2000)])).toHaveLength(1);
});

test('the busiest second is counted wherever it begins', () => {
  expect(peakRequests([entry(0), entry(900), entry(1100), entry(1850)], 1000)).toBe(3);
  expect(peakRequests([entry(0), entry(1000)], 1000)).toBe(1);
  expect(peakRequests([], 1000)).toBe(0);
});

test('bytes that were sent twice are counted, resumed ones are not', () => {
  const cut = entry(0, { bytesSent: 40, completed: false });
  expect(bytesSentTwice([cut, entry(100, { range: 'bytes=40-', status: 206, bytesSent: 60 })])).toBe(0);
  expect(bytesSentTwice([cut, entry(100, { range: 'bytes=30-', status: 206, bytesSent: 70 })])).toBe(10);
  expect(bytesSentTwice([cut, entry(100)])).toBe(40);
  expect(bytesSentTwice([cut, entry(100, { path: '/live/aac-48/segment-1.m4s' })])).toBe(0);
});

test('what the page had and asked for again is found; what never reached it is not', () => {
  const path = '/live/aac-24/segment-1.m4s';
  const answer = (bytes: number) => ({ url: `http://origin${path}`, bytes });
  const cut = entry(0, { bytesSent: 40, completed: false });
  expect(
    askedAgain([cut, entry(100, { range: 'bytes=40-', status: 206 })], [answer(40), answer(60)]),
  ).toEqual([]);
  expect(askedAgain([cut, entry(100)], [answer(0), answer(100)])).toEqual([]);
  expect(askedAgain([cut, entry(100)], [answer(40), answer(100)])).toHaveLength(1);
  expect(
    askedAgain([cut, entry(100, { range: 'bytes=20-', status: 206 })], [answer(40), answer(80)]),
  ).toHaveLength(1);
});

test('waits after failures, and whether chance has spread them', () => {
  expect(waitsAfterFailures([refusal(0), entry(2100), refusal(3000), entry(5600)])).toEqual([2100, 2600]);
  expect(spread([2000, 2000, 2000])).toBe(0);
  expect(spread([2000, 2500])).toBeCloseTo(0.2);
});

test('round trips are those that waited for each other', () => {
  const first = entry(0);
  const second = entry(20);
  const together = [entry(40), entry(41)] as const;
  expect(roundTrips([first, second, ...together], together[1])).toBe(3);
});

test('a segment asked for in two renditions is asked for twice', () => {
  expect(requestsPerSegment([entry(0), entry(100, { rendition: 'aac-48' })])).toEqual([
    { sequence: 1, requests: 2 },
  ]);
});

test('a segment sent twice as a whole is found; one that was cut and resumed is not', () => {
  const cut = entry(0, { completed: false, fault: 'truncate' });
  expect(sentTwice([cut, entry(100, { range: 'bytes=40-', status: 206 })])).toEqual([]);
  expect(sentTwice([cut, entry(100)])).toEqual([]);
  expect(sentTwice([entry(0), entry(100, { pathway: 'backup', sequence: 1 })])).toEqual([1]);
});

/** Ten samples a second; `moves` says for each whether the playhead moved. */
function samples(
  parts: readonly { readonly seconds: number; readonly moves: boolean; readonly says: string }[],
): Sample[] {
  let currentTime = 0;
  return parts
    .flatMap(({ seconds, moves, says }) => Array.from({ length: seconds * 10 }, () => ({ moves, says })))
    .map(({ moves, says }, index) => {
      if (moves) currentTime += 0.1;
      return {
        atMs: index * 100,
        wallMs: index * 100,
        currentTime,
        paused: false,
        playback: says,
        link: 'steady',
        joinStatus: says,
        headline: '',
        detail: '',
        ticker: '',
      };
    });
}

test('sound, silence and the ratio between them', () => {
  const evening = samples([
    { seconds: 3, moves: false, says: 'joining' },
    { seconds: 6, moves: true, says: 'playing' },
    { seconds: 3, moves: false, says: 'rebuffering' },
    { seconds: 3, moves: true, says: 'playing' },
  ]);
  expect(firstSound(evening)?.atMs).toBe(3000);
  expect(soundSeconds(evening)).toBeCloseTo(9, 0);
  expect(longestSilenceSeconds(evening)).toBeCloseTo(3, 0);
  expect(listeningRatio(evening)).toBeCloseTo(0.75, 1);
  expect(course(evening, 'playback')).toEqual(['joining', 'playing', 'rebuffering', 'playing']);
  expect(bannerLies(evening)).toEqual([]);
});

test('a banner that says "playing" in silence, or "joining" over sound, is found', () => {
  expect(
    bannerLies(
      samples([
        { seconds: 3, moves: true, says: 'playing' },
        { seconds: 4, moves: false, says: 'playing' },
      ]),
    ),
  ).toHaveLength(1);
  expect(bannerLies(samples([{ seconds: 4, moves: true, says: 'joining' }]))).toHaveLength(1);
});

test('what the playhead jumps over is counted; what it plays, and a seek before the first sound, are not', () => {
  const evening = samples([
    { seconds: 1, moves: false, says: 'joining' },
    { seconds: 4, moves: true, says: 'playing' },
  ]);
  const movedFrom = (index: number, seconds: number) =>
    evening.map((sample, at) =>
      at < index ? sample : { ...sample, currentTime: sample.currentTime + seconds },
    );
  expect(jumpedSeconds(evening)).toBe(0);
  expect(jumpedSeconds(movedFrom(5, 30))).toBe(0);
  expect(jumpedSeconds(movedFrom(30, 8))).toBeCloseTo(8, 0);
});
