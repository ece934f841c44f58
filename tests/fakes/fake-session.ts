import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionCommands, SessionState } from '../../src/session/audio-session.ts';
import type { History } from '../../src/session/history.ts';
import type { PageSession } from '../../src/listener/session-context.tsx';

/** What was asked of the session, in order: the command's name and its argument, if it has one. */
type Asked = readonly [command: keyof SessionCommands, argument?: number | boolean | string | null];

export interface FakeSession extends PageSession {
  readonly store: StoreApi<SessionState>;
  readonly asked: Asked[];
  /** Listeners that are attached to the store now. */
  subscribers(): number;
  /** Timers that are set on the clock now. */
  timers(): number;
  /** Lets time pass on both clocks; timers that fall due are called in order. */
  advance(durationMs: number): void;
  setHistory(history: History | null): void;
}

export const silentState: SessionState = {
  playback: { kind: 'idle' },
  link: { kind: 'steady' },
  broadcast: { kind: 'none' },
  address: null,
  admission: null,
  programme: 'live',
  output: { volume: 0.8, muted: false },
  rate: 1,
  feed: null,
  position: { positionSeconds: 0, inHandSeconds: 0, latencySeconds: null },
  usualLatencySeconds: null,
  joinedAtSeconds: null,
  resumedAtSeconds: null,
  missed: [],
  pathwaySwitch: null,
  attempts: [],
  attemptCount: 0,
  clockOffsetMs: 0,
  shortcuts: true,
  dataSaver: { on: false, chosen: false },
  theme: 'system',
};

/** A session that does nothing by itself: tests set its state and read what was asked of it. */
export function createFakeSession(initial: Partial<SessionState> = {}, wallStartMs = 0): FakeSession {
  const inner = createStore<SessionState>(() => ({ ...silentState, ...initial }));
  const asked: Asked[] = [];
  let subscribers = 0;
  let nowMs = 0;
  let history: History | null = null;
  const timers = new Map<object, { readonly dueMs: number; readonly callback: () => void }>();
  return {
    asked,
    store: {
      ...inner,
      subscribe(listener) {
        subscribers += 1;
        const detach = inner.subscribe(listener);
        return () => {
          subscribers -= 1;
          detach();
        };
      },
    },
    commands: {
      listen: () => asked.push(['listen']),
      pause: () => asked.push(['pause']),
      retry: () => asked.push(['retry']),
      jumpToLive: () => asked.push(['jumpToLive']),
      seek: (positionSeconds) => asked.push(['seek', positionSeconds]),
      setRate: (rate) => asked.push(['setRate', rate]),
      chooseAudio: (trackId) => asked.push(['chooseAudio', trackId]),
      chooseText: (trackId) => asked.push(['chooseText', trackId]),
      setVolume: (volume) => asked.push(['setVolume', volume]),
      setMuted: (muted) => asked.push(['setMuted', muted]),
      fade: (share) => asked.push(['fade', share]),
      setTheme: (theme) => asked.push(['setTheme', theme]),
      setShortcuts: (shortcuts) => asked.push(['setShortcuts', shortcuts]),
      setDataSaver: (on) => asked.push(['setDataSaver', on]),
    },
    clock: {
      now: () => nowMs,
      wallNow: () => wallStartMs + nowMs,
      setTimer(callback, delayMs) {
        const key = {};
        timers.set(key, { dueMs: nowMs + delayMs, callback });
        return () => timers.delete(key);
      },
    },
    history: () => history,
    setHistory(next) {
      history = next;
    },
    subscribers: () => subscribers,
    timers: () => timers.size,
    advance(durationMs) {
      const endMs = nowMs + durationMs;
      for (;;) {
        const [next] = [...timers]
          .filter(([, { dueMs }]) => dueMs <= endMs)
          .sort(([, a], [, b]) => a.dueMs - b.dueMs);
        if (next === undefined) break;
        const [key, { dueMs, callback }] = next;
        timers.delete(key);
        nowMs = dueMs;
        callback();
      }
      nowMs = endMs;
    },
  };
}
