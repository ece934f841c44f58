import { beforeEach, describe, expect, it } from 'vitest';
import { converse } from '../../src/listener/embed-shell.ts';
import { createFakeSession, type FakeSession } from '../fakes/fake-session.ts';
import { at } from '../fakes/session-states.ts';

const ORIGIN = 'https://host.example';

let session: FakeSession;
let target: EventTarget;
let told: { readonly message: unknown; readonly to: unknown }[];
let dispose: () => void;

const parent = {
  postMessage(message: unknown, to?: unknown) {
    told.push({ message, to });
  },
} as Window;

function say(data: unknown, from: { readonly origin?: string; readonly source?: Window | null } = {}): void {
  const event = new MessageEvent('message', { data, origin: from.origin ?? ORIGIN });
  // jsdom takes only its own windows as a source.
  Object.defineProperty(event, 'source', { value: from.source === undefined ? parent : from.source });
  target.dispatchEvent(event);
}

const ask = (request: object) => say({ holdline: 1, ...request });
const states = () =>
  told.map(({ message }) => message).filter((message) => (message as { type: string }).type === 'state');

beforeEach(() => {
  session = createFakeSession();
  target = new EventTarget();
  told = [];
  const window = { addEventListener: target.addEventListener.bind(target) } as Window;
  dispose = converse(session, { origin: ORIGIN, parent, window });
});

describe('the conversation with the page around', () => {
  it('says that it is ready, to the named origin alone', () => {
    expect(told).toEqual([{ message: { holdline: 1, type: 'ready' }, to: ORIGIN }]);
  });

  it('obeys', () => {
    for (const request of [
      { type: 'listen' },
      { type: 'set-volume', volume: 0.3 },
      { type: 'set-muted', muted: true },
      { type: 'jump-to-live' },
      { type: 'pause' },
    ]) {
      ask(request);
      session.advance(100);
    }
    expect(session.asked).toEqual([
      ['listen'],
      ['setVolume', 0.3],
      ['setMuted', true],
      ['jumpToLive'],
      ['pause'],
    ]);
  });

  it('obeys the first request inside its event: a gesture counts only for a moment', () => {
    ask({ type: 'listen' });
    expect(session.asked).toEqual([['listen']]);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that begins alike', { origin: `${ORIGIN}.evil.example` }],
    ['no origin', { origin: '' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another window of the right origin', { source: {} as Window }],
    ['no window', { source: null }],
  ])('does not obey %s', (_, from) => {
    say({ holdline: 1, type: 'listen' }, from);
    say({ holdline: 1, type: 'subscribe' }, from);
    session.advance(1000);
    expect(session.asked).toEqual([]);
    expect(states()).toEqual([]);
    // The same from where it should come from is obeyed.
    ask({ type: 'listen' });
    expect(session.asked).toEqual([['listen']]);
  });

  it('tells no state before it is asked to', () => {
    session.store.setState({ playback: { kind: 'joining' } });
    session.advance(5000);
    expect(states()).toEqual([]);
  });

  it('tells the state at once, then what changes, at most four times a second, the last always', () => {
    ask({ type: 'subscribe' });
    expect(states()).toMatchObject([{ playback: 'idle', joinStatus: 'ready' }]);
    session.store.setState({ attemptCount: 5 });
    session.advance(1000);
    expect(states(), 'nothing to tell').toHaveLength(1);
    session.store.setState({ playback: { kind: 'joining' } });
    expect(states(), 'at once').toHaveLength(2);
    for (let latency = 1; latency <= 20; latency += 1) {
      session.store.setState({ playback: { kind: 'playing' }, position: at(4, latency) });
      session.advance(50);
    }
    session.advance(250);
    // A second of changes.
    expect(states().length).toBeLessThanOrEqual(2 + 5);
    expect(states().at(-1)).toMatchObject({ playback: 'playing', latencySeconds: 20 });
    expect(told.every(({ to }) => to === ORIGIN)).toBe(true);
  });

  it('tells it again to whoever asks again', () => {
    ask({ type: 'subscribe' });
    session.advance(1000);
    ask({ type: 'subscribe' });
    expect(states()).toHaveLength(2);
    expect(session.subscribers(), 'one subscription').toBe(1);
  });

  it('is not worn out by a flood: only what came last counts', () => {
    for (let press = 0; press < 10_000; press += 1) {
      ask({ type: press % 2 === 0 ? 'listen' : 'pause' });
      ask({ type: 'set-volume', volume: press / 10_000 });
      ask({ type: 'subscribe' });
      say({ nonsense: press });
    }
    expect(session.asked).toHaveLength(1);
    session.advance(1000);
    expect(session.asked).toEqual([['listen'], ['pause'], ['setVolume', 0.9999]]);
    expect(states().length).toBeLessThanOrEqual(2);
    expect(session.timers()).toBeLessThanOrEqual(2);
  });

  it('lets go of everything', () => {
    ask({ type: 'subscribe' });
    dispose();
    const before = told.length;
    ask({ type: 'listen' });
    session.store.setState({ playback: { kind: 'joining' } });
    session.advance(1000);
    expect(session.asked).toEqual([]);
    expect(told).toHaveLength(before);
    expect(session.subscribers()).toBe(0);
    expect(session.timers()).toBe(0);
  });
});
