import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatedSpan, FeedSnapshot } from '../../src/playback/engine.ts';
import { watchAfterwards } from '../../src/session/afterwards.ts';
import { emptyFeedSnapshot } from '../fakes/feed-snapshot.ts';
import { createFakeSession, type FakeSession } from '../fakes/fake-session.ts';
import { loaded } from '../fakes/session-states.ts';

/** The talk began then; it lasts for ten minutes. */
const BEGAN_MS = Date.UTC(2026, 10, 23, 20, 42);
const LENGTH_SECONDS = 600;
const STREAM = { kind: 'stream', url: 'https://origin.example/live.m3u8' } as const;
const DOCUMENT = { kind: 'document', url: 'https://page.example/broadcast.json' } as const;

/** A timeline whose second 0 is so many seconds into the talk. */
const dates = (fromSeconds: number, toSeconds = LENGTH_SECONDS): DatedSpan[] => [
  { startSeconds: 0, endSeconds: toSeconds - fromSeconds, startMs: BEGAN_MS + fromSeconds * 1000 },
];
const slot = { sequence: 0, startSeconds: 0, durationSeconds: 4, state: { kind: 'wanted' } } as const;
const live = (fromSeconds: number, change: Partial<FeedSnapshot> = {}): FeedSnapshot => ({
  ...emptyFeedSnapshot,
  phase: { kind: 'following' },
  slots: [slot],
  edgeSeconds: LENGTH_SECONDS,
  datedSpans: dates(fromSeconds),
  ...change,
});
const recording = (change: Partial<FeedSnapshot> = {}): FeedSnapshot => live(0, { ended: true, ...change });

let saved: Map<string, string>;
let page: FakeSession;
let leave: () => void;

const storage = {
  getItem: (key: string) => saved.get(key) ?? null,
  setItem: (key: string, value: string) => void saved.set(key, value),
};

beforeEach(() => {
  saved = new Map();
});
afterEach(() => {
  leave();
  expect(page.subscribers()).toBe(0);
});

/** A page is opened, or opened again. */
function open(address: typeof STREAM | typeof DOCUMENT = STREAM, id = 'talk') {
  page = createFakeSession({ broadcast: address.kind === 'document' ? loaded({ id }) : { kind: 'none' } });
  leave = watchAfterwards({ session: page, address, storage });
}
/** Somebody has pressed Listen, and the feed has its first playlist. */
function join(feed: FeedSnapshot, programme: 'live' | 'replay' = 'live') {
  page.store.setState({ playback: { kind: 'joining' }, programme, feed: null });
  page.store.setState({ feed });
}
const at = (positionSeconds: number) =>
  page.store.setState({ position: { positionSeconds, inHandSeconds: 10, latencySeconds: null } });
/** Heard from one second of the timeline to another, at normal speed. */
function hear(fromSeconds: number, toSeconds: number) {
  page.store.setState({ playback: { kind: 'playing' } });
  for (let seconds = fromSeconds; seconds <= toSeconds; seconds += 0.5) {
    at(seconds);
    page.advance(500);
  }
}
const pause = () => page.store.setState({ playback: { kind: 'paused' } });
const state = () => page.store.getState();
const missed = () => state().missed.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]);
const seeks = () => page.asked.flatMap(([command, argument]) => (command === 'seek' ? [argument] : []));

describe('a recording', () => {
  it('begins at its beginning at first, and then where one left off', () => {
    open();
    join(recording());
    expect(seeks()).toEqual([]);
    hear(0, 100);
    pause();
    leave();

    open();
    join(recording());
    expect(seeks()).toEqual([98]);
    expect(state().resumedAtSeconds).toBe(98);
  });

  it('left without a pause, it goes on a few seconds before that', () => {
    open();
    join(recording());
    hear(0, 100);
    leave();
    open();
    join(recording());
    expect(state().resumedAtSeconds).toBeGreaterThan(90);
  });

  it('heard to its end, it begins anew', () => {
    open();
    join(recording());
    hear(0, 580);
    page.store.setState({ playback: { kind: 'ended' } });
    leave();
    open();
    join(recording());
    expect(seeks()).toEqual([]);
    expect(state().resumedAtSeconds).toBeNull();
  });

  it('is told apart from another, by address or id', () => {
    open(DOCUMENT, 'talk');
    join(recording(), 'replay');
    hear(0, 100);
    pause();
    leave();
    open(DOCUMENT, 'another');
    join(recording(), 'replay');
    expect(seeks()).toEqual([]);
    leave();
    open(DOCUMENT, 'talk');
    join(recording(), 'replay');
    expect(seeks()).toEqual([98]);
  });

  it('only goes on by itself before the first sound', () => {
    open();
    join(recording());
    hear(0, 100);
    pause();
    leave();
    open();
    join(live(0));
    hear(0, 20);
    // The live talk is over: nobody is taken anywhere.
    page.store.setState({ feed: recording() });
    page.advance(6_000);
    at(20.5);
    expect(seeks()).toEqual([]);
  });

  it('a storage full of nonsense is borne', () => {
    saved.set('holdline.places', '[[{"key":1}]');
    saved.set('holdline.heard', '{"spans":"all"}');
    open();
    join(recording());
    hear(0, 50);
    pause();
    leave();
    open();
    join(recording());
    expect(seeks()).toEqual([48]);
  });
});

