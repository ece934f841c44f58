import type { Fetch } from '../network/attempt.ts';
import type { Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import { usualPolicy } from '../feed/crowd-policy.ts';
import { createFeed, type Feed, type RenditionFacts } from '../feed/feed.ts';
import { audioMimeType } from '../hls/codecs.ts';
import { createRetryBudget } from '../network/retry-budget.ts';
import { elementStatus, latencySeconds, type ElementStatus } from './element-status.ts';
import type { Engine, EngineEvent, EnginePosition, EngineProblem, Pathway } from './engine.ts';
import { createHlsPlayer, type HlsModule, type HlsPlayer, type PlayerFault } from './hls-player.ts';
import { watchInterruptions } from './interruptions.ts';
import { hasLostSource } from './lost-source.ts';
import { openShelf, sweepLeftovers } from './late-shelf.ts';
import { afterGaps } from './live-jump.ts';
import { createChosenRate } from './chosen-rate.ts';
import { hasRunDry, standOf, type Stand } from './dry-element.ts';
import { createFaultKeeper, type FaultKeeper } from './fault-keeper.ts';
import { bufferedAhead, holeJump, narrower, widestBuffer } from './media-recovery.ts';
import { mediaSourceClass } from './media-support.ts';
import { createPace, type Pace } from './pace.ts';
import { createSeeker } from './seeker.ts';
import { createStuckWatch, watchStuck } from './stuck-element.ts';
import { loadPatiently } from '../network/patient-load.ts';
import { chooseRendition } from './rendition-policy.ts';

/** Between two looks at the element; `timeupdate` comes about as often, but not in every state. */
const LOOK_EVERY_MS = 250;
/** Answers that tell of no trouble on the line. */
const HARMLESS: ReadonlySet<string> = new Set(['ok', 'overtaken', 'not-found']);
/** A guess until the first playlist states it. */
const USUAL_TARGET_DURATION_SECONDS = 6;
/** A stalled element with less than this before it has run dry. */
const DRY_SECONDS = 0.5;
/** What is in hand and still not in the element after so long has been refused by it. */
const REFUSED_AFTER_MS = 4_000;
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

  let module: HlsModule | null = null;
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
  let faults: FaultKeeper = createFaultKeeper(clock);
  let limits = widestBuffer;
  let crowd = usualPolicy;
  let pace: Pace = createPace(clock);
  let stuck = createStuckWatch(clock.now());
  let stand: Stand = { positionSeconds: 0, sinceMs: clock.now() };
  const chosenRate = createChosenRate();
  /** The version of the sound that was chosen last, be it before there was anything to choose from. */
  let wantedAudio: string | null = null;
  /** Where to begin, in feed time, if that is not where the feed joined. */
  let beginAtSeconds: number | null = null;
  let wasComplete = false;
  /** Since when there has been something in hand that is not in the element. */
  let refusedSinceMs: number | null = null;
  let brokenBefore = false;
  let lastFailureAtMs = clock.now();
  let lastSwitchAtMs = clock.now();
  let stopLooking: (() => void) | null = null;
  let cancelRebuild: (() => void) | null = null;
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

  const ranges = () =>
    Array.from({ length: audio.buffered.length }, (_, index) => ({
      startSeconds: audio.buffered.start(index),
      endSeconds: audio.buffered.end(index),
    }));
  const targetDurationSeconds = () => feed?.snapshot().targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS;

  const leaveHole = (forFeed: Feed) => {
    if (audio.seeking) return;
    const target = holeJump(ranges(), audio.currentTime);
    // Only over what is known to be lost: a segment that is merely late is waited for.
    const isLost = target !== null && isGap(forFeed, toFeedTime());
    if (isLost) audio.currentTime = target;
    const isRefused = target !== null && !isLost && forFeed.inHandSeconds(toFeedTime()) > DRY_SECONDS;
    refusedSinceMs = isRefused ? (refusedSinceMs ?? clock.now()) : null;
    if (refusedSinceMs === null || clock.now() - refusedSinceMs < REFUSED_AFTER_MS) return;
    refusedSinceMs = null;
    onFault({ kind: 'decoder', message: 'a segment left no sound', atSeconds: toFeedTime() + DRY_SECONDS });
  };

  const jumpDistanceSeconds = () =>
    pace.jumpDistanceSeconds(targetDurationSeconds()) + crowd.holdBackExtraSeconds;
  const seeker = createSeeker({
    clock,
    positionSeconds: () => positionSeconds(),
    hasMoved: () => hasMoved,
    targetDurationSeconds,
    liveDistanceSeconds: jumpDistanceSeconds,
    moveTo(seconds) {
      heardUntilSeconds = seconds;
      // A player that is being built begins there; one that has begun elsewhere is built once more.
      if (attaching) {
        if (player?.hasPlaylist() === true) renew();
        return;
      }
      const isOver = audio.ended;
      audio.currentTime = seconds - (player?.originSeconds() ?? 0);
      if (isOver && wanting) play();
    },
    beginAt(seconds) {
      heardUntilSeconds = beginAtSeconds = seconds;
      wasComplete = false;
      const isAnew = player?.hasPlaylist() === true;
      if (isAnew || hasMoved) renew();
      feed?.beginAt(seconds);
    },
  });

  const keepPace = (forFeed: Feed) => {
    const snapshot = forFeed.snapshot();
    const isDry = bufferedAhead(ranges(), audio.currentTime) < DRY_SECONDS;
    pace.look({
      positionSeconds: hasMoved && !attaching && seeker.wantedSeconds() === null ? positionSeconds() : null,
      inHandSeconds: forFeed.inHandSeconds(positionSeconds()),
      latencySeconds: latency(),
      targetDurationSeconds: targetDurationSeconds(),
      steadyForMs: clock.now() - lastFailureAtMs,
      silent:
        status === 'stalled' &&
        hasMoved &&
        !attaching &&
        !audio.seeking &&
        seeker.wantedSeconds() === null &&
        isDry,
      ended: snapshot.ended,
      complete: snapshot.phase.kind === 'complete',
      holdBackExtraSeconds: crowd.holdBackExtraSeconds,
    });
    audio.preservesPitch = true;
    const isBack = chosenRate.look({
      latencySeconds: latency(),
      jumpSeconds: jumpDistanceSeconds(),
      wantedSeconds: pace.wantedSeconds(targetDurationSeconds(), crowd.holdBackExtraSeconds),
    });
    const rate = chosenRate.rate(pace.rate());
    if (audio.playbackRate !== rate) audio.playbackRate = rate;
    if (isBack) emit({ type: 'rate', rate: 1 });
  };

  const lookForStuck = () => {
    const next = watchStuck(stuck, {
      nowMs: clock.now(),
      positionSeconds: audio.currentTime,
      shouldMove:
        wanting &&
        !attaching &&
        !audio.paused &&
        !audio.ended &&
        bufferedAhead(ranges(), audio.currentTime) >= DRY_SECONDS,
    });
    stuck = next.watch;
    if (next.cure === null) return;
    const message = `the playhead stands still (${next.cure.kind})`;
    if (next.cure.kind === 'rebuild') rebuild(message, 0);
    else {
      emit({ type: 'media-fault', message });
      audio.currentTime = next.cure.toSeconds;
    }
  };

  const latency = () => {
    if (feed === null || !hasMoved) return null;
    const { edgeSeconds, edgeAtMs, ended } = feed.snapshot();
    const nowMs = clock.now();
    return latencySeconds({ edgeSeconds, edgeAtMs, ended, positionSeconds: positionSeconds(), nowMs });
  };

  const look = () => {
    if (feed === null) return;
    if (!attaching && audio.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      hasMoved ||= audio.currentTime > (player?.beginSeconds() ?? 0) + 0.05;
      faults.moved(toFeedTime() - heardUntilSeconds);
      heardUntilSeconds = toFeedTime();
    }
    // hls.js tells of most, and knows the segment; this is for what it does not tell.
    const isBroken = audio.error !== null && !attaching;
    if (isBroken && brokenBefore) onFault({ kind: 'decoder', message: audio.error.message, atSeconds: null });
    brokenBefore = isBroken;
    if (attaching && audio.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      attaching = false;
      if (wanting && audio.paused) play();
    }
    // Whoever was interrupted may be taken up again by the platform itself, when the call is over.
    if (!audio.paused && !wanting) command.play();
    if (hasLostSource({ wanting, attaching, hasPlayer: player !== null, networkState: audio.networkState }))
      rebuild('the source is gone', 0);
    // An element that fails pauses itself.
    const paused = audio.paused && !(wanting && (attaching || isBroken));
    const { seeking } = audio;
    const hasSound = bufferedAhead(ranges(), audio.currentTime) >= DRY_SECONDS;
    const nowMs = clock.now();
    stand = standOf(stand, audio.currentTime, nowMs);
    const next = elementStatus({
      paused,
      ended: audio.ended,
      seeking,
      hasSound,
      readyState: audio.readyState,
      hasMoved,
      hasRunDry: hasRunDry({ stand, nowMs, hasSound, seeking }),
    });
    if (next === 'stalled') leaveHole(feed);
    else refusedSinceMs = null;
    if (next !== status) {
      status = next;
      if (next === 'paused' && wanting) {
        wanting = false;
        interruptions.interrupted();
      }
      emit({ type: next });
    }
    if (player !== null) seeker.follow(feed);
    if (hasMoved || audio.readyState > 0)
      feed.movePlayhead({ positionSeconds: seeker.wantedSeconds() ?? positionSeconds(), heard: hasMoved });
    keepPace(feed);
    lookForStuck();
  };

  const keepLooking = () => {
    stopLooking?.();
    stopLooking = clock.setTimer(() => {
      interruptions.look();
      look();
      keepLooking();
    }, LOOK_EVERY_MS);
  };

  const build = () => {
    if (module === null || feed === null) return;
    attaching = true;
    const builtFor = feed;
    const resumeAtSeconds = () => {
      const snapshot = builtFor.snapshot();
      const at = hasMoved ? heardUntilSeconds : (beginAtSeconds ?? snapshot.slots[0]?.startSeconds ?? null);
      return at === null ? null : afterGaps(snapshot, at);
    };
    player = createHlsPlayer({
      module,
      audio,
      feed,
      resumeAtSeconds,
      limits,
      now: () => clock.now(),
      mayGoOn: (signal) => pace.mayGoOn(signal),
      onFault,
      onFull() {
        limits = narrower(limits);
        player?.limit(limits);
      },
    });
    // Setting a source ends an earlier play(); the element is unlocked, so this one needs no gesture.
    if (wanting) play();
  };

  const rebuild = (message: string, delayMs: number) => {
    emit({ type: 'media-fault', message });
    renew(delayMs);
  };
  const renew = (delayMs = 0) => {
    attaching = true;
    player?.destroy();
    player = null;
    cancelRebuild?.();
    cancelRebuild = clock.setTimer(build, delayMs);
  };

  /** What the player has been given holds no more: it gets the same anew, from where the playhead is. */
  const giveAnew = () => {
    if (player === null) return;
    if (!attaching && audio.readyState > 0) heardUntilSeconds = toFeedTime();
    attaching = true;
    player.destroy();
    build();
  };

  const onFault = (fault: PlayerFault) => {
    if (feed === null) return;
    const isCodec = fault.kind === 'codec';
    if (isCodec && !faults.avoid(feed, feed.snapshot().renditionId)) {
      fail({ kind: 'codec-not-supported', codecs: fault.codecs === '' ? [] : [fault.codecs] });
      return;
    }
    const message = isCodec ? `codec ${fault.codecs}` : fault.message;
    const { recovery, atSeconds } = faults.take(feed, isCodec ? null : fault.atSeconds, positionSeconds());
    const told = `${message} (${recovery.kind} at ${atSeconds.toFixed(1)} s)`;
    if (recovery.kind === 'give-up') fail({ kind: 'media', message });
    else if (recovery.kind !== 'recover') rebuild(told, recovery.delayMs);
    else {
      emit({ type: 'media-fault', message: told });
      attaching = true;
      player?.recover();
      if (wanting) play();
    }
  };

  const pickRendition = (facts: RenditionFacts): string => {
    const picked = chooseRendition({
      ...facts,
      renditions: faults.playable(facts.renditions),
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
    cancelRebuild?.();
    interruptions.settled();
    player?.destroy();
    player = null;
    feed?.stop();
    feed = null;
    status = null;
    wanting = false;
    attaching = false;
    hasMoved = false;
    seeker.reset();
    beginAtSeconds = null;
    wasComplete = false;
    // Pausing an element that waits without a source ends its pending play().
    audio.pause();
  };

  const start = (pathways: readonly Pathway[]) => {
    const [first, ...others] = pathways;
    if (first === undefined) return;
    if (feed !== null) {
      feed.setPathways([first, ...others]);
      return;
    }
    lastFailureAtMs = clock.now();
    pace = createPace(clock);
    chosenRate.begin();
    faults = createFaultKeeper(clock);
    const thisRun = new AbortController();
    run = thisRun;
    const started = createFeed({
      fetch: options.fetch,
      clock,
      random,
      budget,
      pathways: [first, ...others],
      crowdPolicy: crowd,
      openShelf,
      canPlay: canPlayCodec,
      chooseRendition: pickRendition,
      onTakenBack: giveAnew,
    });
    feed = started;
    if (wantedAudio !== null) started.chooseAudio(wantedAudio);
    started.subscribe((event) => {
      if (event.type === 'answer' && !HARMLESS.has(event.outcome)) lastFailureAtMs = event.atMs;
      emit({ type: 'feed', event });
      if (event.type !== 'changed' || feed !== started) return;
      const { phase } = started.snapshot();
      if (phase.kind === 'stopped') fail(phase.problem);
      // A source that was told its end takes nothing more: an end that is taken back needs a new one.
      if (wasComplete && phase.kind === 'following') rebuild('the end was taken back', 0);
      wasComplete = phase.kind === 'complete';
    });
    keepLooking();
    code.get(thisRun.signal).then(
      (loaded) => {
        if (thisRun.signal.aborted) return;
        module = loaded;
        build();
      },
      () => {
        if (!thisRun.signal.aborted) fail({ kind: 'player-not-loaded' });
      },
    );
  };

  void sweepLeftovers();
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
  const interruptions = watchInterruptions({
    clock,
    pause() {
      if (status === 'playing') command.pause();
    },
    resume: () => command.play(),
    onWake() {
      feed?.hurry();
      stuck = createStuckWatch(clock.now());
    },
  });
  // A source that goes takes the playing with it, without anybody having paused.
  const onEmptied = () => {
    attaching ||= feed !== null && wanting;
  };
  audio.addEventListener('emptied', onEmptied);
  for (const name of WATCHED) audio.addEventListener(name, look);
  // ManagedMediaSource opens only on an element that cannot hand its playback to another device.
  audio.disableRemotePlayback = true;

  return {
    unlock: () => command.play(),
    preload() {
      code.get(new AbortController().signal).catch(() => undefined);
    },
    start,
    stop,
    ...command,
    jumpToLive() {
      if (feed !== null) seeker.jumpToLive(feed);
    },
    seek(seconds) {
      if (feed !== null) seeker.seek(feed, seconds);
    },
    setRate(rate) {
      chosenRate.set(rate);
      if (feed !== null) keepPace(feed);
    },
    chooseAudio(trackId) {
      wantedAudio = trackId;
      feed?.chooseAudio(trackId);
    },
    chooseText: (trackId) => feed?.chooseText(trackId),
    setVolume(volume) {
      audio.volume = Math.min(1, Math.max(0, volume));
    },
    setMuted(muted) {
      audio.muted = muted;
    },
    hurry: () => feed?.hurry(),
    setOnline: (online) => feed?.setOnline(online),
    setCrowdPolicy(policy) {
      crowd = policy;
      feed?.setCrowdPolicy(policy);
    },
    position(): EnginePosition {
      if (feed === null) return { positionSeconds: 0, inHandSeconds: 0, latencySeconds: null };
      const position = positionSeconds();
      return {
        positionSeconds: position,
        inHandSeconds: feed.inHandSeconds(position),
        latencySeconds: latency(),
      };
    },
    feed: () => feed?.snapshot() ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      stop();
      interruptions.dispose();
      audio.removeEventListener('emptied', onEmptied);
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

function canPlayCodec(codec: string): boolean {
  return mediaSourceClass()?.isTypeSupported(audioMimeType(codec)) ?? false;
}
