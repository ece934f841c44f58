import { usualPolicy } from '../../src/feed/crowd-policy.ts';
import { createFeed, type Feed, type FeedOptions, type RenditionFacts } from '../../src/feed/feed.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import type { Clock } from '../../src/network/clock.ts';
import type { Random } from '../../src/network/random.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import { elementStatus, latencySeconds, type ElementStatus } from '../../src/playback/element-status.ts';
import type { Engine, EngineEvent, EngineProblem, Pathway } from '../../src/playback/engine.ts';
import { createChosenRate } from '../../src/playback/chosen-rate.ts';
import { afterGaps } from '../../src/playback/live-jump.ts';
import { createPace, type Pace } from '../../src/playback/pace.ts';
import { chooseRendition } from '../../src/playback/rendition-policy.ts';
import { createSeeker } from '../../src/playback/seeker.ts';
import { forgetfulLimits, forgetfulShelf } from './forgetful-shelf.ts';
import { moveOn } from './virtual-playhead.ts';

/** As often as the engine of the browsers looks at its element. */
const LOOK_EVERY_MS = 250;
/** With so much to play nothing happens to a playhead that nobody tells: it is looked at more rarely, which spares many of them much. */
const CALM_SECONDS = 2;
const CALM_LOOK_EVERY_MS = 1_000;
/** Answers that tell of no trouble on the line. */
const HARMLESS: ReadonlySet<string> = new Set(['ok', 'overtaken', 'not-found']);
/** A guess until the first playlist states it. */
const USUAL_TARGET_DURATION_SECONDS = 6;
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
  /** Told of every playlist that the player is given; `player` counts those that were made. */
  onPlaylist?(text: string, player: number): void;
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
  /** Where to begin, if that is not where the feed joined. */
  let beginAtSeconds: number | null = null;
  let wasComplete = false;
  /** Somebody is waiting for the next playlist. */
  let isTaking = false;
  let status: ElementStatus | null = null;
  let pace: Pace = createPace(clock);
  const chosenRate = createChosenRate();
  let wantedAudio: string | null = null;
  /** Ends the taking of one playlist: a player that is made anew has not been told of anything. */
  let taking: AbortController | null = null;
  let players = 0;
  let lookedAtMs = clock.now();
  let lastFailureAtMs = clock.now();
  let lastSwitchAtMs = clock.now();
  let stopLooking: (() => void) | null = null;
  let looksCalmly = false;
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
    const rate = chosenRate.rate(pace.rate());
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

  const jumpDistanceSeconds = () =>
    pace.jumpDistanceSeconds(targetDurationSeconds()) + crowd.holdBackExtraSeconds;
  const seeker = createSeeker({
    clock,
    positionSeconds: () => positionSeconds,
    hasMoved: () => hasMoved,
    targetDurationSeconds,
    liveDistanceSeconds: jumpDistanceSeconds,
    moveTo(seconds) {
      positionSeconds = seconds;
      if (status === 'ended') status = null;
    },
    beginAt(seconds) {
      if (feed === null) return;
      positionSeconds = seconds;
      beginAtSeconds = seconds;
      taking?.abort(new Error('begun anew'));
      toldSequence = null;
      status = null;
      wasComplete = false;
      feed.beginAt(seconds);
      take(feed);
    },
  });

  const keepPace = (forFeed: Feed) => {
    const { ended, phase } = forFeed.snapshot();
    pace.look({
      positionSeconds: hasMoved && seeker.wantedSeconds() === null ? positionSeconds : null,
      inHandSeconds: forFeed.inHandSeconds(positionSeconds),
      latencySeconds: latency(),
      targetDurationSeconds: targetDurationSeconds(),
      steadyForMs: clock.now() - lastFailureAtMs,
      silent:
        status === 'stalled' &&
        hasMoved &&
        seeker.wantedSeconds() === null &&
        aheadSeconds(forFeed, DRY_SECONDS) < DRY_SECONDS,
      ended,
      complete: phase.kind === 'complete',
      holdBackExtraSeconds: crowd.holdBackExtraSeconds,
    });
    const isBack = chosenRate.look({
      latencySeconds: latency(),
      jumpSeconds: jumpDistanceSeconds(),
      wantedSeconds: pace.wantedSeconds(targetDurationSeconds(), crowd.holdBackExtraSeconds),
    });
    if (isBack) emit({ type: 'rate', rate: 1 });
  };

  const look = () => {
    const looked = feed;
    if (looked === null) return;
    letTimePass(looked);
    tellStatus(looked);
    // Whoever was told may have stopped it.
    if (feed !== looked) return;
    seeker.follow(looked);
    if (toldSequence !== null)
      looked.movePlayhead({ positionSeconds: seeker.wantedSeconds() ?? positionSeconds, heard: hasMoved });
    keepPace(looked);
    if (!looksCalmly || isCalm() || stopLooking === null) return;
    stopLooking();
    keepLooking();
  };

  const isCalm = () =>
    status === 'playing' && feed !== null && aheadSeconds(feed, CALM_SECONDS) >= CALM_SECONDS;
  const keepLooking = () => {
    looksCalmly = isCalm();
    stopLooking = clock.setTimer(
      () => {
        keepLooking();
        look();
      },
      looksCalmly ? CALM_LOOK_EVERY_MS : LOOK_EVERY_MS,
    );
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
      options.onPlaylist?.(playlist.text, players);
      // Up to now there was only what had been told before.
      letTimePass(from);
      if (toldSequence === null)
        positionSeconds = afterGaps(from.snapshot(), beginAtSeconds ?? playlist.startSeconds);
      toldSequence = playlist.lastSequence;
      // An end that was taken back meanwhile is none.
      isWhole = playlist.ended && from.snapshot().phase.kind === 'complete';
      isTaking = !isWhole;
      look();
    }
  };
  const take = (from: Feed) => {
    if (run === null) return;
    taking = new AbortController();
    players += 1;
    const signal = AbortSignal.any([run.signal, taking.signal]);
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
    seeker.reset();
    beginAtSeconds = null;
    wasComplete = false;
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
    chosenRate.begin();
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
      onTakenBack(fromSeconds) {
        // The player is given the rest anew.
        letTimePass(started);
        const kept = started.snapshot().slots.findLast(({ startSeconds }) => startSeconds < fromSeconds);
        if (toldSequence !== null) toldSequence = kept?.sequence ?? null;
        taking?.abort(new Error('taken back'));
        take(started);
      },
    });
    feed = started;
    if (wantedAudio !== null) started.chooseAudio(wantedAudio);
    started.subscribe((event) => {
      if (event.type === 'answer' && !HARMLESS.has(event.outcome)) lastFailureAtMs = event.atMs;
      emit({ type: 'feed', event });
      if (event.type !== 'changed' || feed !== started) return;
      const { phase } = started.snapshot();
      if (phase.kind === 'stopped') fail(phase.problem);
      // The end was taken back.
      else if (wasComplete && phase.kind === 'following' && !isTaking) take(started);
      wasComplete = phase.kind === 'complete';
    });
    take(started);
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
      if (feed !== null) seeker.jumpToLive(feed);
    },
    seek(seconds) {
      if (feed === null) return;
      letTimePass(feed);
      seeker.seek(feed, seconds);
      // Somebody may have stopped it.
      look();
    },
    setRate(rate) {
      if (feed !== null) letTimePass(feed);
      chosenRate.set(rate);
    },
    chooseAudio(trackId) {
      wantedAudio = trackId;
      feed?.chooseAudio(trackId);
    },
    chooseText: () => undefined,
    setVolume: (volume) => setOutput({ ...output, volume: Math.min(1, Math.max(0, volume)) }),
    setMuted: (muted) => setOutput({ ...output, muted }),
    hurry: () => feed?.hurry(),
    setOnline: (online) => feed?.setOnline(online),
    setCrowdPolicy(policy) {
      crowd = policy;
      feed?.setCrowdPolicy(policy);
    },
    position() {
      if (feed === null) return { positionSeconds: 0, inHandSeconds: 0, latencySeconds: null };
      letTimePass(feed);
      return {
        positionSeconds,
        inHandSeconds: feed.inHandSeconds(positionSeconds),
        latencySeconds: latency(),
      };
    },
    feed: () => feed?.snapshot() ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard() {
      if (feed !== null) letTimePass(feed);
      return { heardSeconds, silentSeconds };
    },
    destroy() {
      stop();
      listeners.clear();
    },
  };
}
