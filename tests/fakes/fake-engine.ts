import type {
  Engine,
  EngineEvent,
  EnginePosition,
  FeedSnapshot,
  Pathway,
} from '../../src/playback/engine.ts';

/** An engine that does nothing but remember what it was asked and tell what the test says. */
export interface FakeEngine extends Engine {
  /** The commands in order, as `name` or `name argument`. */
  readonly calls: string[];
  emit(event: EngineEvent): void;
  setFeed(feed: FeedSnapshot | null): void;
  setPosition(position: EnginePosition): void;
  subscriberCount(): number;
}

export function createFakeEngine(): FakeEngine {
  const calls: string[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  let feed: FeedSnapshot | null = null;
  let position: EnginePosition = { positionSeconds: 0, inHandSeconds: 0, latencySeconds: null };
  const record =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push([name, ...args.map(String)].join(' '));
    };
  return {
    calls,
    unlock: record('unlock'),
    preload: record('preload'),
    start: (pathways: readonly Pathway[]) => record('start')(...pathways.map(({ url }) => url)),
    stop: record('stop'),
    play: record('play'),
    pause: record('pause'),
    jumpToLive: record('jumpToLive'),
    seek: record('seek'),
    setRate: record('setRate'),
    chooseAudio: record('chooseAudio'),
    chooseText: record('chooseText'),
    setVolume: record('setVolume'),
    setMuted: record('setMuted'),
    hurry: record('hurry'),
    setOnline: record('setOnline'),
    setCrowdPolicy: ({ lowestOnly, holdBackExtraSeconds, reloadStretch, joinBackoffMs, yieldMs }) =>
      record('setCrowdPolicy')(lowestOnly, holdBackExtraSeconds, reloadStretch, joinBackoffMs, yieldMs),
    position: () => position,
    feed: () => feed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy: record('destroy'),
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    setFeed(next) {
      feed = next;
    },
    setPosition(next) {
      position = next;
    },
    subscriberCount: () => listeners.size,
  };
}
