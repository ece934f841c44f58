import { sleep } from '../network/clock.ts';
import { parseMediaPlaylist, PlaylistError, type MediaPlaylist } from '../hls/media-playlist.ts';
import { mediaTimestamp } from '../hls/media-timestamp.ts';
import type { MultivariantPlaylist } from '../hls/multivariant-playlist.ts';
import { playlistKind } from '../hls/playlist-kind.ts';
import { nextReloadMs } from '../hls/reload.ts';
import type { Slot } from '../hls/timeline.ts';
import { decodeWebVtt, parseWebVtt } from '../hls/webvtt.ts';
import type { TransferDecision, TransferFailure } from '../network/transfer-request.ts';
import { addCues, noCues } from './caption-cues.ts';
import { createCaptionFetch, type CaptionAnswer } from './caption-fetch.ts';
import { endOf, holesOf, listPieces, planPieces, type CaptionPiece } from './caption-pieces.ts';
import {
  placeCaptions,
  placeCues,
  unknownCueClock,
  type CueClock,
  type SoundAnchor,
} from './caption-place.ts';
import { noTranscript, type FeedSnapshot, type TrackView } from './feed-snapshot.ts';
import type { NetworkContext } from './network-context.ts';
import { isHopeless, missingDelayMs, notStartedDelayMs } from './patience.ts';
import type { Pathways } from './pathways.ts';
import type { HeldSegment } from './segment-entry.ts';
import { indexAt } from './slot-index.ts';
import { textTracksOf, type TextTrack } from './text-tracks.ts';
import { sourcesOf } from './track.ts';

/** As of the sound's playlists. */
const MAX_PLAYLIST_BYTES = 8 * 1024 * 1024;
/** The captions of a whole evening in one file are about half a megabyte. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** "A little before the playhead": the sentence that one has just heard, and the one before. */
const BEFORE_PLAYHEAD_SECONDS = 30;
/** Of what the origin keeps for ever no more is asked for than this ahead of the playhead. */
const AHEAD_SECONDS = 120;
/** Small files: two at a time catch up with a minute in a few seconds. */
const MAX_FETCHING = 2;
/** Captions that are not there at all are looked for this rarely in the end. */
const MISSING_CAP_MS = 30_000;
/** A file whose place the sound does not tell by then is placed without it, in target durations. */
const ANCHOR_PATIENCE_TARGET_DURATIONS = 3;
/** Without a good answer for so many target durations captions are said to be in trouble. */
const TROUBLE_TARGET_DURATIONS = 3;
/** An ended playlist may have been ended by mistake; while the sound goes on it is looked at now and then. */
const ENDED_LOOK_MS = 20_000;

interface FetchedPlaylist {
  readonly playlist: MediaPlaylist;
  readonly pathwayId: string;
  readonly requestedAtMs: number;
}

export interface CaptionsOptions {
  readonly context: Pick<NetworkContext, 'fetch' | 'clock' | 'random'>;
  readonly pathways: Pathways;
  readonly signal: AbortSignal;
  /** The timeline of the sound, in order. */
  slots(): readonly Slot[];
  held(sequence: number): HeldSegment | null;
  /** Where the listener is; `heard`: there has been sound. */
  playhead(): { readonly positionSeconds: number; readonly heard: boolean };
  reloadStretch(): number;
  /** The origin has said that no more sound follows. */
  hasEnded(): boolean;
  onChange(): void;
}

type CaptionsView = Pick<FeedSnapshot, 'textTracks' | 'textTrackId' | 'transcript'>;

/** Captions beside the sound: which there are, the one that is followed, and what has been received of it. */
export interface Captions {
  /** A pathway can be followed; its playlist names its text tracks. */
  located(pathwayId: string, playlist: MultivariantPlaylist): void;
  /** Follows this track, or none. An unknown id is ignored. */
  choose(trackId: string | null): void;
  /** Call when something about the sound or the playhead has changed. */
  update(): void;
  view(): CaptionsView;
  hurry(): void;
  setOnline(online: boolean): void;
}

/**
 * Follows one WebVTT rendition of the broadcast (RFC 8216bis 3.1.4, 4.4.6.1). It begins when there is sound, asks only
 * when nothing of the sound waits, and whatever becomes of it, the sound and the link never hear of it.
 */
