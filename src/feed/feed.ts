import type { Fetch } from '../network/attempt.ts';
import { JOIN_CAP_MS } from '../network/backoff.ts';
import type { Clock } from '../network/clock.ts';
import type { GateMode } from '../network/gate.ts';
import type { Random } from '../network/random.ts';
import type { RetryBudget } from '../network/retry-budget.ts';
import { JOIN_WANTED_SECONDS, joinPosition } from '../hls/hold-back.ts';
import type { MediaPlaylist } from '../hls/media-playlist.ts';
import {
  createTimeline,
  extend,
  forgetSources,
  isListed,
  trimBefore,
  type Slot,
  type Timeline,
  type Track,
} from '../hls/timeline.ts';
import { createAudioChoice } from './audio-choice.ts';
import { createAudioOffers } from './audio-offers.ts';
import { probePlaylist } from './audio-probe.ts';
import { createReplacement } from './audio-replacement.ts';
import { timeDomain, trackId } from './track.ts';
import { createCaptions } from './captions.ts';
import { usualPolicy, type CrowdPolicy } from './crowd-policy.ts';
import type { FeedEvent, FeedPhase, FeedSnapshot } from './feed-snapshot.ts';
import { createDateMarks } from './date-marks.ts';
import { secondsInHand } from './in-hand.ts';
import { createKeeper } from './keeper.ts';
import { usualLimits, type KeepingLimits } from './keeping.ts';
import type { NetworkContext } from './network-context.ts';
import { isLongGone } from './patience.ts';
import { createPathways } from './pathways.ts';
import { createPlaylistSource, type PathwayAddresses, type PlaylistNews } from './playlist-source.ts';
import type { FeedRendition } from './rendition-choice.ts';
import type { SeekPlace } from './seek-place.ts';
import { createSeeking } from './seeking.ts';
import type { SegmentShelf } from './segment-shelf.ts';
import { createSegmentSource } from './segment-source.ts';
import { createShownPlaylist } from './shown-playlist.ts';
import { indexAt, indexFrom, slotOf } from './slot-index.ts';
import { createThroughputMeter } from './throughput.ts';
import { createTimelinePicture } from './timeline-picture.ts';

/** A line in trouble brings a segment in hundreds of pieces; whoever watches is told of them so often. */
const PROGRESS_EVERY_MS = 250;
/** Little audio in hand: politeness yields to continuity as far as the gate allows. */
const URGENT_SECONDS = 10;
/**
 * Longest backoff once there is sound: half of what a listener has in hand at worst after joining, so that an origin
 * that comes back is noticed in time. How often it is asked in all is the budget's decision.
 */
const LISTENING_CAP_MS = 6_000;
/** An origin that has nothing yet answers easily, and nobody wants to miss the beginning. */
const NOT_STARTED_CAP_MS = 8_000;
/** A guess until the first playlist states it. */
const USUAL_TARGET_DURATION_SECONDS = 6;

export interface FeedOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly budget: RetryBudget;
  /** Where the broadcast can be looked for, in order of preference. */
  readonly pathways: PathwayAddresses;
  /** What the producers ask of everybody at the beginning. */
  readonly crowdPolicy?: CrowdPolicy;
  /** What was shown to the player holds no more from this moment of the timeline on: it is to be given the rest anew. */
  onTakenBack?(fromSeconds: number): void;
  /** How much of what was fetched is kept for pausing and rewinding. */
  readonly limits?: KeepingLimits;
  /** Room beyond memory, asked for when that runs short; without it there is none. */
  openShelf?(): Promise<SegmentShelf | null>;
  canPlay(codec: string): boolean;
  /** The rendition to ask for next; called whenever the playhead moves. Ids are those of `renditions`. */
  chooseRendition(facts: RenditionFacts): string;
}

export interface RenditionFacts {
  /** Lowest bandwidth first, never empty. */
  readonly renditions: readonly FeedRendition[];
  readonly currentId: string;
  readonly inHandSeconds: number;
  readonly throughputBps: number | null;
  readonly targetDurationSeconds: number;
  readonly nowMs: number;
  /** Everybody is asked to keep to the lowest. */
  readonly lowestOnly: boolean;
}

