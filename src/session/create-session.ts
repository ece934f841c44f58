import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Address } from '../broadcast/address.ts';
import {
  drawOf,
  joinRules,
  isAboveAdmission,
  nextAdmission,
  nextSignal,
  unheld,
  type Admission,
  type StartSignal,
} from '../broadcast/admission.ts';
import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { BroadcastEvent } from '../broadcast/document-poller.ts';
import type { Clock } from '../network/clock.ts';
import type { OnlineStatus } from '../network/online-status.ts';
import type { Engine, EngineEvent, FeedEvent, Pathway } from '../playback/engine.ts';
import type { SessionCommands, SessionState } from './audio-session.ts';
import { crowdPolicy } from './crowd-policy.ts';
import { markAnswer, markAttempt } from './attempt-marks.ts';
import { nextLinkState, steady, type LinkInput } from './link-state.ts';
import { joinedAtSeconds } from './joined-at.ts';
import { idle, nextPlaybackState, type PlaybackInput } from './playback-state.ts';
import { readPreferences, writePreferences } from './preferences.ts';
import { usualLatencySeconds } from './usual-latency.ts';

/** How often what only time changes is brought up to date. */
const TICK_MS = 500;

/** What speech can be followed at. */
const LEAST_RATE = 0.75;
const MOST_RATE = 2;

/** What one start leaves behind, before the next one. */
const untouched = {
  feed: null,
  usualLatencySeconds: null,
  joinedAtSeconds: null,
  pathwaySwitch: null,
  resumedAtSeconds: null,
  missed: [],
} as const;

export interface AudioSession {
  readonly store: StoreApi<SessionState>;
  readonly commands: SessionCommands;
  readonly clock: Clock;
  destroy(): void;
}

export interface SessionOptions {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly address: Address;
  readonly online: OnlineStatus;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** What this listener's tickets are drawn with (`listenerId`): chance, told to nobody. */
  readonly listenerId: string;
  /**
   * Polls the broadcast document at `url` until the signal aborts. Whoever `isJoining` must not be the last to learn that
   * they should not.
   */
  followDocument(
    url: string,
    onEvent: (event: BroadcastEvent) => void,
    signal: AbortSignal,
    isJoining: () => boolean,
  ): void;
  /** Told of every input and event, for the debug log; never changes anything. */
  onTrace?(entry: TraceEntry): void;
}

export interface TraceEntry {
  readonly atMs: number;
  readonly type: string;
  readonly detail: unknown;
}

/**
 * The audio session: one listener, one broadcast, one element. Decisions are the pure machines'; this shell takes
 * the engine's events and a person's presses to them, keeps the result in a store, and runs what follows from it.
 */
