import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BroadcastEvent, followDocument } from '../../src/broadcast/document-poller.ts';
import { KEPT_TYPE } from '../../src/broadcast/kept-copy.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import {
  createScriptedFetch,
  type ScriptedAnswer,
  type ScriptedFetch,
  type ScriptedRequest,
} from '../fakes/scripted-fetch.ts';
import { DOCUMENT_URL, documentText } from './documents.ts';

const OTHER_ORIGIN = 'https://elsewhere.example/index.html';
/** In the middle of its range: every pause is what it is on average. */
const MIDDLE = () => 0.5;

let clock: FakeClock;
let events: BroadcastEvent[];
let owner: AbortController;
let joining: boolean;
let origin: ScriptedFetch;

beforeEach(() => {
  clock = createFakeClock();
  events = [];
  owner = new AbortController();
  joining = false;
});
afterEach(async () => {
  owner.abort();
  await clock.advance(0);
  expect(clock.pending()).toBe(0);
  expect(origin.open()).toBe(0);
});

function follow(
  script: (request: ScriptedRequest) => ScriptedAnswer,
  pageUrl = DOCUMENT_URL,
  random = MIDDLE,
) {
  origin = createScriptedFetch(clock, script);
  followDocument({
    url: DOCUMENT_URL,
    pageUrl,
    fetch: origin.fetch,
    clock,
    random,
    signal: owner.signal,
    onEvent: (event) => events.push(event),
    isJoining: () => joining,
  });
}

const good = (
  changes: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): ScriptedAnswer => ({
  kind: 'answer',
  body: documentText(changes),
  headers,
});
const refusal = (status: number, headers: Record<string, string> = {}): ScriptedAnswer => ({
  kind: 'answer',
  status,
  headers,
});
const inTurn =
  (...answers: ScriptedAnswer[]) =>
  ({ index }: ScriptedRequest) =>
    answers[Math.min(index, answers.length - 1)] ?? { kind: 'hang' };
const kinds = () => events.map(({ kind }) => kind);
const pausesMs = () =>
  origin.requests.slice(1).map(({ atMs }, index) => atMs - (origin.requests[index]?.atMs ?? 0));