/** Where the listener is, in seconds of the feed's timeline. */
interface Playhead {
  readonly positionSeconds: number;
  /** There has been sound: from now on this client is one of those who are in. */
  readonly heard: boolean;
}

/**
 * All that a player does before the decoder: finds the broadcast, follows its playlists, chooses what to ask for
 * next, keeps what it has, and shows the player one perfect playlist of what is in hand.
 */
export interface Feed {
  /** The synthetic playlist, once it lists something newer than `afterSequence` (null: anything at all). */
  playlist(afterSequence: number | null, signal: AbortSignal): Promise<ShownPlaylistText>;
  /**
   * Bytes of a segment, init section or key by the address that the synthetic playlist gives it; null if unknown, or
   * kept no more. A promise when they have to be fetched from the shelf, or even from the origin once more.
   */
  resource(url: string): Uint8Array | Promise<Uint8Array | null> | null;
  movePlayhead(playhead: Playhead): void;
  /** Where playing can begin at or after this moment; null while there is nothing to be heard. */
  seekPlace(positionSeconds: number): SeekPlace | null;
  /** The listener is going there, be it before where they joined: it is fetched from now on. */
  goTo(positionSeconds: number): void;
  /** From now on the synthetic playlist begins with this place: for a player that is made anew, numbers may go back. */
  beginAt(positionSeconds: number): void;
  /**
   * Makes the segment at this place a gap: it cannot be decoded, or the listener has gone past it. Returns the rendition
   * in which it was held, or null.
   */
  giveUp(positionSeconds: number, reason: 'undecodable' | 'passed-over'): string | null;
  /** Seconds that can be played from here without another byte. */
  inHandSeconds(positionSeconds: number): number;
  snapshot(): FeedSnapshot;
  subscribe(listener: (event: FeedEvent) => void): () => void;
  /** The broadcast is to be had here from now on; what is heard goes on without a break. */
  setPathways(pathways: PathwayAddresses): void;
  setCrowdPolicy(policy: CrowdPolicy): void;
  /** The sound in another version (`FeedSnapshot.audioTracks`), from the next segment boundary at which it can be had. */
  chooseAudio(trackId: string): void;
  /** Follows these captions (`FeedSnapshot.textTracks`), or none. */
  chooseText(trackId: string | null): void;
  hurry(): void;
  setOnline(online: boolean): void;
  stop(): void;
}

export interface ShownPlaylistText {
  readonly text: string;
  readonly lastSequence: number;
  readonly ended: boolean;
  /** Feed time of the first listed segment's start. */
  readonly startSeconds: number;
}