describe('what was missed live', () => {
  it('before the join, in a hole and after leaving, in the recording’s own time', () => {
    open(DOCUMENT);
    // Joined 120 s into the talk; 40 s of it could not be had.
    join(live(120));
    hear(0, 100);
    hear(140, 300);
    pause();
    leave();

    open(DOCUMENT);
    join(recording(), 'replay');
    expect(missed()).toEqual([
      [0, 120],
      [220, 260],
      [420, 600],
    ]);
  });

  it('is less when it has been heard in the recording', () => {
    open(DOCUMENT);
    join(live(120));
    hear(0, 480);
    pause();
    leave();
    open(DOCUMENT);
    join(recording(), 'replay');
    hear(0, 60);
    pause();
    expect(missed()).toEqual([[60, 120]]);
  });

  it('is right across a restart of the encoder', () => {
    open(DOCUMENT);
    join(
      live(0, {
        datedSpans: [dates(0, 100), dates(200)]
          .flat()
          .map((span, index) => (index === 0 ? span : { ...span, startSeconds: 100, endSeconds: 500 })),
      }),
    );
    hear(0, 150);
    pause();
    leave();
    open(DOCUMENT);
    join(recording(), 'replay');
    expect(missed()).toEqual([
      [100, 200],
      [250, 600],
    ]);
  });

  it('is nothing for whoever has heard nothing live', () => {
    open(DOCUMENT);
    join(recording(), 'replay');
    hear(0, 30);
    pause();
    expect(missed()).toEqual([]);
  });

  it('in a recording without dates is known to whoever waited for the beginning', () => {
    open(DOCUMENT);
    join({ ...live(0), phase: { kind: 'not-started' }, slots: [], datedSpans: [] });
    page.store.setState({ feed: live(0) });
    hear(0, 100);
    pause();
    leave();
    open(DOCUMENT);
    join(recording({ datedSpans: [] }), 'replay');
    expect(missed()).toEqual([[100, 600]]);
  });

  it('and to nobody else', () => {
    open(DOCUMENT);
    join(live(120));
    hear(0, 100);
    pause();
    leave();
    open(DOCUMENT);
    join(recording({ datedSpans: [] }), 'replay');
    expect(missed()).toEqual([]);
  });

  it('a document that changes its id while one listens: what is heard belongs to the old one', () => {
    open(DOCUMENT, 'talk');
    join(live(0));
    hear(0, 50);
    page.store.setState({ broadcast: loaded({ id: 'another' }) });
    hear(50.5, 300);
    expect(seeks()).toEqual([]);
    pause();
    leave();

    open(DOCUMENT, 'another');
    join(recording(), 'replay');
    expect(missed()).toEqual([]);
    leave();
    open(DOCUMENT, 'talk');
    join(recording(), 'replay');
    expect(missed()).toEqual([[300, 600]]);
  });

  it('the place in a recording too', () => {
    open(DOCUMENT, 'talk');
    join(recording(), 'replay');
    hear(0, 50);
    page.store.setState({ broadcast: loaded({ id: 'another' }) });
    hear(50.5, 100);
    pause();
    leave();
    open(DOCUMENT, 'another');
    join(recording(), 'replay');
    expect(seeks()).toEqual([]);
  });

  it('a leap is not heard, a faster speed is', () => {
    open(DOCUMENT);
    join(live(0));
    page.store.setState({ playback: { kind: 'playing' } });
    for (let seconds = 0; seconds <= 200; seconds += 1) {
      at(seconds);
      page.advance(500);
    }
    at(300);
    page.advance(500);
    hear(300, 590);
    pause();
    leave();
    open(DOCUMENT);
    join(recording(), 'replay');
    expect(missed()).toEqual([
      [200, 300],
      [590, 600],
    ]);
  });
});
