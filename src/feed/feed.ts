import type { Fetch } from '../network/attempt.ts';
import type { Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import { createGate } from '../network/gate.ts';
import type { RetryBudget } from '../network/retry-budget.ts';
import { joinPosition } from '../hls/hold-back.ts';
import type { MediaPlaylist } from '../hls/media-playlist.ts';
import { createTimeline, extend, isListed, trimBefore, type Slot, type Timeline } from '../hls/timeline.ts';
import type { FeedEvent, FeedPhase, FeedSnapshot } from './feed-snapshot.ts';
import type { NetworkContext } from './network-context.ts';
import { isLongGone } from './patience.ts';
import { createPlaylistSource } from './playlist-source.ts';
import type { FeedRendition } from './rendition-choice.ts';
import { createSegmentSource } from './segment-source.ts';
import { createShownPlaylist } from './shown-playlist.ts';
import { createThroughputMeter } from './throughput.ts';

/** How far ahead of the playhead to fetch. More than any sliding window offers; bounds memory for recordings. */
const AHEAD_SECONDS = 120;
/** What was heard stays in hand for this long. */
const BEHIND_SECONDS = 60;
/** Little audio in hand: politeness yields to continuity as far as the gate allows. */
const URGENT_SECONDS = 10;
/**
 * Longest backoff once there is sound: half of what a listener has in hand at worst after joining, so that an origin
 * that comes back is noticed in time. How often it is asked in all is the budget's decision.
 */
const LISTENING_CAP_MS = 6_000;
const DEFAULT_JOIN_BACKOFF_MS = 8_000;
/** A guess until the first playlist states it. */
const USUAL_TARGET_DURATION_SECONDS = 6;

export interface FeedOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly budget: RetryBudget;
  readonly pathways: readonly [FeedPathway, ...FeedPathway[]];
  readonly joinBackoffMs?: number;
  canPlay(codecs: string): boolean;
  /** The rendition to ask for next; called whenever the playhead moves. Ids are those of `renditions`. */
  chooseRendition(facts: RenditionFacts): string;
}

interface FeedPathway {
  readonly id: string;
  readonly url: string;
}

export interface RenditionFacts {
  /** Lowest bandwidth first, never empty. */
  readonly renditions: readonly FeedRendition[];
  readonly currentId: string;
  readonly inHandSeconds: number;
  readonly throughputBps: number | null;
  readonly targetDurationSeconds: number;
  readonly nowMs: number;
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
  /** Bytes of a segment, init section or key by the address that the synthetic playlist gives it; null if unknown. */
  resource(url: string): Uint8Array | null;
  movePlayhead(playhead: Playhead): void;
  /**
   * Makes the segment at this place a gap: it cannot be decoded, or the listener has gone past it. Returns the rendition
   * in which it was held, or null.
   */
  giveUp(positionSeconds: number, reason: 'undecodable' | 'passed-over'): string | null;
  /** Seconds that can be played from here without another byte. */
  inHandSeconds(positionSeconds: number): number;
  snapshot(): FeedSnapshot;
  subscribe(listener: (event: FeedEvent) => void): () => void;
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
  const joinBackoffMs = options.joinBackoffMs ?? DEFAULT_JOIN_BACKOFF_MS;
  const [pathway] = options.pathways;
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const listeners = new Set<(event: FeedEvent) => void>();
  const throughput = createThroughputMeter();

  let phase: FeedPhase = { kind: 'locating' };
  let renditions: readonly FeedRendition[] = [];
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

  const gate = createGate({ clock, random, budget: options.budget });
  const tellGate = (closedUntilMs: number | null) =>
    emit({ type: 'gate', atMs: clock.now(), pathwayId: pathway.id, closedUntilMs });
  signal.addEventListener(
    'abort',
    gate.subscribe((state) => tellGate(state.closedUntilMs)),
    { once: true },
  );

  const context: NetworkContext = { fetch: options.fetch, clock, random, throughput, emit };
  const slots = (): readonly Slot[] => timeline.slots;