/** Begins to follow the broadcast at once. */
export function createFeed(options: FeedOptions): Feed {
  const { clock, random } = options;
  let crowd = options.crowdPolicy ?? usualPolicy;
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const listeners = new Set<(event: FeedEvent) => void>();
  const throughput = createThroughputMeter();
  const marks = createDateMarks();

  let phase: FeedPhase = { kind: 'locating' };
  const audio = createAudioOffers();
  let renditionId: string | null = null;
  let timeline: Timeline = createTimeline();
  let targetDurationSeconds: number | null = null;
  let holdBackSeconds: number | null = null;
  let edgeAtMs: number | null = null;
  let ended = false;
  let lostSeconds = 0;
  /** The first slot that the listener is given; null until the first playlist. Moves while nothing is in hand. */
  let joinSequence: number | null = null;
  let playhead: Playhead = { positionSeconds: 0, heard: false };
  let snapshot: FeedSnapshot | null = null;
  /** The track of the newest playlist, and whether its window slides. */
  let followedId: string | null = null;
  let isSliding = false;
  /** When it came. */
  let listedAtMs = clock.now();
  /** Pathways that have been followed, in that order. */
  const followedIds = new Set<string>();
  /** The slot at the playhead when that was last looked at. */
  let hereSequence: number | null = null;
  let furthestSeconds = 0;
  let progressToldAtMs = -Infinity;

  const emit = (event: FeedEvent) => {
    if (signal.aborted) return;
    for (const listener of [...listeners]) listener(event);
  };
  const changed = () => {
    snapshot = null;
    emit({ type: 'changed' });
  };
  const setPhase = (next: FeedPhase) => {
    if (phase.kind === next.kind || phase.kind === 'stopped') return;
    phase = next;
    changed();
  };
  const stopFor = (problem: Extract<FeedPhase, { kind: 'stopped' }>['problem']) => {
    setPhase({ kind: 'stopped', problem });
    lifetime.abort(new Error('the stream cannot be followed'));
  };

  const pathways = createPathways({
    clock,
    random,
    budget: options.budget,
    signal,
    inHandSeconds: () => inHandSeconds(playhead.positionSeconds),
    onSwitch() {
      playlists.hurry();
      changed();
    },
    onNeeded: () => playlists.locateOthers(),
    onGate(pathwayId, closedUntilMs) {
      emit({ type: 'gate', atMs: clock.now(), pathwayId, closedUntilMs });
      if (pathways.isInTrouble()) playlists.locateOthers();
    },
  });
  for (const { id } of options.pathways) pathways.gate(id);

  const context: NetworkContext = { fetch: options.fetch, clock, random, throughput, emit };
  const slots = (): readonly Slot[] => timeline.slots;

  /** What the newest playlist of the pathway that is followed lists. */
  const followed = (): Track | undefined => timeline.tracks.get(followedId ?? '');

  /** As the newest playlist tells, or as it will tell when its window has slid on for so long. */
  const slotIsLongGone = (slot: Slot, slidSeconds = 0): boolean => {
    const track = followed();
    if (track === undefined) return false;
    const first = slotOf(slots(), track.firstSequence);
    const last = slotOf(slots(), track.lastSequence);
    if (first === undefined || last === undefined) return false;
    return isLongGone({
      endSeconds: slot.startSeconds + slot.durationSeconds,
      durationSeconds: slot.durationSeconds,
      listedFromSeconds: first.startSeconds + slidSeconds,
      listedToSeconds: last.startSeconds + last.durationSeconds + slidSeconds,
    });
  };
  const slotSeemsGone = (slot: Slot): boolean =>
    isSliding && !ended && slotIsLongGone(slot, (clock.now() - listedAtMs) / 1000);

  const segments = createSegmentSource({
    context,
    pathways,
    signal,
    slots,
    // The oldest is about to be taken away: whoever begins there and finds it missing must not wait for it.
    isListed(slot, { pathwayId, renditionId: listedIn }) {
      const id = trackId(pathwayId, listedIn);
      const isOldest = slot.sequence === timeline.tracks.get(id)?.firstSequence;
      return isListed(timeline, slot, id) && (shown.hasBegun() || !isOldest);
    },
    // An interpreter's encoder may have a clock of its own: from one version to another the decoder begins anew.
    domainOf: (source) =>
      `${timeDomain(timeline, [...followedIds], source)} ${audio.trackOf(source.renditionId)}`,
    isLongGone: (slot) => slotIsLongGone(slot),
    seemsGone: slotSeemsGone,
    renditionId: () => renditionId,
    trackOf: (id) => audio.trackOf(id),
    bandwidthBps: (id) => audio.rendition(id)?.bandwidthBps ?? null,
    targetDurationSeconds: () => targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS,
    onChange(settled) {
      if (settled) {
        keep();
        captions.update();
      } else {
        if (clock.now() - progressToldAtMs < PROGRESS_EVERY_MS) return;
        progressToldAtMs = clock.now();
      }
      skipUnhadBeginning();
      shown.update();
      if (isWhole()) setPhase({ kind: 'complete' });
      changed();
      advance();
    },
    onCame: (id) => audioChoice.came(id),
    onDenied(status) {
      if (pathways.isDeniedEverywhere()) stopFor({ kind: 'denied', status });
    },
    onUnplayable: stopFor,
  });

  const captions = createCaptions({
    context,
    pathways,
    signal,
    slots,
    held: (sequence) => segments.held(sequence),
    playhead: () => playhead,
    reloadStretch: () => crowd.reloadStretch,
    hasEnded: () => ended,
    onChange: changed,
  });

  const limits = options.limits ?? usualLimits;
  const keeper = createKeeper({
    clock,
    signal,
    limits: options.openShelf === undefined ? { ...limits, shelfBytes: 0 } : limits,
    openShelf: () => options.openShelf?.() ?? Promise.resolve(null),
    slots,
    segments,
    isShown: (sequence) => shown.lists(sequence),
    forgetBefore(sequence) {
      segments.forgetBefore(sequence);
      shown.forgetBefore(sequence);
      // What the origin offers can be gone back to, whether it was in hand or not.
      timeline = trimBefore(timeline, Math.min(sequence, followed()?.firstSequence ?? sequence));
    },
    onLost(sequence) {
      const slot = slotOf(slots(), sequence);
      // What was heard before is no loss, only out of reach.
      if (slot !== undefined && slot.startSeconds >= furthestSeconds) shown.countLoss(slot);
      changed();
    },
  });
  const keep = () => {
    const track = isSliding ? followed() : undefined;
    const windowFrom = track === undefined ? undefined : slotOf(slots(), track.firstSequence);
    keeper.update({
      positionSeconds: playhead.positionSeconds,
      windowFromSeconds: windowFrom?.startSeconds ?? null,
      ...(crowd.mostAheadSeconds === undefined ? {} : { mostAheadSeconds: crowd.mostAheadSeconds }),
    });
  };

  const shown = createShownPlaylist({
    clock,
    signal,
    slots,
    segments,
    body: (sequence) => keeper.body(sequence),
    targetDurationSeconds: () => targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS,
    joinSequence: () => joinSequence,
    hereSequence: () => here()?.sequence ?? null,
    ended: () => ended,
    onGap: (seconds) => {
      lostSeconds += seconds;
    },
  });

  const replacement = createReplacement({
    signal,
    slots,
    segments,
    trackOf: (id) => audio.trackOf(id),
    targetDurationSeconds: () => targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS,
    isUntouched: () => !shown.hasBegun(),
    onProgress: () => advance(),
    onReplaced(fromSequence, gone) {
      keeper.replaced(gone);
      shown.takeBackFrom(fromSequence);
      keep();
      shown.update();
      changed();
      options.onTakenBack?.(slotOf(slots(), fromSequence)?.startSeconds ?? playhead.positionSeconds);
    },
  });

  const joinAt = (slot: Slot) => {
    joinSequence = slot.sequence;
    playhead = { ...playhead, positionSeconds: slot.startSeconds };
  };
  const seeking = createSeeking({
    slots,
    segments,
    shown,
    followed,
    joinSequence: () => joinSequence,
    setJoin: joinAt,
  });
  const isWhole = () => ended && shown.isComplete();

  /** Until something is in hand, what cannot be had at the beginning is no loss: join at the next that can. */
  const skipUnhadBeginning = () => {
    if (joinSequence === null || shown.hasBegun()) return;
    const from = joinSequence;
    const first = slots().find(
      (slot) => slot.sequence >= from && segments.state(slot.sequence).kind !== 'gap',
    );
    if (first !== undefined) joinAt(first);
  };

  const inHandSeconds = (positionSeconds: number): number =>
    secondsInHand(slots(), (sequence) => segments.state(sequence).kind, {
      fromSequence: joinSequence ?? 0,
      positionSeconds,
    });

  const gateMode = (inHand: number): GateMode => ({
    joining: !playhead.heard,
    urgent: playhead.heard && inHand < URGENT_SECONDS,
    capMs: playhead.heard ? LISTENING_CAP_MS : (crowd.joinBackoffMs ?? JOIN_CAP_MS),
    yieldMs: crowd.yieldMs,
  });

  /** Looks at where the listener is and sets everything to work that should be working now. */
  const advance = () => {
    if (signal.aborted || joinSequence === null || renditionId === null) return;
    const inHand = inHandSeconds(playhead.positionSeconds);
    pathways.setMode(gateMode(inHand));
    audioChoice.look();
    replacement.look(playhead.positionSeconds);
    renditionId = options.chooseRendition({
      renditions: audio.ladder(audio.trackOf(renditionId)),
      currentId: renditionId,
      inHandSeconds: inHand,
      throughputBps: throughput.bitsPerSecond(clock.now()),
      targetDurationSeconds: targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS,
      nowMs: clock.now(),
      lowestOnly: crowd.lowestOnly,
    });
    segments.pump({
      sequence: Math.max(joinSequence, here()?.sequence ?? joinSequence),
      positionSeconds: playhead.positionSeconds,
      aheadSeconds: keeper.aheadSeconds(),
    });
  };

  const here = () => slots()[indexAt(slots(), playhead.positionSeconds)];

  const join = (playlist: MediaPlaylist, track: string) => {
    const position = joinPosition({
      slots: slots().filter((slot) => isListed(timeline, slot, track)),
      targetDurationSeconds: playlist.targetDurationSeconds,
      holdBackSeconds,
      fromStart: playlist.endList,
      wantedSeconds: JOIN_WANTED_SECONDS + crowd.holdBackExtraSeconds,
    });
    if (position !== null) joinAt(position);
  };

  const onPlaylist = (pathwayId: string, rendition: string, playlist: MediaPlaylist): PlaylistNews => {
    const track = trackId(pathwayId, rendition);
    const isNewPathway = !timeline.tracks.has(track);
    const extended = extend(timeline, playlist, track);
    timeline = forgetSources(extended.timeline, track);
    followedId = track;
    followedIds.add(pathwayId);
    audioChoice.seen(rendition);
    targetDurationSeconds = Math.max(targetDurationSeconds ?? 0, playlist.targetDurationSeconds);
    holdBackSeconds = playlist.holdBackSeconds;
    marks.take(playlist.dateRanges);
    listedAtMs = clock.now();
    if (extended.added > 0) edgeAtMs = listedAtMs;
    // As long as nothing at all is in hand, a window that slid on is a new beginning, not a loss.
    const untouched =
      joinSequence === null || (!shown.hasBegun() && inHandSeconds(playhead.positionSeconds) === 0);
    const joinGone =
      joinSequence !== null &&
      !slots().some((slot) => slot.sequence === joinSequence && isListed(timeline, slot, track));
    if (untouched && (joinSequence === null || joinGone)) join(playlist, track);
    isSliding = playlist.playlistType === null && !playlist.endList;
    // Whoever waits at a pathway that fails may find its segment here.
    if (isNewPathway) pathways.moved();
    keep();
    shown.update();
    setPhase({ kind: isWhole() ? 'complete' : 'following' });
    changed();
    advance();
    return {
      changed: extended.kind !== 'unchanged' && extended.kind !== 'older-copy',
      grew: extended.added > 0,
    };
  };

  const playlists = createPlaylistSource({
    context,
    pathways,
    addresses: options.pathways,
    signal,
    notStartedCapMs: () => crowd.joinBackoffMs ?? NOT_STARTED_CAP_MS,
    reloadStretch: () => crowd.reloadStretch,
    canPlay: (codec) => options.canPlay(codec),
    onPhase: (next) => (next.kind === 'stopped' ? stopFor(next.problem) : setPhase(next)),
    audio,
    onRenditions() {
      renditionId ??= audio.ladder(audio.homeId())[0]?.id ?? null;
      audioChoice.located();
      changed();
    },
    beforeFirst: () => audioChoice.beforeFirst(),
    leaveTrack: () => audioChoice.leave(),
    onPathway: (id, playlist) => captions.located(id, playlist),
    renditionId: () => renditionId,
    isUrgent: () => inHandSeconds(playhead.positionSeconds) < URGENT_SECONDS,
    onPlaylist,
    onStale: (pathwayId) => emit({ type: 'stale', atMs: clock.now(), pathwayId }),
    onSteering(multivariant, reach) {
      // Few streams are steered: its code comes when one is.
      import('./steering.ts')
        .then(({ followSteering }) => followSteering({ multivariant, reach, pathways, context, signal }))
        // Stopped; or its code cannot be had, and the pathways keep the order that they have.
        .catch(() => undefined);
    },
    onEnd(isOver) {
      ended = isOver;
      shown.update();
      setPhase({ kind: isWhole() ? 'complete' : 'following' });
      changed();
    },
  });

  const audioChoice = createAudioChoice({
    clock,
    random,
    signal,
    audio,
    renditionId: () => renditionId,
    probe: (id, until) => probePlaylist({ context, pathways, audio, playlists }, id, until),
    tryOne(found, until) {
      // Nothing is heard yet that a trial could be made beside.
      if (joinSequence === null) return Promise.resolve(true);
      timeline = extend(timeline, found.playlist, trackId(found.pathwayId, found.renditionId)).timeline;
      return replacement.tryOne(found.renditionId, playhead.positionSeconds, until);
    },
    follow(id, found) {
      renditionId = id;
      if (joinSequence !== null) replacement.begin(id);
      if (found !== null) playlists.turnTo(found);
    },
    inHandSeconds: () => (ended ? Infinity : inHandSeconds(playhead.positionSeconds)),
    targetDurationSeconds: () => targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS,
    heardTrackId() {
      const held = playhead.heard ? segments.held(here()?.sequence ?? -1) : null;
      return held === null ? null : audio.trackOf(held.renditionId);
    },
    onChange: () => changed(),
  });

  pathways.setMode(gateMode(0));
  void playlists.run().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });

  const picture = createTimelinePicture(slots, (sequence) => segments.state(sequence));

  const takeSnapshot = (): FeedSnapshot => {
    const keptFrom = shown.firstSequence() ?? joinSequence;
    const spans = picture.datedSpans();
    return {
      phase,
      pathwayId: pathways.currentId(),
      pathwayCount: pathways.count(),
      renditions: audio
        .ladder(audio.trackOf(renditionId ?? ''))
        .map(({ id, bandwidthBps, codecs }) => ({ id, bandwidthBps, codecs })),
      renditionId,
      slots: joinSequence === null ? [] : picture.views(joinSequence, playhead.positionSeconds),
      keptFromSeconds:
        keptFrom === null ? null : (slots()[indexFrom(slots(), keptFrom)]?.startSeconds ?? null),
      seekableFromSeconds: seeking.fromSeconds(),
      edgeSeconds: picture.edgeSeconds(),
      edgeAtMs,
      programStartMs: picture.programStartMs(),
      datedSpans: spans,
      targetDurationSeconds,
      lostSeconds,
      ...audioChoice.view(),
      ...captions.view(),
      dateRanges: marks.views(spans, ended),
      throughputBps: throughput.bitsPerSecond(clock.now()),
      ended,
    };
  };

  const movePlayhead = (next: Playhead) => {
    playhead = next;
    furthestSeconds = Math.max(furthestSeconds, next.positionSeconds);
    const sequence = here()?.sequence ?? null;
    if (sequence !== hereSequence) {
      hereSequence = sequence;
      keep();
      captions.update();
      changed();
    }
    advance();
  };

  return {
    playlist: (afterSequence, requestSignal) =>
      shown.next(afterSequence, AbortSignal.any([signal, requestSignal])),
    resource: (url) => shown.resource(url),
    movePlayhead,
    seekPlace: (positionSeconds) => seeking.place(positionSeconds),
    goTo(positionSeconds) {
      seeking.goTo(positionSeconds);
      movePlayhead({ positionSeconds, heard: playhead.heard });
    },
    beginAt(positionSeconds) {
      seeking.beginAt(positionSeconds);
      playhead = { ...playhead, positionSeconds };
      // What is begun near the end may be whole at once, and what is begun before it not yet.
      setPhase({ kind: isWhole() ? 'complete' : 'following' });
      changed();
      advance();
    },
    chooseText: (trackId) => captions.choose(trackId),
    giveUp(positionSeconds, reason) {
      const slot = slots().find(
        ({ startSeconds, durationSeconds }) =>
          startSeconds <= positionSeconds && positionSeconds < startSeconds + durationSeconds,
      );
      if (slot === undefined) return null;
      const heldIn = segments.giveUp(slot.sequence, reason);
      // It had been shown as held; what is given up before that is counted when it is shown.
      if (heldIn !== null) shown.countLoss(slot);
      return heldIn;
    },
    inHandSeconds,
    snapshot: () => (snapshot ??= takeSnapshot()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setPathways: (next) => playlists.setAddresses(next),
    setCrowdPolicy(policy) {
      crowd = policy;
      keep();
      if (!playhead.heard) pathways.setMode(gateMode(0));
      advance();
    },
    chooseAudio: (id) => audioChoice.choose(id),
    hurry() {
      pathways.hurry();
      playlists.hurry();
      captions.hurry();
    },
    setOnline(online) {
      pathways.setOnline(online);
      captions.setOnline(online);
      if (online) playlists.hurry();
    },
    stop() {
      lifetime.abort(new Error('stopped'));
      listeners.clear();
    },
  };
}
