import { usualPolicy } from '../../src/feed/crowd-policy.ts';
import { createFeed, type Feed, type FeedOptions, type RenditionFacts } from '../../src/feed/feed.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import type { Clock } from '../../src/network/clock.ts';
import type { Random } from '../../src/network/random.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import { elementStatus, latencySeconds, type ElementStatus } from '../../src/playback/element-status.ts';
import type { Engine, EngineEvent, EngineProblem, Pathway } from '../../src/playback/engine.ts';
import { afterGaps, liveJump } from '../../src/playback/live-jump.ts';
import { createPace, type Pace } from '../../src/playback/pace.ts';
import { chooseRendition } from '../../src/playback/rendition-policy.ts';
import { forgetfulLimits, forgetfulShelf } from './forgetful-shelf.ts';
import { moveOn } from './virtual-playhead.ts';

/** As often as the engine of the browsers looks at its element. */
const LOOK_EVERY_MS = 250;
/** Answers that tell of no trouble on the line. */
const HARMLESS: ReadonlySet<string> = new Set(['ok', 'overtaken', 'not-found']);
/** A guess until the first playlist states it. */
const USUAL_TARGET_DURATION_SECONDS = 6;
/** In hand at the place of a jump before the playhead follows, in target durations; less after twice that time. */
const FOLLOW_TARGET_DURATIONS = 1.5;
/** Less than this can be played: the sound has run dry. */
const DRY_SECONDS = 0.5;
/** An element with less than this before it says that it cannot move. */
const LEAST_SECONDS = 0.01;
/** What every browser with Media Source Extensions can decode. */
const PLAYABLE = /^(?:mp4a|opus|flac|mp3|aac)(?:\.|$)/i;

export interface VirtualEngineOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  /** What is kept of the segments; by default only as much as the feed needs for its own work. */
  readonly keeping?: Pick<FeedOptions, 'limits' | 'openShelf'>;
}

/** Time since the first sound, without pauses and without what comes after the end. */
export interface Heard {
  readonly heardSeconds: number;
  readonly silentSeconds: number;
}

export interface VirtualEngine extends Engine {
  heard(): Heard;
}

/**
 * An engine without a decoder: the real feed and the real policies, and in the place of the element a playhead that
 * moves with the clock as long as there is something to hear. Its events mean what those of the hls.js engine mean; a
 * gap is passed in no time, and nothing that is in hand is ever found undecodable.
 */