export function createCaptions(options: CaptionsOptions): Captions {
  const { context, pathways } = options;
  const { clock, random } = context;
  const files = createCaptionFetch(context, pathways);
  /** The tracks of each pathway, by id. */
  const located = new Map<string, ReadonlyMap<string, TextTrack>>();
  let tracks: readonly TrackView[] = [];
  let trackId: string | null = null;
  /** What is kept belongs to this track. */
  let keptId: string | null = null;
  let run: { readonly signal: AbortSignal; readonly end: () => void } | null = null;
  let pieces: readonly CaptionPiece[] = [];
  let store = noCues;
  let fromSeconds: number | null = null;
  let targetDurationSeconds = 6;
  let isSliding = true;
  let lastOkMs = -Infinity;
  let trouble: 'failing' | 'denied' | null = null;
  const anchors = new Map<string, SoundAnchor | 'unreadable'>();
  const clocks = new Map<string, CueClock>();
  let transcript = noTranscript;

  const changed = () => {
    const holes = holesOf(pieces, fromSeconds ?? -Infinity);
    const isSame = store.cues === transcript.cues && sameHoles(holes, transcript.holes);
    if (isSame && (transcript.trouble ?? null) === trouble) return;
    transcript = {
      cues: store.cues,
      holes: sameHoles(holes, transcript.holes) ? transcript.holes : holes,
      ...(trouble === null ? {} : { trouble }),
    };
    options.onChange();
  };

  const went = (next: typeof trouble) => {
    if (next === null) lastOkMs = clock.now();
    if (next === trouble) return;
    trouble = next;
    changed();
  };
  const failed = ({ kind }: TransferFailure) => {
    // 404 on one file is no trouble: a hole will tell.
    const forMs = clock.now() - lastOkMs;
    if (kind !== 'not-found' && forMs > TROUBLE_TARGET_DURATIONS * targetDurationSeconds * 1000)
      went('failing');
  };

  const havingTrack = (id: string) =>
    [...located].flatMap(([pathwayId, own]) => (own.has(id) ? [pathwayId] : []));

  const fetchPlaylist = async (id: string, signal: AbortSignal): Promise<FetchedPlaylist | null> => {
    const missing = new Set<string>();
    const denied = new Set<string>();
    let missingSinceMs: number | null = null;
    const parse = (body: Uint8Array, url: string, pathwayId: string) =>
      parseMediaPlaylist(decodeWebVtt(body), url, located.get(pathwayId)?.get(id)?.variables);
    const answer = await files.fetch({
      candidates() {
        const allowed = havingTrack(id).filter((pathwayId) => !denied.has(pathwayId));
        const left = allowed.filter((pathwayId) => !missing.has(pathwayId));
        return left.length > 0 ? left : allowed.length > 0 ? allowed : havingTrack(id);
      },
      urlOn: (pathwayId) => located.get(pathwayId)?.get(id)?.url ?? '',
      maxBytes: MAX_PLAYLIST_BYTES,
      signal,
      check(body, head, pathwayId) {
        if (playlistKind(decodeWebVtt(body)) !== 'media') return 'not a media playlist';
        return faultOf(() => parse(body, head.url, pathwayId));
      },
      onFailure(failure): TransferDecision {
        const { kind, pathwayId } = failure;
        failed(failure);
        if (kind === 'denied') denied.add(pathwayId);
        else if (kind === 'not-found') missing.add(pathwayId);
        else return { kind: 'retry' };
        if (havingTrack(id).every((each) => denied.has(each))) return { kind: 'give-up' };
        if (havingTrack(id).some((each) => !denied.has(each) && !missing.has(each)))
          return { kind: 'retry', afterMs: 0 };
        missing.clear();
        missingSinceMs ??= clock.now();
        went('failing');
        return {
          kind: 'retry',
          afterMs: notStartedDelayMs(clock.now() - missingSinceMs, MISSING_CAP_MS, random),
        };
      },
    });
    if (answer.kind !== 'ok') return null;
    const { body, url, pathwayId, requestedAtMs } = answer;
    return { playlist: parse(body, url, pathwayId), pathwayId, requestedAtMs };
  };

  const segmentOn = (pathwayId: string) => (slot: Slot) =>
    sourcesOf(slot).find((source) => source.pathwayId === pathwayId)?.segment ?? null;

  const follow = async (id: string, signal: AbortSignal): Promise<void> => {
    let newest = '';
    let unchangedSinceMs = clock.now();
    for (;;) {
      const found = await fetchPlaylist(id, signal);
      if (found === null) {
        went('denied');
        return;
      }
      const { playlist, pathwayId, requestedAtMs } = found;
      const nowMs = clock.now();
      const last = playlist.segments.at(-1);
      ({ targetDurationSeconds } = playlist);
      isSliding = playlist.playlistType === null && !playlist.endList;
      const name = `${pathwayId} ${last?.sequence ?? ''} ${last?.uri ?? ''}`;
      const isChanged = name !== newest;
      if (isChanged) unchangedSinceMs = nowMs;
      newest = name;
      went(null);
      const places = placeCaptions(playlist, { slots: options.slots(), segmentOn: segmentOn(pathwayId) });
      pieces = listPieces(pieces, pathwayId, places, nowMs);
      update();
      changed();
      if (playlist.endList && (playlist.playlistType === 'VOD' || options.hasEnded())) return;
      const pauseMs = playlist.endList
        ? ENDED_LOOK_MS
        : nextReloadMs(
            {
              targetDurationSeconds,
              changed: isChanged,
              lastSegmentDurationSeconds: last?.durationSeconds ?? targetDurationSeconds,
              elapsedSinceRequestMs: nowMs - requestedAtMs,
              unchangedForMs: nowMs - unchangedSinceMs,
              urgent: false,
              stretch: options.reloadStretch(),
            },
            random,
          );
      await sleep(clock, pauseMs, signal);
    }
  };

  const fetchPiece = async (piece: CaptionPiece, runSignal: AbortSignal): Promise<void> => {
    const abort = new AbortController();
    const state = { kind: 'fetching', abort } as const;
    piece.state = state;
    const signal = AbortSignal.any([runSignal, abort.signal]);
    const [first] = piece.sources.values();
    const byteRange = first?.byteRange ?? null;
    const isText = [...piece.sources.values()].every(({ key, map }) => key === null && map === null);
    let missingSinceMs: number | null = null;
    let nonsense = 0;
    const missing = new Set<string>();
    const beganMs = clock.now();
    const answer: CaptionAnswer | null = !isText
      ? null
      : await files
          .fetch({
            candidates() {
              const left = [...piece.sources.keys()].filter((pathwayId) => !missing.has(pathwayId));
              return left.length > 0 ? left : [...piece.sources.keys()];
            },
            urlOn: (pathwayId) => piece.sources.get(pathwayId)?.uri ?? '',
            ...(byteRange === null ? {} : { byteRange }),
            order: () => Math.abs(piece.startSeconds - options.playhead().positionSeconds),
            maxBytes: MAX_FILE_BYTES,
            signal,
            check: (body) => (parseWebVtt(decodeWebVtt(body)) === null ? 'no WebVTT' : null),
            onFailure(failure): TransferDecision {
              const { kind, pathwayId } = failure;
              failed(failure);
              if (kind === 'malformed') nonsense += 1;
              if (isHopeless(nonsense * 2, clock.now() - beganMs, targetDurationSeconds))
                return { kind: 'give-up' };
              if (kind !== 'not-found' && kind !== 'denied') return { kind: 'retry' };
              missing.add(pathwayId);
              if ([...piece.sources.keys()].some((each) => !missing.has(each)))
                return { kind: 'retry', afterMs: 0 };
              missing.clear();
              missingSinceMs ??= clock.now();
              // Listed files may lag behind their playlist for one target duration; one that is listed no more is gone.
              const isLost =
                kind === 'denied' ||
                piece.listedOn.size === 0 ||
                clock.now() - missingSinceMs >= targetDurationSeconds * 1000;
              return isLost
                ? { kind: 'give-up' }
                : { kind: 'retry', afterMs: missingDelayMs(targetDurationSeconds, random) };
            },
          })
          .catch((error: unknown) => {
            if (!signal.aborted) throw error;
            return null;
          });
    if (piece.state !== state) return;
    if (runSignal.aborted) {
      piece.state = { kind: 'wanted' };
      return;
    }
    const file = answer?.kind === 'ok' ? parseWebVtt(decodeWebVtt(answer.body)) : null;
    if (answer?.kind === 'ok' && file !== null) {
      went(null);
      piece.state = { kind: 'unplaced', file, pathwayId: answer.pathwayId, sinceMs: clock.now() };
    } else piece.state = { kind: 'hole' };
    update();
    changed();
  };

  /** Timestamps are one clock for as long as neither pathway nor encoder changes. */
  const eraOf = (pathwayId: string, slot: Slot | undefined) =>
    `${pathwayId} ${slot?.run ?? ''} ${slot?.discontinuitySequence ?? ''}`;

  /** Reads the timestamps of the sound that has come to be in hand: one for each clock. */
  const noteSound = (from: number) => {
    const slots = options.slots();
    for (const slot of slots.slice(indexAt(slots, from))) {
      const held = options.held(slot.sequence);
      if (held?.body == null) continue;
      const era = eraOf(held.pathwayId, slot);
      if (anchors.has(era)) continue;
      const ticks = held.source.key === null ? mediaTimestamp(held.body, held.init) : null;
      anchors.set(era, ticks === null ? 'unreadable' : { ticks, atSeconds: slot.startSeconds });
    }
  };

  /** Puts what has been read into its place, where that is known or is not going to be. */
  const place = () => {
    const slots = options.slots();
    for (const piece of pieces) {
      const { state } = piece;
      if (state.kind !== 'unplaced') continue;
      const middle = piece.startSeconds + piece.durationSeconds / 2;
      const slot = slots[Math.min(slots.length - 1, indexAt(slots, middle))];
      const era = eraOf(state.pathwayId, slot);
      const anchor = anchors.get(era);
      const patienceMs = ANCHOR_PATIENCE_TARGET_DURATIONS * targetDurationSeconds * 1000;
      if (anchor === undefined && clock.now() - state.sinceMs < patienceMs) continue;
      const placed = placeCues(
        state.file,
        piece,
        anchor === undefined || anchor === 'unreadable' ? null : anchor,
        clocks.get(era) ?? unknownCueClock,
      );
      clocks.set(era, placed.clock);
      store = addCues(store, placed.cues, [piece.startSeconds, endOf(piece)]);
      piece.state = { kind: 'placed' };
    }
  };

  /** What is listed no more, for longer than an origin keeps it (RFC 8216bis 6.2.2), is not waited for. */
  const leaveLongGone = () => {
    const listed = pieces.filter(({ unlistedSinceMs }) => unlistedSinceMs === null);
    const keptSeconds = listed.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
    for (const piece of pieces) {
      const { state, unlistedSinceMs } = piece;
      const isOpen = state.kind === 'wanted' || state.kind === 'fetching';
      if (!isOpen || unlistedSinceMs === null) continue;
      if (clock.now() - unlistedSinceMs <= (keptSeconds + piece.durationSeconds) * 1000) continue;
      piece.state = { kind: 'hole' };
      if (state.kind === 'fetching') state.abort.abort(new Error('gone'));
    }
  };

  const update = () => {
    const { positionSeconds, heard } = options.playhead();
    if (trackId === null || options.signal.aborted || !heard) return;
    fromSeconds = Math.min(fromSeconds ?? Infinity, positionSeconds - BEFORE_PLAYHEAD_SECONDS);
    run ??= begin(trackId);
    const { signal } = run;
    noteSound(positionSeconds - BEFORE_PLAYHEAD_SECONDS);
    const before = store;
    place();
    leaveLongGone();
    const planned = planPieces(pieces, {
      fromSeconds,
      playheadSeconds: positionSeconds,
      aheadSeconds: isSliding ? Infinity : AHEAD_SECONDS,
      most: MAX_FETCHING,
    });
    for (const piece of planned) void fetchPiece(piece, signal);
    if (store !== before) changed();
  };

  const begin = (id: string) => {
    const own = new AbortController();
    const signal = AbortSignal.any([options.signal, own.signal]);
    lastOkMs = clock.now();
    void follow(id, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    return { signal, end: () => own.abort(new Error('another choice')) };
  };

  const forget = () => {
    pieces = [];
    store = noCues;
    fromSeconds = null;
    clocks.clear();
  };

  return {
    located(pathwayId, playlist) {
      const own = textTracksOf(playlist);
      located.set(pathwayId, new Map(own.map((track) => [track.id, track])));
      const added = own.filter(({ id }) => !tracks.some((known) => known.id === id));
      if (added.length === 0) return;
      const views = added.map(({ id, name, language, isDefault }) => ({ id, name, language, isDefault }));
      tracks = [...tracks, ...views];
      options.onChange();
    },
    choose(id) {
      if (id === trackId || (id !== null && !tracks.some((track) => track.id === id))) return;
      run?.end();
      run = null;
      for (const piece of pieces) if (piece.state.kind === 'fetching') piece.state = { kind: 'wanted' };
      if (id !== null && id !== keptId) {
        forget();
        keptId = id;
      }
      trackId = id;
      trouble = null;
      transcript = noTranscript;
      changed();
      options.onChange();
      update();
    },
    update,
    view: () => ({ textTracks: tracks, textTrackId: trackId, transcript }),
    hurry: () => files.hurry(),
    setOnline: (online) => files.setOnline(online),
  };
}

function sameHoles(one: FeedSnapshot['transcript']['holes'], other: typeof one): boolean {
  return (
    one.length === other.length &&
    one.every(
      (hole, index) =>
        hole.startSeconds === other[index]?.startSeconds && hole.endSeconds === other[index].endSeconds,
    )
  );
}

/** What the reading of a playlist complains about, or null. */
function faultOf(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof PlaylistError) return error.message;
    throw error;
  }
}
