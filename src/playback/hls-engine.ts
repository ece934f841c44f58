import type { Fetch } from '../network/attempt.ts';
import type { Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import { createFeed, type Feed, type RenditionFacts } from '../feed/feed.ts';
import { audioMimeType } from '../hls/codecs.ts';
import { createRetryBudget } from '../network/retry-budget.ts';
import { elementStatus, latencySeconds, type ElementStatus } from './element-status.ts';
import type { Engine, EngineEvent, EnginePosition, EngineProblem, Pathway } from './engine.ts';
import { createHlsPlayer, type HlsModule, type HlsPlayer, type PlayerFault } from './hls-player.ts';
import { openShelf, sweepLeftovers } from './late-shelf.ts';
import { holeJump, mediaRecovery } from './media-recovery.ts';
import { loadPatiently } from '../network/patient-load.ts';
import { chooseRendition } from './rendition-policy.ts';

/** Between two looks at the element; `timeupdate` comes about as often, but not in every state. */
const LOOK_EVERY_MS = 250;
const LIVE_EDGE_DISTANCE_TARGET_DURATIONS = 3;
/** Answers that tell of no trouble on the line. */
const HARMLESS: ReadonlySet<string> = new Set(['ok', 'overtaken', 'not-found']);
const WATCHED = [
  'playing',
  'waiting',
  'pause',
  'play',
  'ended',
  'canplay',
  'seeked',
  'emptied',
  'timeupdate',
] as const;

export interface HlsEngineOptions {
  readonly audio: HTMLAudioElement;
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: Fetch;
  /** Fetches hls.js; may be called again after a failure. */
  loadHls(): Promise<HlsModule>;
}

/** The engine for browsers with Media Source Extensions: the feed in front, hls.js behind it, one element for life. */
export function createHlsEngine(options: HlsEngineOptions): Engine {
  const { audio, clock, random } = options;
  const listeners = new Set<(event: EngineEvent) => void>();
  // One budget for the life of the page: starting anew does not buy new retries.
  const budget = createRetryBudget(clock);
  const code = loadPatiently({ load: () => options.loadHls(), clock, random });

  let feed: Feed | null = null;
  let player: HlsPlayer | null = null;
  /** Somebody wants to hear; the element may be unable to. */
  let wanting = false;
  /** From the attaching of a source to its first data the element says "paused" without anybody having paused it. */
  let attaching = false;
  let hasMoved = false;
  /** The playhead in feed time; survives the element's losing its source. */
  let heardUntilSeconds = 0;
  let status: ElementStatus | null = null;
  let faultTimesMs: number[] = [];
  let lastFailureAtMs = clock.now();
  let lastSwitchAtMs = clock.now();
  let stopLooking: (() => void) | null = null;
  /** Ends what belongs to one start: a late answer to an earlier one must not touch a later one. */
  let run: AbortController | null = null;

  const emit = (event: EngineEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const fail = (problem: EngineProblem) => {
    stop();
    emit({ type: 'failed', problem });
  };

  const play = () => {
    audio.play().catch((error: unknown) => {
      // AbortError: a new source took the place of the old one; play is called again when it is there.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      wanting = false;
      emit({ type: 'blocked' });
    });
  };

  const toFeedTime = () => audio.currentTime + (player?.originSeconds() ?? 0);
  const positionSeconds = () => {
    if (!attaching && audio.readyState > 0) return toFeedTime();
    return hasMoved ? heardUntilSeconds : (feed?.snapshot().slots[0]?.startSeconds ?? 0);
  };

  const leaveHole = () => {
    if (feed === null || audio.seeking) return;
    const ranges = Array.from({ length: audio.buffered.length }, (_, index) => ({
      startSeconds: audio.buffered.start(index),
      endSeconds: audio.buffered.end(index),
    }));
    const target = holeJump(ranges, audio.currentTime);
    // Only over what is known to be lost: a segment that is merely late is waited for.
    if (target !== null && isGap(feed, toFeedTime())) audio.currentTime = target;
  };

  const look = () => {
    if (feed === null) return;
    if (!attaching && audio.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      hasMoved ||= audio.currentTime > 0.05;
      heardUntilSeconds = toFeedTime();
    }
    if (attaching && audio.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      attaching = false;
      if (wanting && audio.paused) play();
    }
    const paused = audio.paused && !(wanting && attaching);
    const next = elementStatus({
      paused,
      ended: audio.ended,
      seeking: audio.seeking,
      readyState: audio.readyState,
      hasMoved,
    });
    if (next === 'stalled') leaveHole();
    if (hasMoved || audio.readyState > 0)
      feed.movePlayhead({ positionSeconds: positionSeconds(), heard: hasMoved });
    if (next === status) return;
    status = next;
    if (next === 'paused') wanting = false;
    emit({ type: next });
  };

  const keepLooking = () => {
    stopLooking?.();
    stopLooking = clock.setTimer(() => {
      look();
      keepLooking();
    }, LOOK_EVERY_MS);
  };

  const build = (module: HlsModule, forFeed: Feed, resumeAtSeconds: number | null) => {
    attaching = true;
    player = createHlsPlayer({
      module,
      audio,
      feed: forFeed,
      resumeAtSeconds,
      now: () => clock.now(),
      onFault: (fault) => onFault(fault, module, forFeed),
    });
    // Setting a source ends an earlier play(); the element is unlocked, so this one needs no gesture.
    if (wanting) play();
  };

  const onFault = (fault: PlayerFault, module: HlsModule, forFeed: Feed) => {
    if (fault.kind === 'codec') {
      fail({ kind: 'codec-not-supported', codecs: fault.codecs === '' ? [] : [fault.codecs] });
      return;
    }
    const nowMs = clock.now();
    const decision = mediaRecovery(faultTimesMs, nowMs);
    faultTimesMs = [...faultTimesMs, nowMs].slice(-16);
    if (decision === 'give-up') {
      fail({ kind: 'media', message: fault.message });
      return;
    }
    emit({ type: 'media-fault', message: fault.message });
    attaching = true;
    if (decision === 'recover') {
      player?.recover();
      if (wanting) play();
    } else {
      const resumeAtSeconds = hasMoved ? heardUntilSeconds : null;
      player?.destroy();
      build(module, forFeed, resumeAtSeconds);
    }
  };

  const pickRendition = (facts: RenditionFacts): string => {
    const picked = chooseRendition({
      ...facts,
      steadyForMs: facts.nowMs - lastFailureAtMs,
      sinceSwitchMs: facts.nowMs - lastSwitchAtMs,
    });
    if (picked !== facts.currentId) lastSwitchAtMs = facts.nowMs;
    return picked;
  };

  const stop = () => {
    run?.abort();
    run = null;
    stopLooking?.();
    stopLooking = null;
    player?.destroy();
    player = null;
    feed?.stop();
    feed = null;
    status = null;
    wanting = false;
    attaching = false;
    hasMoved = false;
    // Pausing an element that waits without a source ends its pending play().
    audio.pause();
  };

  const start = (pathways: readonly Pathway[]) => {
    const [first, ...others] = pathways;
    if (first === undefined || feed !== null) return;
    if (!canUseMediaSource()) {
      emit({ type: 'failed', problem: { kind: 'browser-not-supported' } });
      return;
    }
    lastFailureAtMs = clock.now();
    const thisRun = new AbortController();
    run = thisRun;
    const started = createFeed({
      fetch: options.fetch,
      clock,
      random,
      budget,
      pathways: [first, ...others],
      openShelf,
      canPlay: canPlayCodec,
      chooseRendition: pickRendition,
    });
    feed = started;
    started.subscribe((event) => {
      if (event.type === 'answer' && !HARMLESS.has(event.outcome)) lastFailureAtMs = event.atMs;
      emit({ type: 'feed', event });
      const { phase } = event.type === 'changed' ? started.snapshot() : { phase: null };
      if (phase?.kind === 'stopped' && feed === started) fail(phase.problem);
    });
    keepLooking();
    code.get(thisRun.signal).then(
      (module) => {
        if (!thisRun.signal.aborted) build(module, started, null);
      },
      () => {
        if (!thisRun.signal.aborted) fail({ kind: 'player-not-loaded' });
      },
    );
  };

  void sweepLeftovers();
  for (const name of WATCHED) audio.addEventListener(name, look);
  // ManagedMediaSource opens only on an element that cannot hand its playback to another device.
  audio.disableRemotePlayback = true;

  return {
    unlock() {
      wanting = true;
      play();
    },
    preload() {
      code.get(new AbortController().signal).catch(() => undefined);
    },
    start,
    stop,
    play() {
      wanting = true;
      play();
    },
    pause() {
      wanting = false;
      audio.pause();
    },
    jumpToLive() {
      if (feed === null || player === null) return;
      const target = liveTarget(feed, toFeedTime());
      if (target !== null) audio.currentTime = target - player.originSeconds();
    },
    setVolume(volume) {
      audio.volume = Math.min(1, Math.max(0, volume));
    },
    setMuted(muted) {
      audio.muted = muted;
    },
    hurry: () => feed?.hurry(),
    setOnline: (online) => feed?.setOnline(online),
    position(): EnginePosition {
      if (feed === null) return { positionSeconds: 0, inHandSeconds: 0, latencySeconds: null };
      const { edgeSeconds, edgeAtMs, ended } = feed.snapshot();
      const position = positionSeconds();
      return {
        positionSeconds: position,
        inHandSeconds: feed.inHandSeconds(position),
        latencySeconds: hasMoved
          ? latencySeconds({ edgeSeconds, edgeAtMs, ended, positionSeconds: position, nowMs: clock.now() })
          : null,
      };
    },
    feed: () => feed?.snapshot() ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      stop();
      for (const name of WATCHED) audio.removeEventListener(name, look);
      listeners.clear();
    },
  };
}

function isGap(feed: Feed, atSeconds: number): boolean {
  // The decoder may stop a few frames before the gap's stated beginning.
  const probe = atSeconds + 0.2;
  return feed
    .snapshot()
    .slots.some(
      ({ startSeconds, durationSeconds, state }) =>
        state.kind === 'gap' && startSeconds <= probe && probe < startSeconds + durationSeconds,
    );
}

/** As near to the live edge as leaves a buffer, within what is in hand without a break; null when already there. */
function liveTarget(feed: Feed, fromSeconds: number): number | null {
  const { slots, edgeSeconds, targetDurationSeconds } = feed.snapshot();
  if (edgeSeconds === null || targetDurationSeconds === null) return null;
  let heldEnd = fromSeconds;
  for (const { startSeconds, durationSeconds, state } of slots) {
    if (startSeconds + durationSeconds <= fromSeconds) continue;
    if (state.kind !== 'held' && state.kind !== 'gap') break;
    heldEnd = startSeconds + durationSeconds;
  }
  const target = Math.min(
    edgeSeconds - LIVE_EDGE_DISTANCE_TARGET_DURATIONS * targetDurationSeconds,
    heldEnd - 1,
  );
  return target > fromSeconds + 1 ? target : null;
}

function mediaSourceClass(): typeof MediaSource | undefined {
  // Safari on iPhone has only the managed kind.
  const scope = globalThis as { ManagedMediaSource?: typeof MediaSource; MediaSource?: typeof MediaSource };
  return scope.MediaSource ?? scope.ManagedMediaSource;
}

function canUseMediaSource(): boolean {
  return mediaSourceClass() !== undefined;
}

function canPlayCodec(codec: string): boolean {
  return mediaSourceClass()?.isTypeSupported(audioMimeType(codec)) ?? false;
}
