import { expect, it } from 'vitest';
import { beginStep, watchBegin, type BeginStep } from '../../src/listener/begin-watch.ts';
import type { JoinStatus } from '../../src/session/join-status.ts';
import type { SessionState } from '../../src/session/audio-session.ts';
import { createFakeSession } from '../fakes/fake-session.ts';
import { loaded, START_WALL_MS } from '../fakes/session-states.ts';

const over = (news: 'sounding' | 'admitted' | 'press' | null): BeginStep => ({ kind: 'over', news });
const wait = (wasHeld: boolean): BeginStep => ({ kind: 'wait', wasHeld });

it.each<[boolean, JoinStatus, BeginStep]>([
  [false, { kind: 'ready', phase: 'scheduled' }, wait(false)],
  [false, { kind: 'ready', phase: 'live' }, over('press')],
  [false, { kind: 'ready', phase: 'replay' }, over(null)],
  [false, { kind: 'waiting', phase: 'late', trouble: null }, wait(false)],
  [false, { kind: 'held', percent: 5, dueSeconds: null }, wait(true)],
  [false, { kind: 'closed', pressed: true }, wait(true)],
  [false, { kind: 'closed', pressed: false }, wait(false)],
  [true, { kind: 'joining', trouble: null }, wait(true)],
  [true, { kind: 'offline' }, wait(true)],
  [true, { kind: 'listening' }, over('admitted')],
  [false, { kind: 'listening' }, over('sounding')],
  [false, { kind: 'blocked' }, over('press')],
  [false, { kind: 'ended', replay: false }, over(null)],
  [false, { kind: 'denied', status: 403 }, over(null)],
])('%s, %o', (wasHeld, status, expected) => {
  expect(beginStep(wasHeld, status)).toEqual(expected);
});

function watch(state: Partial<SessionState>, hidden = true) {
  const session = createFakeSession(state, START_WALL_MS - 60_000);
  const visibility = { hidden };
  const told: string[] = [];
  const stop = watchBegin(
    session,
    visibility,
    (news) => told.push(news),
    () => told.push('over'),
  );
  return { session, visibility, told, stop };
}

const closedDoor: SessionState['admission'] = { kind: 'held' };

it('tells once, when sound is there, and then no more', () => {
  const { session, told } = watch({ playback: { kind: 'waiting' }, broadcast: loaded() });
  session.store.setState({ playback: { kind: 'joining' } });
  expect(told).toEqual([]);
  session.store.setState({ playback: { kind: 'playing' } });
  session.store.setState({ playback: { kind: 'rebuffering' } });
  session.store.setState({ playback: { kind: 'playing' } });
  expect(told).toEqual(['sounding', 'over']);
  expect(session.subscribers()).toBe(0);
});

it('who was in a queue is told of their turn', () => {
  const { session, told } = watch({
    playback: { kind: 'waiting' },
    broadcast: loaded({ state: 'live', admission: 0 }),
    admission: closedDoor,
  });
  session.store.setState({ playback: { kind: 'joining' }, admission: null });
  session.store.setState({ playback: { kind: 'playing' } });
  expect(told).toEqual(['admitted', 'over']);
});

it('who has not pressed Listen is told when the document says that it is on', () => {
  const { session, told } = watch({ broadcast: loaded() });
  session.store.setState({ broadcast: loaded({ state: 'late' }) });
  expect(told).toEqual([]);
  session.store.setState({ broadcast: loaded({ state: 'live' }) });
  expect(told).toEqual(['press', 'over']);
});

it('who looks at the page needs no telling', () => {
  const { session, told } = watch({ playback: { kind: 'waiting' }, broadcast: loaded() }, false);
  session.store.setState({ playback: { kind: 'playing' } });
  expect(told).toEqual(['over']);
});

it('who no longer wants to be told is not', () => {
  const { session, told, stop } = watch({ playback: { kind: 'waiting' }, broadcast: loaded() });
  stop();
  session.store.setState({ playback: { kind: 'playing' } });
  expect(told).toEqual([]);
  expect(session.subscribers()).toBe(0);
});

it('asked for when it is on already, it is over at once', () => {
  const { session, told } = watch({ playback: { kind: 'playing' }, broadcast: loaded() }, false);
  expect(told).toEqual(['over']);
  expect(session.subscribers()).toBe(0);
});
