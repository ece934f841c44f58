import { expect, it } from 'vitest';
import { broadcastDocument } from '../../../e2e/demo/broadcast-document.ts';
import { parseBroadcastDocument } from '../../../src/broadcast/broadcast-document.ts';

const beganAtWallMs = Date.UTC(2026, 10, 23, 20);
const schedule = { scheduledStartSeconds: 8, startsAtSeconds: 48, endsAtSeconds: 100 };
const programme = {
  id: 'demo-1',
  streamUrl: 'http://127.0.0.1:8081/live/main.m3u8',
  beganAtWallMs,
  schedule,
};

/** As the listener page reads it. */
function read(elapsedSeconds: number, changes: Partial<Parameters<typeof broadcastDocument>[0]> = {}) {
  const json = JSON.stringify(broadcastDocument({ ...programme, elapsedSeconds, ...changes }));
  const parsed = parseBroadcastDocument(json, 'http://127.0.0.1:8080/broadcast.json');
  if (parsed.kind !== 'ok') throw new Error(parsed.message);
  return parsed.document;
}

it.each([
  [0, 'scheduled', []],
  [7.9, 'scheduled', []],
  [8, 'late', []],
  [14, 'late', ['late']],
  [47.9, 'late', ['late']],
  [48, 'live', []],
  [99.9, 'live', []],
  [100, 'ended', []],
])('second %d is %s', (elapsedSeconds, state, announced) => {
  const document = read(elapsedSeconds);
  expect(document.state).toBe(state);
  expect(document.announcements?.map(({ id }) => id)).toEqual(announced);
});

it('is the same evening all the time, with one pathway and a start relative to its beginning', () => {
  const [early, late] = [read(0), read(60)];
  expect(early.pathways).toEqual([{ id: 'demo', url: programme.streamUrl }]);
  expect(late.scheduledStart).toEqual(early.scheduledStart);
  expect(JSON.stringify(broadcastDocument({ ...programme, elapsedSeconds: 0 }))).toContain(
    '2026-11-23T20:00:08.000Z',
  );
});

it('announces no delay where there is none', () => {
  const inTime = { scheduledStartSeconds: -60, startsAtSeconds: -60, endsAtSeconds: null };
  expect(read(0, { schedule: inTime })).toMatchObject({ state: 'live', announcements: [] });
});

it('takes a stream that is not ours to be live', () => {
  expect(read(5, { schedule: null })).toMatchObject({ state: 'live', announcements: [] });
});