  const slotIsLongGone = (slot: Slot): boolean => {
    const track = renditionId === null ? undefined : timeline.tracks.get(renditionId);
    const first = slots().find(({ sequence }) => sequence === track?.firstSequence);
    const last = slots().find(({ sequence }) => sequence === track?.lastSequence);
    if (first === undefined || last === undefined) return false;
    return isLongGone({
      endSeconds: slot.startSeconds + slot.durationSeconds,
      durationSeconds: slot.durationSeconds,
      listedFromSeconds: first.startSeconds,
      listedToSeconds: last.startSeconds + last.durationSeconds,
    });
  };

  const segments = createSegmentSource({
    context,
    gate,
    pathwayId: pathway.id,
    signal,
    slots,
    isListed: (slot, rendition) => isListed(timeline, slot, rendition),
    isLongGone: slotIsLongGone,
    renditionId: () => renditionId,
    bandwidthBps: (id) => renditions.find((rendition) => rendition.id === id)?.bandwidthBps ?? null,
    targetDurationSeconds: () => targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS,
    onChange() {
      skipUnhadBeginning();
      shown.update();
      if (ended && shown.isComplete()) setPhase({ kind: 'complete' });
      changed();
      advance();
    },
    onDenied: (status) => stopFor({ kind: 'denied', status }),
  });

  const shown = createShownPlaylist({
    slots,
    segments,
    targetDurationSeconds: () => targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS,
    joinSequence: () => joinSequence,
    ended: () => ended,
    onGap: (seconds) => {
      lostSeconds += seconds;
    },
  });

  const joinAt = (slot: Slot) => {
    joinSequence = slot.sequence;
    playhead = { ...playhead, positionSeconds: slot.startSeconds };
  };

  /** Until something is in hand, what cannot be had at the beginning is no loss: join at the next that can. */
  const skipUnhadBeginning = () => {
    if (joinSequence === null || shown.hasBegun()) return;
    const from = joinSequence;
    const first = slots().find(
      (slot) => slot.sequence >= from && segments.state(slot.sequence).kind !== 'gap',
    );
    if (first !== undefined) joinAt(first);
  };

  const inHandSeconds = (positionSeconds: number): number => {
    let end = positionSeconds;
    let seconds = 0;
    for (const slot of slots()) {
      const slotEnd = slot.startSeconds + slot.durationSeconds;
      if (slotEnd <= positionSeconds || (joinSequence !== null && slot.sequence < joinSequence)) continue;
      const state = segments.state(slot.sequence).kind;
      if (state !== 'held' && state !== 'gap') break;
      if (state === 'held') seconds += slotEnd - Math.max(end, slot.startSeconds);
      end = slotEnd;
    }
    return seconds;
  };

  /** Looks at where the listener is and sets everything to work that should be working now. */
  const advance = () => {
    if (signal.aborted || joinSequence === null || renditionId === null) return;
    const inHand = inHandSeconds(playhead.positionSeconds);
    gate.setMode({
      joining: !playhead.heard,
      urgent: playhead.heard && inHand < URGENT_SECONDS,
      capMs: playhead.heard ? LISTENING_CAP_MS : joinBackoffMs,
    });
    renditionId = options.chooseRendition({
      renditions,
      currentId: renditionId,
      inHandSeconds: inHand,
      throughputBps: throughput.bitsPerSecond(clock.now()),
      targetDurationSeconds: targetDurationSeconds ?? USUAL_TARGET_DURATION_SECONDS,
      nowMs: clock.now(),
    });
    const at = slots().find((slot) => slot.startSeconds + slot.durationSeconds > playhead.positionSeconds);
    segments.pump({
      sequence: Math.max(joinSequence, at?.sequence ?? joinSequence),
      positionSeconds: playhead.positionSeconds,
      aheadSeconds: AHEAD_SECONDS,
    });
  };

  const forgetTheHeard = () => {
    const keepFrom = slots().find(
      (slot) => slot.startSeconds + slot.durationSeconds >= playhead.positionSeconds - BEHIND_SECONDS,
    );
    if (keepFrom === undefined || keepFrom.sequence === slots()[0]?.sequence) return;
    timeline = trimBefore(timeline, keepFrom.sequence);
    segments.forgetBefore(keepFrom.sequence);
    changed();
  };

  const join = (playlist: MediaPlaylist, rendition: string) => {
    const position = joinPosition({
      slots: slots().filter((slot) => isListed(timeline, slot, rendition)),
      targetDurationSeconds: playlist.targetDurationSeconds,
      holdBackSeconds,
      sliding: playlist.playlistType === null && !playlist.endList,
      fromStart: playlist.endList,
    });
    if (position !== null) joinAt(position);
  };

