import type { Fetch } from '../network/attempt.ts';
import { fullJitter, JOIN_CAP_MS } from '../network/backoff.ts';
import { sleep, type Clock } from '../network/clock.ts';
import { createGate, type GateMode } from '../network/gate.ts';
import type { Random } from '../network/random.ts';
import { createRetryBudget } from '../network/retry-budget.ts';
import type { FeedEvent, FeedPhase, FeedSnapshot } from '../feed/feed-snapshot.ts';
import { usualPolicy } from '../feed/crowd-policy.ts';
import { createThroughputMeter } from '../feed/throughput.ts';
import { elementStatus, type ElementStatus } from './element-status.ts';
import type { Engine, EngineEvent, EngineProblem, Pathway } from './engine.ts';
import { watchInterruptions } from './interruptions.ts';
import { createNativeAudio } from './native-audio.ts';
import { lookForStream, type GatedPathway } from './native-look.ts';
import { createNativeRate, seekableRange, seekNatively } from './native-seek.ts';
import { watchNativeText } from './native-text.ts';
import {
  afterTrouble,
  nativeTrouble,
  type NativeAttempts,
  type NativeTrouble,
} from './native-supervision.ts';

const LOOK_EVERY_MS = 250;
const WATCHED = ['playing', 'waiting', 'pause', 'play', 'ended', 'canplay', 'error', 'timeupdate'] as const;
/** As behind the feed (DESIGN.md, Those who are in stay in). */
const NOT_STARTED_CAP_MS = 8_000;
const LISTENING_CAP_MS = 6_000;
/** Between two sources: the element itself may have asked a dozen times meanwhile. */
const NEW_SOURCE_BACKOFF = { baseMs: 1_000, capMs: 15_000 };
const USUAL_TARGET_DURATION_SECONDS = 6;
const LIVE_EDGE_DISTANCE_TARGET_DURATIONS = 3;
/** RFC 8216bis, 10: the media type of a playlist. */
const HLS_TYPE = 'application/vnd.apple.mpegurl';

export interface NativeEngineOptions {
  readonly audio: HTMLAudioElement;
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: Fetch;
}

/**
 * The engine for browsers without Media Source Extensions (iPhones before iOS 17.1). The element fetches by itself, and
 * gives up at the first trouble; so it is sent to the stream only when the stream is there, and sent anew, to the next
 * pathway where there is one, whenever it has given up.
 */
