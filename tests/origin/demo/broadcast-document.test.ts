import { expect, it } from 'vitest';
import { firstDocument, stageOf, withStage, type Programme } from '../../../e2e/demo/broadcast-document.ts';
import { parseBroadcastDocument } from '../../../src/broadcast/broadcast-document.ts';

const beganAtWallMs = Date.UTC(2026, 10, 23, 20);
const schedule = { scheduledStartSeconds: 8, startsAtSeconds: 48, endsAtSeconds: 100 };
const programme = {
  id: 'demo-1',
  pathways: [{ id: 'main', url: 'http://127.0.0.1:8081/live/main.m3u8' }],
  beganAtWallMs,
  schedule,
};

/** As the listener page reads it. */
function read(elapsedSeconds: number, changes: Partial<Programme> = {}, reportsUrl: string | null = null) {
  return parsed(firstDocument({ ...programme, elapsedSeconds, ...changes }, reportsUrl));
}

function parsed(written: object) {
  const json = JSON.stringify(written);
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

it('is the same evening all the time, with a start relative to its beginning', () => {
  const [early, late] = [read(0), read(60)];
  expect(early.pathways).toEqual(programme.pathways);
  expect(early.scheduledStart).toBe('2026-11-23T20:00:08.000Z');
  expect(late.scheduledStart).toEqual(early.scheduledStart);
});

it('asks for reports where somebody takes them', () => {
  expect(read(0).reports).toBeUndefined();
  expect(read(0, {}, 'v1/reports').reports).toEqual({
    url: 'http://127.0.0.1:8080/v1/reports',
    sampleRate: 1,
  });
});

it('goes on to the next stage, and what producers have written stays', () => {
  const own = { id: 'own', at: '2026-11-23T20:00:20.000Z', level: 'info', text: { en: 'Soon.' } };
  const edited = { ...firstDocument({ ...programme, elapsedSeconds: 0 }, null), admission: 0.5 };
  const at = (elapsedSeconds: number, document: Readonly<Record<string, unknown>>) =>
    withStage(document, stageOf({ elapsedSeconds, schedule }), programme);
  const late = at(20, { ...edited, announcements: [own] });
  expect(parsed(late)).toMatchObject({ state: 'late', admission: 0.5 });
  expect(parsed(late).announcements?.map(({ id }) => id)).toEqual(['own', 'late']);
  expect(parsed(at(48, late))).toMatchObject({ state: 'live', admission: 0.5, announcements: [own] });
});

it('announces no delay where there is none', () => {
  const inTime = { scheduledStartSeconds: -60, startsAtSeconds: -60, endsAtSeconds: null };
  expect(read(0, { schedule: inTime })).toMatchObject({ state: 'live', announcements: [] });
});

it('takes a stream that is not ours to be live', () => {
  expect(read(5, { schedule: null })).toMatchObject({ state: 'live', announcements: [] });
});