export function createSession(options: SessionOptions): AudioSession {
  const { engine, clock } = options;
  const lifetime = new AbortController();
  const { shortcuts, theme, ...output } = readPreferences(options.storage);
  const { address } = options;
  const drawIn = (epoch: string | number) => drawOf(options.listenerId, epoch);
  const store = createStore<SessionState>(() => ({
    playback: idle,
    link: steady,
    broadcast: address.kind === 'document' ? { kind: 'loading' } : { kind: 'none' },
    address: address.kind === 'problem' ? { kind: address.problem, url: address.url } : null,
    admission: null,
    programme: 'live',
    output,
    rate: 1,
    ...untouched,
    position: engine.position(),
    attempts: [],
    attemptCount: 0,
    clockOffsetMs: 0,
    shortcuts,
    dataSaver: { on: false, chosen: false },
    theme,
  }));
  const trace = (type: string, detail: unknown) => options.onTrace?.({ atMs: clock.now(), type, detail });

  /** Since when playback is what it is. */
  let playbackSinceMs = clock.now();
  let signal: StartSignal | null = null;
  /** Under 1 the element's volume is a moment of a fade, and not what the listener has set. */
  let fadedShare = 1;

  const playback = (input: PlaybackInput) => {
    const before = store.getState().playback;
    const next = nextPlaybackState(before, input);
    if (next === before) return;
    trace('playback', { input, from: before.kind, to: next.kind });
    playbackSinceMs = clock.now();
    store.setState({ playback: next });
    if (next.kind === 'idle' || next.kind === 'failed') store.setState({ admission: null });
  };
  const link = (input: LinkInput) => {
    const before = store.getState().link;
    const next = nextLinkState(before, input);
    if (next === before) return;
    if (next.kind !== before.kind) trace('link', { input, from: before.kind, to: next.kind });
    store.setState({ link: next });
  };

  const documentNow = (): BroadcastDocument | null => {
    const { broadcast } = store.getState();
    return broadcast.kind === 'loaded' ? broadcast.document : null;
  };
  const pathways = (): readonly Pathway[] => {
    if (address.kind === 'stream') return [{ id: 'stream', url: address.url }];
    const document = documentNow();
    if (store.getState().programme === 'live') return document?.pathways ?? [];
    return document?.replay === undefined ? [] : [{ id: 'replay', url: document.replay.url }];
  };

  const programmeNow = () => {
    const document = documentNow();
    return document?.state === 'ended' && document.replay !== undefined ? 'replay' : 'live';
  };

  const judged = (before: Admission | null): Admission | null => {
    if (address.kind === 'stream') return unheld;
    const document = documentNow();
    if (document === null || signal === null) return before;
    const { kind } = store.getState().playback;
    const nowMs = clock.now();
    const rules = joinRules(document);
    return nextAdmission(before, {
      rules,
      draw: drawIn(rules.epoch),
      signal,
      nowMs,
      waiting: kind === 'waiting',
      silentForMs: kind === 'joining' || kind === 'rebuffering' ? nowMs - playbackSinceMs : null,
    });
  };
  /** Looks whether this listener may join, or join still, and does what follows but for starting. True when it may now. */
  const isLetIn = (): boolean => {
    const { playback: state, admission: before } = store.getState();
    if (state.kind === 'idle' || state.kind === 'ended' || state.kind === 'failed') return false;
    const admission = judged(before);
    if (admission === before) return false;
    trace('admission', admission);
    store.setState({ admission });
    if (before === null) store.setState({ programme: programmeNow() });
    if (admission?.kind === 'in') {
      if (before === null) return true;
      playback({ type: 'admitted' });
      // The element was unlocked by the press; since then it may have been stopped.
      engine.unlock();
      return true;
    }
    if (before?.kind === 'in') leave();
    playback({ type: 'held' });
    return false;
  };
  /** Ends what a start has begun. */
  const leave = () => {
    engine.stop();
    link({ type: 'reset' });
    store.setState({ ...untouched, attempts: [] });
  };

  /** Who may join goes, as soon as it is known where to, or where else. */
  const startIfLetIn = () => {
    const { playback: state, admission } = store.getState();
    if (admission?.kind !== 'in' || state.kind === 'ended') return;
    const known = pathways();
    if (known.length > 0) engine.start(known);
  };

  /** The talk is over for whoever was not let in; its recording is another press. */
  const endWaiting = (before: BroadcastDocument | null, { state, replay }: BroadcastDocument) => {
    const { playback: now, admission, programme } = store.getState();
    if (state !== 'ended' || programme === 'replay' || now.kind !== 'waiting') return;
    const hasEnded = before?.state !== 'ended';
    const isOffered = replay !== undefined && (hasEnded || before.replay === undefined);
    if (!isOffered && (!hasEnded || admission?.kind === 'in')) return;
    leave();
    playback({ type: 'over' });
  };

  const onFeedEvent = (event: FeedEvent) => {
    switch (event.type) {
      case 'attempt': {
        const { attempts, attemptCount } = store.getState();
        store.setState({
          attempts: markAttempt(attempts, attemptCount + 1, event),
          attemptCount: attemptCount + 1,
        });
        return;
      }
      case 'answer': {
        store.setState({ attempts: markAnswer(store.getState().attempts, event) });
        trace('answer', event);
        // Whoever was merely overtaken tells nothing about the link.
        if (event.outcome === 'overtaken') return;
        // Before the start a 404 is the origin's honest answer, and for a segment it is the feed's to judge.
        if (event.outcome === 'ok' || event.outcome === 'not-found') link({ type: 'ok', atMs: event.atMs });
        else link({ type: 'failed', atMs: event.atMs, failure: event.outcome, status: event.status });
        return;
      }
      case 'stale':
        trace('stale', event);
        link(event);
        return;
      case 'gate':
        link({ type: 'held-back', untilMs: event.closedUntilMs });
        return;
      case 'changed': {
        const feed = engine.feed();
        const before = store.getState().feed;
        store.setState({ feed });
        if (feed === null) return;
        playback({ type: 'feed-phase', phase: feed.phase.kind, ended: feed.ended });
        if (feed.ended || feed.edgeAtMs !== (before?.edgeAtMs ?? null)) link({ type: 'fresh' });
        const [fromId, toId] = [before?.pathwayId ?? null, feed.pathwayId];
        if (fromId === null || toId === null || fromId === toId) return;
        const pathwaySwitch = { fromId, toId, atMs: clock.now() };
        trace('pathway', pathwaySwitch);
        store.setState({ pathwaySwitch });
        return;
      }
    }
  };

  const savePreferences = () => {
    const { output, shortcuts, theme } = store.getState();
    writePreferences(options.storage, { ...output, shortcuts, theme });
  };

  const onEngineEvent = (event: EngineEvent) => {
    switch (event.type) {
      case 'feed':
        onFeedEvent(event.event);
        return;
      case 'output':
        store.setState(({ output: { volume } }) => ({
          output: { volume: fadedShare < 1 ? volume : event.volume, muted: event.muted },
        }));
        savePreferences();
        return;
      case 'rate':
        store.setState({ rate: event.rate });
        return;
      case 'media-fault':
        trace('media-fault', event.message);
        return;
      case 'failed':
        if (event.problem.kind === 'denied') link({ type: 'denied', status: event.problem.status });
        playback(event);
        return;
      case 'playing':
      case 'stalled':
      case 'paused':
      case 'blocked':
      case 'ended':
        playback(event);
        return;
    }
  };

  const onDocument = (document: BroadcastDocument, kept = false) => {
    const rules = joinRules(document);
    const draw = drawIn(rules.epoch);
    signal = nextSignal(signal, rules, draw, clock.now());
    const yields = isAboveAdmission(store.getState().admission, { rules, draw });
    engine.setCrowdPolicy(crowdPolicy(document, yields));
    const before = documentNow();
    store.setState({ broadcast: { kind: 'loaded', document, fetchedAtMs: clock.now(), kept } });
    endWaiting(before, document);
    isLetIn();
    startIfLetIn();
  };

  const onBroadcast = (event: BroadcastEvent) => {
    trace('broadcast', event.kind);
    switch (event.kind) {
      case 'document':
        onDocument(event.document, event.kept);
        return;
      case 'clock':
        store.setState({ clockOffsetMs: event.offsetMs });
        return;
      case 'unreachable':
      case 'malformed': {
        // The last good document stands.
        if (store.getState().broadcast.kind === 'loaded') return;
        store.setState({
          broadcast:
            event.kind === 'malformed'
              ? { kind: 'malformed', message: event.message }
              : { kind: 'unreachable' },
        });
        return;
      }
    }
  };

  const listen = () => {
    const { playback: state } = store.getState();
    trace('press', state.kind);
    if (store.getState().address !== null) return;
    if (state.kind === 'failed' || state.kind === 'ended') {
      leave();
      store.setState({ admission: null });
    }
    playback({ type: 'listen' });
    isLetIn();
    // Inside the gesture, before anything asynchronous; also for whoever has to wait.
    engine.unlock();
    startIfLetIn();
  };

  const commands: SessionCommands = {
    listen,
    pause() {
      const { kind } = store.getState().playback;
      if (kind === 'playing' || kind === 'rebuffering') {
        engine.pause();
        return;
      }
      // Nothing is heard yet: to pause is to give up waiting.
      engine.stop();
      playback({ type: 'stop' });
      store.setState({ ...untouched, attempts: [] });
    },
    retry() {
      const { kind } = store.getState().playback;
      if (kind === 'failed' || kind === 'ended' || kind === 'blocked' || kind === 'idle') listen();
      else engine.hurry();
    },
    jumpToLive: () => engine.jumpToLive(),
    seek: (positionSeconds) => engine.seek(positionSeconds),
    setRate(rate) {
      const wanted = Math.min(MOST_RATE, Math.max(LEAST_RATE, rate));
      if (Number.isNaN(wanted)) return;
      store.setState({ rate: wanted });
      engine.setRate(wanted);
    },
    chooseAudio: (trackId) => engine.chooseAudio(trackId),
    chooseText: (trackId) => engine.chooseText(trackId),
    setVolume(volume) {
      fadedShare = 1;
      engine.setVolume(volume);
    },
    fade(share) {
      fadedShare = share;
      engine.setVolume(store.getState().output.volume * share);
    },
    setMuted: (muted) => engine.setMuted(muted),
    setDataSaver: (on) => store.setState({ dataSaver: { on, chosen: true } }),
    setShortcuts(shortcuts) {
      store.setState({ shortcuts });
      savePreferences();
    },
    setTheme(theme) {
      store.setState({ theme });
      savePreferences();
    },
  };

  const disposers = [
    engine.subscribe(onEngineEvent),
    options.online.subscribe((online) => {
      trace('online', online);
      link(online ? { type: 'online' } : { type: 'offline', atMs: clock.now() });
      engine.setOnline(online);
    }),
  ];
  let cancelTick: (() => void) | null = null;
  const tick = () => {
    cancelTick = clock.setTimer(() => {
      link({ type: 'tick', nowMs: clock.now() });
      if (isLetIn()) startIfLetIn();
      if (store.getState().playback.kind !== 'idle') {
        const position = engine.position();
        const now = { ...store.getState(), position };
        // Together: whoever watches is told once.
        store.setState({
          position,
          usualLatencySeconds: usualLatencySeconds(now),
          joinedAtSeconds: joinedAtSeconds(now),
        });
      }
      tick();
    }, TICK_MS);
  };

  engine.setVolume(output.volume);
  engine.setMuted(output.muted);
  if (!options.online.isOnline()) {
    link({ type: 'offline', atMs: clock.now() });
    engine.setOnline(false);
  }
  if (address.kind === 'document') {
    options.followDocument(
      address.url,
      onBroadcast,
      lifetime.signal,
      () => store.getState().playback.kind === 'joining',
    );
  }
  tick();

  return {
    store,
    commands,
    clock,
    destroy() {
      lifetime.abort(new Error('session ended'));
      cancelTick?.();
      for (const dispose of disposers) dispose();
      engine.destroy();
    },
  };
}