describe('followDocument', () => {
  it('asks at once and then every twenty seconds, and tells only what is new', async () => {
    follow(inTurn(good(), good(), good({ state: 'live' })));
    await clock.advance(65_000);
    expect(pausesMs()).toEqual([20_000, 20_000, 20_000]);
    expect(kinds()).toEqual(['document', 'document']);
    expect(events[1]).toMatchObject({ document: { state: 'live' } });
  });

  it('keeps the pace that the document asks for, jittered', async () => {
    follow(
      () => good({ pollSeconds: 60 }),
      DOCUMENT_URL,
      () => 0,
    );
    await clock.advance(100_000);
    expect(pausesMs()).toEqual([48_000, 48_000]);
  });

  it('asks its own origin conditionally, and takes "not modified" for an answer', async () => {
    follow(
      inTurn(
        good({}, { etag: '"v1"' }),
        { kind: 'answer', status: 304 },
        good({ state: 'live' }, { etag: '"v2"' }),
      ),
    );
    await clock.advance(65_000);
    expect(origin.requests.map(({ headers }) => headers.get('if-none-match'))).toEqual([
      null,
      '"v1"',
      '"v1"',
      '"v2"',
    ]);
    expect(kinds()).toEqual(['document', 'document']);
  });

  it('takes a copy that this device kept for what it is: a document, and a host that fails', async () => {
    const copy = { 'content-type': KEPT_TYPE };
    follow(inTurn(good({}, copy), good({}, copy), { kind: 'refuse' }, good({}, { etag: '"v1"' })));
    await clock.advance(200_000);
    expect(events.filter(({ kind }) => kind === 'document')).toMatchObject([{ kept: true }, {}]);
    expect(events.findLast(({ kind }) => kind === 'document')).not.toHaveProperty('kept');
    expect(kinds()).toEqual(['document', 'unreachable', 'document']);
    expect(origin.requests[1]?.headers.get('if-none-match'), 'a copy is not confirmed').toBeNull();
    expect(origin.requests[4]?.headers.get('if-none-match')).toBe('"v1"');
  });

  it('a copy is never newer than what the host itself has said, and a broken one is none', async () => {
    follow(
      inTurn(
        { kind: 'answer', body: '{"version":', headers: { 'content-type': KEPT_TYPE } },
        good({ title: 'From the host' }),
        good(
          { title: 'From the device' },
          { 'content-type': KEPT_TYPE, date: 'Mon, 23 Nov 2026 21:00:00 GMT' },
        ),
      ),
    );
    await clock.advance(60_000);
    expect(kinds().filter((kind) => kind !== 'clock')).toEqual(['unreachable', 'document', 'unreachable']);
    expect(events[1]).toMatchObject({ document: { title: 'From the host' } });
  });

  it('asks another origin without anything that would cost a preflight', async () => {
    follow(() => good({}, { etag: '"v1"' }), OTHER_ORIGIN);
    await clock.advance(25_000);
    expect(origin.requests).toHaveLength(2);
    expect(origin.requests.flatMap(({ headers }) => [...headers])).toEqual([]);
  });

  it('says once that it cannot be had, backs off, and tells the document when it can', async () => {
    follow(inTurn(refusal(503), { kind: 'refuse' }, refusal(404), good()));
    await clock.advance(10_000);
    expect(pausesMs()).toEqual([1000, 2000, 4000]);
    expect(kinds()).toEqual(['unreachable', 'document']);
  });

  it('keeps the last good document in trouble, and tells it again afterwards', async () => {
    follow(inTurn(good(), refusal(500), good()));
    await clock.advance(31_000);
    expect(kinds()).toEqual(['document', 'unreachable', 'document']);
    expect(pausesMs()).toEqual([20_000, 10_000]);
  });

  it('tells the document again after trouble when nothing has changed meanwhile', async () => {
    follow(inTurn(good({}, { etag: '"v1"' }), refusal(500), { kind: 'answer', status: 304 }));
    await clock.advance(51_000);
    expect(kinds()).toEqual(['document', 'unreachable', 'document']);
    expect(pausesMs()).toEqual([20_000, 10_000, 20_000]);
  });

  it('waits as long as it is told to', async () => {
    follow(inTurn(refusal(503, { 'retry-after': '60' }), good()));
    await clock.advance(80_000);
    expect(pausesMs()).toEqual([67_500]);
  });

  it('names what is wrong, once, at the usual pace, and does not confirm it with an ETag', async () => {
    follow(
      inTurn(
        good({ state: 'pause' }, { etag: '"bad"' }),
        good({ state: 'pause' }, { etag: '"bad"' }),
        good(),
      ),
    );
    await clock.advance(45_000);
    expect(pausesMs()).toEqual([20_000, 20_000]);
    expect(kinds()).toEqual(['malformed', 'document']);
    expect(events[0]).toMatchObject({ message: expect.stringContaining('state: expected') as string });
    expect(origin.requests.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, null, null]);
  });

  it('takes a page for a wrong document', async () => {
    follow(() => ({ kind: 'answer', body: '<!doctype html>' }));
    await clock.advance(0);
    expect(events).toEqual([{ kind: 'malformed', message: 'expected JSON, found <!doctype html>' }]);
  });

  it('does not read a document without end', async () => {
    follow(() => ({ kind: 'answer', body: 'x'.repeat(300_000) }));
    await clock.advance(0);
    expect(kinds()).toEqual(['malformed']);
  });

  it('gives up an answer that does not come, or stops coming', async () => {
    follow(inTurn({ kind: 'hang' }, { kind: 'answer', body: documentText(), stallAt: 10 }, good()));
    await clock.advance(30_000);
    expect(kinds()).toEqual(['unreachable', 'document']);
    expect(pausesMs()).toEqual([11_000, 7000]);
  });

  it('tells the host’s clock where its Date is visible, and again only when it has moved', async () => {
    const date = (atMs: number) => ({ date: new Date(atMs).toUTCString() });
    follow(({ atMs, index }) =>
      good({}, date(clock.wallNow() + atMs - clock.now() + (index < 2 ? 90_000 : 200_000))),
    );
    await clock.advance(45_000);
    const told = events.filter((event) => event.kind === 'clock');
    expect(told).toHaveLength(2);
    expect(Math.abs((told[0]?.offsetMs ?? 0) - 90_000)).toBeLessThanOrEqual(1000);
    expect(Math.abs((told[1]?.offsetMs ?? 0) - 200_000)).toBeLessThanOrEqual(1000);
  });

  it.each([
    ['in a pause', 5000],
    ['in a request', 20_050],
  ])('ends with its owner: %s', async (_, atMs) => {
    follow(({ index }) => ({ ...good({ state: index === 0 ? 'late' : 'live' }), afterMs: index * 100 }));
    await clock.advance(atMs);
    const before = origin.requests.length;
    owner.abort();
    await clock.advance(600_000);
    expect(origin.requests).toHaveLength(before);
    expect(clock.pending()).toBe(0);
    expect(kinds()).toEqual(['document']);
  });

  it('is asked for at least as often as it says while somebody joins, also when it fails and at degrade 3', async () => {
    joining = true;
    follow(
      ({ index }) => (index % 3 === 0 ? good({ pollSeconds: 10, degrade: 3 }) : refusal(500)),
      DOCUMENT_URL,
      () => 0.999,
    );
    await clock.advance(300_000);
    const asked = origin.requests.map(({ atMs }) => atMs);
    const pauses = asked.slice(1).map((atMs, index) => atMs - (asked[index] ?? 0));
    expect(pauses.length).toBeGreaterThan(25);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(10_100);
  });

  it('tells nothing more once an event has made its owner leave', async () => {
    origin = createScriptedFetch(clock, () => good({}, { date: new Date(clock.wallNow()).toUTCString() }));
    followDocument({
      url: DOCUMENT_URL,
      pageUrl: DOCUMENT_URL,
      fetch: origin.fetch,
      clock,
      random: MIDDLE,
      signal: owner.signal,
      onEvent(event) {
        events.push(event);
        owner.abort();
      },
      isJoining: () => false,
    });
    await clock.advance(100_000);
    expect(kinds()).toEqual(['document']);
    expect(origin.requests).toHaveLength(1);
  });
});