export function createVirtualEngine(options: VirtualEngineOptions): VirtualEngine {
  const { clock, random } = options;
  const keeping = options.keeping ?? {
    limits: forgetfulLimits,
    openShelf: () => Promise.resolve(forgetfulShelf),
  };
  const listeners = new Set<(event: EngineEvent) => void>();
  const budget = createRetryBudget(clock);

  let feed: Feed | null = null;
  let wanting = false;
  let hasMoved = false;
  let positionSeconds = 0;
  /** The last segment that the player has been told of; null before its first playlist. */
  let toldSequence: number | null = null;
  /** Somebody is waiting for the next playlist. */
  let isTaking = false;
  let status: ElementStatus | null = null;
  let pace: Pace = createPace(clock);
  let jump: { readonly toSeconds: number; readonly sinceMs: number } | null = null;
  let lookedAtMs = clock.now();
  let lastFailureAtMs = clock.now();
  let lastSwitchAtMs = clock.now();
  let stopLooking: (() => void) | null = null;
  let run: AbortController | null = null;
  let crowd = usualPolicy;
  let output = { volume: 1, muted: false };
  let heardSeconds = 0;
  let silentSeconds = 0;

  const emit = (event: EngineEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const fail = (problem: EngineProblem) => {
    stop();
    emit({ type: 'failed', problem });
  };

  const targetDurationSeconds = () => feed?.snapshot().targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS;
  const latency = () => {
    if (feed === null || !hasMoved) return null;
    const { edgeSeconds, edgeAtMs, ended } = feed.snapshot();
    return latencySeconds({ edgeSeconds, edgeAtMs, ended, positionSeconds, nowMs: clock.now() });
  };
  /** What the player could play from here, up to so many seconds. */
  const aheadSeconds = (forFeed: Feed, seconds: number) =>
    toldSequence === null
      ? 0
      : moveOn(forFeed.snapshot().slots, positionSeconds, seconds, toldSequence).heardSeconds;

  /** The time since the last look has been heard or was silent. */
  const letTimePass = (forFeed: Feed) => {
    const nowMs = clock.now();
    const elapsedSeconds = (nowMs - lookedAtMs) / 1000;
    lookedAtMs = nowMs;
    if (!wanting || toldSequence === null || status === 'ended') return;
    const rate = pace.rate();
    const step = moveOn(forFeed.snapshot().slots, positionSeconds, elapsedSeconds * rate, toldSequence);
    positionSeconds = step.positionSeconds;
    hasMoved ||= step.heardSeconds > 0;
    heardSeconds += step.heardSeconds / rate;
    if (hasMoved) silentSeconds += elapsedSeconds - step.heardSeconds / rate;
  };

  const tellStatus = (forFeed: Feed) => {
    const canMove = aheadSeconds(forFeed, LEAST_SECONDS) > LEAST_SECONDS / 2;
    const next = elementStatus({
      paused: !wanting,
      ended: !canMove && !isTaking && toldSequence !== null,
      seeking: false,
      readyState: toldSequence === null ? 0 : canMove ? 4 : 2,
      hasMoved,
    });
    if (next === status) return;
    status = next;
    emit({ type: next });
  };

  const followJump = (forFeed: Feed) => {
    if (jump === null) return;
    const { toSeconds, sinceMs } = jump;
    const inHandSeconds = forFeed.inHandSeconds(toSeconds);
    const patienceSeconds = FOLLOW_TARGET_DURATIONS * targetDurationSeconds();
    const isEnough =
      inHandSeconds >= patienceSeconds ||
      (inHandSeconds > 0 && (clock.now() - sinceMs) / 1000 >= 2 * patienceSeconds);
    if (positionSeconds < toSeconds && !isEnough) return;
    positionSeconds = Math.max(positionSeconds, toSeconds);
    jump = null;
  };

  const keepPace = (forFeed: Feed) => {
    const { ended, phase } = forFeed.snapshot();
    pace.look({
      positionSeconds: hasMoved && jump === null ? positionSeconds : null,
      inHandSeconds: forFeed.inHandSeconds(positionSeconds),
      latencySeconds: latency(),
      targetDurationSeconds: targetDurationSeconds(),
      steadyForMs: clock.now() - lastFailureAtMs,
      silent:
        status === 'stalled' && hasMoved && jump === null && aheadSeconds(forFeed, DRY_SECONDS) < DRY_SECONDS,
      ended,
      complete: phase.kind === 'complete',
      holdBackExtraSeconds: crowd.holdBackExtraSeconds,
    });
  };

  const look = () => {
    const looked = feed;
    if (looked === null) return;
    letTimePass(looked);
    tellStatus(looked);
    // Whoever was told may have stopped it.
    if (feed !== looked) return;
    followJump(looked);
    if (toldSequence !== null)
      looked.movePlayhead({ positionSeconds: jump?.toSeconds ?? positionSeconds, heard: hasMoved });
    keepPace(looked);
  };

  const keepLooking = () => {
    stopLooking = clock.setTimer(() => {
      keepLooking();
      look();
    }, LOOK_EVERY_MS);
  };

  /** Asks for playlists as the player does, one after the other, up to the end. */
  const takePlaylists = async (from: Feed, signal: AbortSignal): Promise<void> => {
    isTaking = true;
    let isWhole = false;
    while (!isWhole) {
      await from.playlist(toldSequence, signal);
      await pace.mayGoOn(signal);
      const playlist = await from.playlist(toldSequence, signal);
      signal.throwIfAborted();
      // Up to now there was only what had been told before.
      letTimePass(from);
      if (toldSequence === null) positionSeconds = afterGaps(from.snapshot(), playlist.startSeconds);
      toldSequence = playlist.lastSequence;
      // An end that was taken back meanwhile is none.
      isWhole = playlist.ended && from.snapshot().phase.kind === 'complete';
      isTaking = !isWhole;
      look();
    }
  };
  const take = (from: Feed, { signal }: AbortController) => {
    takePlaylists(from, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
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
    run?.abort(new Error('stopped'));
    run = null;
    stopLooking?.();
    stopLooking = null;
    feed?.stop();
    feed = null;
    status = null;
    wanting = false;
    hasMoved = false;
    toldSequence = null;
    isTaking = false;
    jump = null;
  };

  const start = (pathways: readonly Pathway[]) => {
    const [first, ...others] = pathways;
    if (first === undefined) return;
    if (feed !== null) {
      feed.setPathways([first, ...others]);
      return;
    }
    lookedAtMs = lastFailureAtMs = clock.now();
    pace = createPace(clock);
    const thisRun = new AbortController();
    run = thisRun;
    const started = createFeed({
      fetch: options.fetch,
      clock,
      random,
      budget,
      pathways: [first, ...others],
      ...keeping,
      crowdPolicy: crowd,
      canPlay: (codec) => PLAYABLE.test(codec),
      chooseRendition: pickRendition,
    });
    feed = started;
    let wasComplete = false;
    started.subscribe((event) => {
      if (event.type === 'answer' && !HARMLESS.has(event.outcome)) lastFailureAtMs = event.atMs;
      emit({ type: 'feed', event });
      if (event.type !== 'changed' || feed !== started) return;
      const { phase } = started.snapshot();
      if (phase.kind === 'stopped') fail(phase.problem);
      // The end was taken back.
      else if (wasComplete && phase.kind === 'following' && !isTaking) take(started, thisRun);
      wasComplete = phase.kind === 'complete';
    });
    take(started, thisRun);
    keepLooking();
  };

  const want = (isWanted: boolean) => {
    if (feed !== null) letTimePass(feed);
    wanting = isWanted;
    look();
  };
  const setOutput = (next: typeof output) => {
    if (next.volume === output.volume && next.muted === output.muted) return;
    output = next;
    emit({ type: 'output', ...output });
  };

  return {
    unlock: () => want(true),
    preload: () => undefined,
    start,
    stop,
    play: () => want(true),
    pause: () => want(false),
    jumpToLive() {
      if (feed === null || !hasMoved) return;
      const distanceSeconds = pace.jumpDistanceSeconds(targetDurationSeconds()) + crowd.holdBackExtraSeconds;
      const found = liveJump(feed.snapshot(), positionSeconds, distanceSeconds);
      if (found === null) return;
      jump = { toSeconds: found.targetSeconds, sinceMs: clock.now() };
      feed.movePlayhead({ positionSeconds: found.targetSeconds, heard: true });
      for (const seconds of found.passOverSeconds) feed.giveUp(seconds, 'passed-over');
      followJump(feed);
    },
    setVolume: (volume) => setOutput({ ...output, volume: Math.min(1, Math.max(0, volume)) }),
    setMuted: (muted) => setOutput({ ...output, muted }),
    hurry: () => feed?.hurry(),
    setOnline: (online) => feed?.setOnline(online),
    setCrowdPolicy(policy) {
      crowd = policy;
      feed?.setCrowdPolicy(policy);
    },
    position: () =>
      feed === null
        ? { positionSeconds: 0, inHandSeconds: 0, latencySeconds: null }
        : {
            positionSeconds,
            inHandSeconds: feed.inHandSeconds(positionSeconds),
            latencySeconds: latency(),
          },
    feed: () => feed?.snapshot() ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard: () => ({ heardSeconds, silentSeconds }),
    destroy() {
      stop();
      listeners.clear();
    },
  };
}