export function createNativeEngine(options: NativeEngineOptions): Engine {
  const { audio, clock, random } = options;
  const listeners = new Set<(event: EngineEvent) => void>();
  const budget = createRetryBudget(clock);

  let pathways: readonly GatedPathway[] = [];
  let run: AbortController | null = null;
  let phase: FeedPhase = { kind: 'locating' };
  let pathwayId: string | null = null;
  let targetDurationSeconds: number | null = null;
  let wanting = false;
  /** A source has been set and has given nothing yet: the element's "paused" is not somebody's. */
  let attaching = true;
  let attachedAtMs = 0;
  let movedAtMs: number | null = null;
  let soundMs = 0;
  let hasMoved = false;
  /** Our time minus the element's: its own begins anew with every source, and ours never goes back. */
  let originSeconds = 0;
  let heardUntilSeconds = 0;
  let edge: { readonly seconds: number; readonly atMs: number } | null = null;
  /** The playlist says that no more is coming. */
  let isRecording = false;
  let status: ElementStatus | null = null;
  let onTrouble: ((trouble: NativeTrouble) => void) | null = null;
  let stopLooking: (() => void) | null = null;
  let lookedAtMs = 0;
  let crowd = usualPolicy;
  const rate = createNativeRate(audio);
  const versions = createNativeAudio(audio);
  const gateMode = (joining: boolean): GateMode => ({
    joining,
    urgent: !joining,
    capMs: joining ? (crowd.joinBackoffMs ?? JOIN_CAP_MS) : LISTENING_CAP_MS,
    yieldMs: crowd.yieldMs,
  });

  const emit = (event: EngineEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const emitFeed = (event: FeedEvent) => emit({ type: 'feed', event });
  const fail = (problem: EngineProblem) => {
    stop();
    emit({ type: 'failed', problem });
  };
  const setPhase = (next: FeedPhase) => {
    if (phase.kind === next.kind) return;
    phase = next;
    emitFeed({ type: 'changed' });
  };

  const play = () => {
    audio.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      wanting = false;
      emit({ type: 'blocked' });
    });
  };

  const lastEnd = (ranges: TimeRanges): number | null =>
    ranges.length === 0 ? null : ranges.end(ranges.length - 1);
  const bufferedEnd = () => Math.max(audio.currentTime, lastEnd(audio.buffered) ?? 0);
  const isHere = () => !attaching && audio.readyState > 0;
  const positionSeconds = () => (isHere() ? originSeconds + audio.currentTime : heardUntilSeconds);
  const liveDistanceSeconds = () =>
    LIVE_EDGE_DISTANCE_TARGET_DURATIONS * (targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS) +
    crowd.holdBackExtraSeconds;
  const latencySeconds = () =>
    edge === null || !hasMoved || phase.kind === 'complete'
      ? null
      : Math.max(0, edge.seconds + (clock.now() - edge.atMs) / 1000 - positionSeconds());

  const noteProgress = (nowMs: number) => {
    const position = originSeconds + audio.currentTime;
    if (position > heardUntilSeconds + 0.05) {
      if (movedAtMs !== null) soundMs += nowMs - movedAtMs;
      hasMoved = true;
      movedAtMs = nowMs;
      for (const { gate } of pathways) gate.setMode(gateMode(false));
    }
    heardUntilSeconds = Math.max(heardUntilSeconds, position);
    const end = lastEnd(audio.seekable);
    if (end === null || !Number.isFinite(end)) return;
    const seconds = originSeconds + end;
    if (edge === null || seconds > edge.seconds) edge = { seconds, atMs: nowMs };
  };

  const look = () => {
    if (run === null) return;
    const nowMs = clock.now();
    if (attaching && audio.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && audio.src !== '') {
      attaching = false;
      originSeconds = hasMoved ? heardUntilSeconds - audio.currentTime : 0;
      edge = null;
      if (wanting && audio.paused) play();
    }
    if (isHere()) noteProgress(nowMs);
    if (isHere() && hasMoved && rate.look(latencySeconds(), liveDistanceSeconds()))
      emit({ type: 'rate', rate: 1 });
    versions.look();
    // Whoever was interrupted may be taken up again by the platform itself, when the call is over.
    if (!audio.paused && !wanting) command.play();
    const next = elementStatus({
      paused: audio.paused && !(wanting && attaching),
      // Whether it is over is the origin's to say.
      ended: false,
      seeking: audio.seeking,
      readyState: audio.error === null && !audio.ended ? audio.readyState : 0,
      hasMoved,
    });
    const facts = {
      nowMs,
      wanting,
      hasError: audio.error !== null,
      ended: audio.ended,
      attachedAtMs,
      movedAtMs,
    };
    const trouble = onTrouble === null ? null : nativeTrouble(facts);
    if (trouble !== null) {
      const tell = onTrouble;
      onTrouble = null;
      attaching = trouble !== 'silence';
      tell?.(trouble);
    }
    if (next !== status && !(next === 'paused' && trouble !== null)) {
      status = next;
      if (next === 'paused' && wanting) {
        wanting = false;
        interruptions.interrupted();
      }
      emit({ type: next });
    }
    if (nowMs - lookedAtMs < 1_000) return;
    lookedAtMs = nowMs;
    emitFeed({ type: 'changed' });
  };

  const keepLooking = () => {
    stopLooking = clock.setTimer(() => {
      interruptions.look();
      look();
      keepLooking();
    }, LOOK_EVERY_MS);
  };

  const attach = (url: string) => {
    attaching = true;
    movedAtMs = null;
    soundMs = 0;
    attachedAtMs = clock.now();
    audio.src = url;
    audio.load();
    if (wanting) play();
  };
  const nextTrouble = (signal: AbortSignal) =>
    new Promise<NativeTrouble>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      onTrouble = resolve;
    });

  /** Looks for the stream, sends the element there, and again, until it is over. */
  const supervise = async (signal: AbortSignal) => {
    const context = {
      fetch: options.fetch,
      clock,
      random,
      throughput: createThroughputMeter(),
      emit: emitFeed,
    };
    let attempts: NativeAttempts = { index: 0, troubles: 0 };
    let trouble: NativeTrouble | null = null;
    for (;;) {
      const found = await lookForStream({
        context,
        pathways,
        from: attempts.index,
        started: phase.kind === 'following',
        notStartedCapMs: () => crowd.joinBackoffMs ?? NOT_STARTED_CAP_MS,
        signal,
        canPlay: (codecs) => audio.canPlayType(`audio/mp4; codecs="${codecs}"`) !== '',
        onNotStarted: () => setPhase({ kind: 'not-started' }),
      });
      if (found.kind === 'problem') {
        setPhase({ kind: 'stopped', problem: found.problem });
        fail(found.problem);
        return;
      }
      ({ targetDurationSeconds, ended: isRecording } = found);
      const pathway = pathways[found.index];
      if (pathway === undefined) return;
      if (trouble === 'ended' && found.ended) {
        setPhase({ kind: 'complete' });
        status = 'ended';
        emit({ type: 'ended' });
        return;
      }
      pathwayId = pathway.id;
      setPhase({ kind: 'following' });
      // While we looked the element may have helped itself.
      const isBack = trouble === 'silence' && movedAtMs !== null && clock.now() - movedAtMs < 2_000;
      if (!isBack) attach(pathway.url);
      attempts = { ...attempts, index: found.index };
      trouble = await nextTrouble(signal);
      emit({ type: 'media-fault', message: `the element gave up (${audio.error?.message ?? trouble})` });
      attempts = afterTrouble(attempts, soundMs, pathways.length);
      if (trouble !== 'ended')
        await sleep(clock, fullJitter(attempts.troubles, NEW_SOURCE_BACKOFF, random), signal);
    }
  };

  const stop = () => {
    run?.abort(new Error('stopped'));
    run = null;
    stopLooking?.();
    stopLooking = null;
    interruptions.settled();
    onTrouble = null;
    status = null;
    wanting = false;
    attaching = true;
    hasMoved = false;
    movedAtMs = null;
    originSeconds = 0;
    heardUntilSeconds = 0;
    edge = null;
    audio.pause();
    if (audio.src === '') return;
    audio.removeAttribute('src');
    audio.load();
  };

  /** Those that are known keep their gates. */
  const gated = (wanted: readonly Pathway[], signal: AbortSignal): GatedPathway[] =>
    wanted.map(({ id, url }) => {
      const known = pathways.find((pathway) => pathway.id === id && pathway.url === url);
      if (known !== undefined) return known;
      const gate = createGate({ clock, random, budget });
      gate.setMode(gateMode(true));
      const leave = gate.subscribe(({ closedUntilMs }) =>
        emitFeed({ type: 'gate', atMs: clock.now(), pathwayId: id, closedUntilMs }),
      );
      signal.addEventListener('abort', leave, { once: true });
      return { id, url, gate };
    });

  const start = (wanted: readonly Pathway[]) => {
    if (wanted.length === 0) return;
    if (run !== null) {
      // The element goes there when it next needs to.
      pathways = gated(wanted, run.signal);
      return;
    }
    if (audio.canPlayType(HLS_TYPE) === '') {
      emit({ type: 'failed', problem: { kind: 'browser-not-supported' } });
      return;
    }
    const thisRun = new AbortController();
    const { signal } = thisRun;
    run = thisRun;
    phase = { kind: 'locating' };
    rate.begin();
    pathways = gated(wanted, signal);
    pathwayId = pathways[0]?.id ?? null;
    keepLooking();
    supervise(signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  };

  const snapshot = (): FeedSnapshot => {
    const end = originSeconds + bufferedEnd();
    const range = isHere() ? seekableRange(audio) : null;
    return {
      phase,
      pathwayId,
      pathwayCount: pathways.length,
      renditions: [],
      renditionId: null,
      // What is behind the playhead and ahead of it in one piece: the element tells of no segments.
      slots:
        isHere() && hasMoved
          ? [
              {
                sequence: 0,
                startSeconds: originSeconds,
                durationSeconds: end - originSeconds,
                state: { kind: 'held' },
              },
            ]
          : [],
      keptFromSeconds: null,
      seekableFromSeconds: range === null ? null : originSeconds + range.fromSeconds,
      edgeSeconds: edge?.seconds ?? null,
      edgeAtMs: edge?.atMs ?? null,
      programStartMs: null,
      datedSpans: [],
      targetDurationSeconds,
      lostSeconds: 0,
      ...versions.view(),
      ...text.view(),
      dateRanges: [],
      throughputBps: null,
      ended: phase.kind === 'complete',
    };
  };

  const command = {
    play() {
      interruptions.settled();
      wanting = true;
      play();
    },
    pause() {
      interruptions.settled();
      wanting = false;
      audio.pause();
    },
  };
  const hurry = () => {
    for (const { gate } of pathways) gate.hurry();
  };
  const interruptions = watchInterruptions({
    clock,
    pause() {
      if (status === 'playing') command.pause();
    },
    resume: () => command.play(),
    onWake: hurry,
  });
  for (const name of WATCHED) audio.addEventListener(name, look);
  const text = watchNativeText(
    audio,
    () => originSeconds,
    () => emitFeed({ type: 'changed' }),
  );

  return {
    ...command,
    unlock: () => command.play(),
    preload: () => undefined,
    start,
    stop,
    jumpToLive() {
      const end = lastEnd(audio.seekable);
      if (end === null || !Number.isFinite(end)) return;
      const behind = liveDistanceSeconds();
      if (end - behind > audio.currentTime) audio.currentTime = end - behind;
    },
    seek(seconds) {
      if (!isHere()) return;
      seekNatively(audio, seconds - originSeconds, isRecording ? 0 : liveDistanceSeconds());
      // What was heard further on is no measure of progress any more.
      heardUntilSeconds = positionSeconds();
    },
    setRate: (wanted) => rate.set(wanted),
    chooseAudio: (trackId) => versions.choose(trackId),
    chooseText: (trackId) => text.choose(trackId),
    setVolume(volume) {
      audio.volume = Math.min(1, Math.max(0, volume));
    },
    setMuted(muted) {
      audio.muted = muted;
    },
    hurry,
    setOnline(online) {
      for (const { gate } of pathways) gate.setOnline(online);
    },
    setCrowdPolicy(policy) {
      // Which rendition is played and how often playlists are looked at is the element's own affair here.
      crowd = policy;
      if (hasMoved) return;
      for (const { gate } of pathways) gate.setMode(gateMode(true));
    },
    position() {
      const position = positionSeconds();
      return {
        positionSeconds: position,
        inHandSeconds: isHere() ? Math.max(0, originSeconds + bufferedEnd() - position) : 0,
        latencySeconds: latencySeconds(),
      };
    },
    feed: () => (run === null ? null : snapshot()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      stop();
      interruptions.dispose();
      text.dispose();
      for (const name of WATCHED) audio.removeEventListener(name, look);
      listeners.clear();
    },
  };
}
