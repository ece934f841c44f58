import { describe, expect, it } from 'vitest';
import { trafficOf } from '../../e2e/bench/traffic.ts';
import type { LogEntry } from '../../e2e/origin/request-log.ts';
import { scenarioOf } from '../origin/test-origin.ts';

const scenario = scenarioOf();
const sizeOf = () => 1000;
let id = 0;

/** A request that was answered whole, unless the fields say otherwise. */
function entry(fields: Partial<LogEntry>): LogEntry {
  id += 1;
  const atMs = fields.atMs ?? id * 2000;
  return {
    id,
    atMs,
    method: 'GET',
    pathway: 'main',
    path: `/live/${fields.rendition ?? ''}/${fields.sequence ?? ''}`,
    what: 'media-playlist',
    rendition: null,
    sequence: null,
    range: null,
    status: 200,
    fault: null,
    bytesSent: 0,
    retryAfter: null,
    client: '',
    connection: 1,
    endedAtMs: atMs + 10,
    completed: true,
    ...fields,
  };
}

const segment = (sequence: number, fields: Partial<LogEntry> = {}) =>
  entry({ what: 'segment', rendition: 'aac-24', sequence, bytesSent: 1000, atMs: 1000, ...fields });

/** Second 0 lists 10 to 15; 16 is complete at second 4. */
function traffic(log: readonly LogEntry[], lengthSeconds = 10) {
  return trafficOf(log, { scenario, lengthSeconds, sizeOf });
}

describe('trafficOf', () => {
  it('counts requests, bytes and what they brought', () => {
    const playlist = entry({ bytesSent: 500, atMs: 500 });
    const log = [playlist, ...[10, 11, 12].map((sequence) => segment(sequence, { atMs: sequence * 100 }))];
    expect(traffic(log)).toMatchObject({
      requests: 4,
      requestsPerDeliveredMinute: 4 / (12 / 60),
      bytes: 3500,
      wasteShare: 0,
      peakRequestsPerSecond: 4,
    });
  });

  it('has no rate where nothing was delivered', () => {
    expect(traffic([entry({})]).requestsPerDeliveredMinute).toBeNull();
  });

  it.each([
    ['the same segment twice', [segment(10), segment(10)], 0.5],
    ['two renditions of one segment', [segment(10), segment(10, { rendition: 'aac-96' })], 0.5],
    [
      'a cut that was resumed',
      [segment(10, { bytesSent: 400 }), segment(10, { bytesSent: 600, range: 'bytes=400-', status: 206 })],
      0,
    ],
    ['a cut that was begun anew', [segment(10, { bytesSent: 400 }), segment(10)], 400 / 1400],
    [
      'a cut that was given up',
      [segment(10, { bytesSent: 1000 }), segment(11, { bytesSent: 500 })],
      500 / 1500,
    ],
    ['under way at the end', [segment(10), segment(11, { bytesSent: 500, endedAtMs: null })], 0],
    ['an error page', [segment(10), segment(11, { status: 503, bytesSent: 300 })], 0],
    ['a page for a segment', [segment(10), segment(11, { fault: 'malformed', bytesSent: 300 })], 0],
    [
      'an init segment of each rendition',
      ['aac-24', 'aac-96'].map((rendition) => entry({ what: 'init', rendition, bytesSent: 1000 })),
      0,
    ],
  ])('wastes: %s', (_, log, expected) => {
    expect(traffic(log).wasteShare).toBeCloseTo(expected, 6);
  });

  it('never heard is what was spoken after the press, has gone and was not had', () => {
    // Second 60: listed are 25 to 30; spoken since the press: 16 and later.
    const all = Array.from({ length: 9 }, (_, index) => 16 + index);
    const log = (sequences: readonly number[]) =>
      sequences.map((sequence) => segment(sequence, { atMs: (sequence - 15) * 4000 + 500 }));
    expect(traffic(log(all), 60).neverHeardSeconds).toBe(0);
    expect(traffic(log(all.slice(2)), 60).neverHeardSeconds).toBe(8);
    expect(traffic([], 60).neverHeardSeconds).toBe(36);
  });

  it('counts a request once that broke two refusals', () => {
    const refusal = (atMs: number) => entry({ atMs, status: 503, retryAfter: '10' });
    const early = entry({ atMs: 5000, path: '/live/early' });
    expect(traffic([refusal(1000), refusal(1100), early]).retryAfterBroken).toBe(1);
    expect(traffic([refusal(1000), entry({ atMs: 12_000 })]).retryAfterBroken).toBe(0);
  });

  it('knows the newest that was delivered whole', () => {
    expect(traffic([segment(10), segment(11, { bytesSent: 1 })]).newestDeliveredEndSeconds).toBe(-20);
    expect(traffic([]).newestDeliveredEndSeconds).toBeNull();
  });
});