  const onPlaylist = (rendition: string, playlist: MediaPlaylist): { changed: boolean } => {
    const extended = extend(timeline, playlist, rendition);
    timeline = extended.timeline;
    targetDurationSeconds = Math.max(targetDurationSeconds ?? 0, playlist.targetDurationSeconds);
    holdBackSeconds = playlist.holdBackSeconds;
    if (extended.added > 0) edgeAtMs = clock.now();
    // As long as nothing at all is in hand, a window that slid on is a new beginning, not a loss.
    const untouched =
      joinSequence === null || (!shown.hasBegun() && inHandSeconds(playhead.positionSeconds) === 0);
    const joinGone =
      joinSequence !== null &&
      !slots().some((slot) => slot.sequence === joinSequence && isListed(timeline, slot, rendition));
    if (untouched && (joinSequence === null || joinGone)) join(playlist, rendition);
    setPhase({ kind: 'following' });
    shown.update();
    changed();
    advance();
    return { changed: extended.kind !== 'unchanged' && extended.kind !== 'older-copy' };
  };

  const playlists = createPlaylistSource({
    context,
    gate,
    pathway,
    signal,
    joinBackoffMs,
    canPlay: (codecs) => options.canPlay(codecs),
    onPhase: (next) => (next.kind === 'stopped' ? stopFor(next.problem) : setPhase(next)),
    onRenditions(found) {
      renditions = found;
      renditionId = found[0]?.id ?? null;
      changed();
    },
    renditionId: () => renditionId,
    onPlaylist,
    onEnd() {
      ended = true;
      shown.update();
      if (shown.isComplete()) setPhase({ kind: 'complete' });
      changed();
    },
  });

  gate.setMode({ joining: true, urgent: false, capMs: joinBackoffMs });
  void playlists.run().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });

  const takeSnapshot = (): FeedSnapshot => {
    const last = slots().at(-1);
    // The newest date: after a restart of the origin, or a gap not drawn to scale, the older ones no longer fit.
    const dated = slots().findLast((slot) => slot.programDateTimeMs !== null);
    return {
      phase,
      pathwayId: pathway.id,
      renditions: renditions.map(({ id, bandwidthBps, codecs }) => ({ id, bandwidthBps, codecs })),
      renditionId,
      slots: slots()
        .filter((slot) => joinSequence !== null && slot.sequence >= joinSequence)
        .map(({ sequence, startSeconds, durationSeconds }) => ({
          sequence,
          startSeconds,
          durationSeconds,
          state: segments.state(sequence),
        })),
      edgeSeconds: last === undefined ? null : last.startSeconds + last.durationSeconds,
      edgeAtMs,
      programStartMs:
        dated === undefined || dated.programDateTimeMs === null
          ? null
          : dated.programDateTimeMs - dated.startSeconds * 1000,
      targetDurationSeconds,
      lostSeconds,
      throughputBps: throughput.bitsPerSecond(clock.now()),
      ended,
    };
  };

  return {
    playlist: (afterSequence, requestSignal) =>
      shown.next(afterSequence, AbortSignal.any([signal, requestSignal])),
    resource: (url) => shown.resource(url),
    movePlayhead(next) {
      playhead = next;
      forgetTheHeard();
      advance();
    },
    giveUp(positionSeconds, reason) {
      const slot = slots().find(
        ({ startSeconds, durationSeconds }) =>
          startSeconds <= positionSeconds && positionSeconds < startSeconds + durationSeconds,
      );
      if (slot === undefined) return null;
      const heldIn = segments.giveUp(slot.sequence, reason);
      // It had been shown as held; what is given up before that is counted when it is shown.
      if (heldIn !== null) lostSeconds += slot.durationSeconds;
      return heldIn;
    },
    inHandSeconds,
    snapshot: () => (snapshot ??= takeSnapshot()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hurry() {
      gate.hurry();
      playlists.hurry();
    },
    setOnline(online) {
      gate.setOnline(online);
      if (online) playlists.hurry();
    },
    stop() {
      lifetime.abort(new Error('stopped'));
      listeners.clear();
    },
  };
}
