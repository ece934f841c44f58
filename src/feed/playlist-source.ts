import { sleep } from '../network/clock.ts';
import type { AudioOffers } from './audio-offers.ts';
import { parseMediaPlaylist, PlaylistError, type MediaPlaylist } from '../hls/media-playlist.ts';
import { parseMultivariant, type MultivariantPlaylist } from '../hls/multivariant-playlist.ts';
import { playlistKind } from '../hls/playlist-kind.ts';
import { isStale, nextReloadMs } from '../hls/reload.ts';
import type { Variables } from '../hls/variables.ts';
import type { FeedPhase, StreamProblem } from './feed-snapshot.ts';
import type { NetworkContext } from './network-context.ts';
import { pathwaysOf } from './pathway-variants.ts';
import type { Pathways } from './pathways.ts';
import { endingVerdict } from './patience.ts';
import { createPlaylistFetch, type PlaylistAnswer } from './playlist-fetch.ts';
import { chooseRenditions, type FeedRendition, type RenditionChoice } from './rendition-choice.ts';

/** A pathway that has stopped changing is looked at again after so long, where there is another. */
const STALE_REST_MS = 30_000;

export interface PlaylistSourceOptions {
  readonly context: NetworkContext;
  readonly pathways: Pathways;
  /** Where the broadcast can be looked for, in order of preference. */
  readonly addresses: PathwayAddresses;
  readonly signal: AbortSignal;
  /** Longest wait between two looks for a broadcast that has not started. */
  notStartedCapMs(): number;
  /** How many times more slowly playlists are to be looked at. */
  reloadStretch(): number;
  canPlay(codec: string): boolean;
  onPhase(phase: FeedPhase): void;
  /** What can be heard where, filled in here. */
  readonly audio: AudioOffers;
  /** One more pathway has said what can be heard there. */
  onRenditions(): void;
  /** A pathway with a multivariant playlist can be followed. */
  onPathway(pathwayId: string, playlist: MultivariantPlaylist): void;
  /** Before the first media playlist: settles which version of the sound to begin with. */
  beforeFirst(): Promise<void>;
  /** The rendition whose media playlist to follow from now on. */
  renditionId(): string | null;
  /** The version of the sound that is followed is denied or gone; true: there is another to follow. */
  leaveTrack(): boolean;
  onPlaylist(pathwayId: string, renditionId: string, playlist: MediaPlaylist): PlaylistNews;
  /** Little is in hand: the next look should come as soon as it may. */
  isUrgent(): boolean;
  /** No segments will follow, as far as can be told; or, after all, some do. */
  onEnd(isOver: boolean): void;
  /** A playlist has stood still for longer than it may. */
  onStale(pathwayId: string): void;
  /** The multivariant playlist names a steering server (RFC 8216bis 7). */
  onSteering(playlist: MultivariantPlaylist, reach: SteeringReach): void;
}

interface PathwayAddress {
  readonly id: string;
  /** Of a multivariant playlist, or of a bare media playlist. */
  readonly url: string;
}

export type PathwayAddresses = readonly [PathwayAddress, ...PathwayAddress[]];

/** What a steering manifest may change. */
export interface SteeringReach {
  /** The id of the pathway that the manifest calls so. */
  idOf(pathwayName: string): string;
  /** Adds the pathway that these variants make (RFC 8216bis 7.2, pathway cloning). */
  addPathway(pathwayName: string, playlist: MultivariantPlaylist): void;
}

export interface PlaylistSource {
  /** Ends when the broadcast has ended, or has a problem that waiting does not cure, or the signal aborts. */
  run(): Promise<void>;
  /** Looks again now instead of after the present pause. */
  hurry(): void;
  /** Looks for the broadcast at the addresses that have not been needed yet. */
  locateOthers(): void;
  /** From now on these, in this order. What is followed goes on until one of them is found. */
  setAddresses(next: PathwayAddresses): void;
  /** Follows another version of the sound from this playlist on, which has just been fetched. */
  turnTo(found: FoundPlaylist): void;
  /** Pathways that have a rendition, or its like. */
  having(renditionId: string): readonly string[];
  /** A media playlist's text read as this pathway means it. Throws PlaylistError. */
  read(text: string, url: string, pathwayId: string): MediaPlaylist;
}

export interface FoundPlaylist {
  readonly pathwayId: string;
  readonly renditionId: string;
  readonly playlist: MediaPlaylist;
}

/** What a well-formed media playlist has brought. */
export interface PlaylistNews {
  /** Anything new, be it a rendition that had not been looked at yet. */
  readonly changed: boolean;
  /** It lists segments beyond all that were known. */
  readonly grew: boolean;
}

/** An answer tells how things stood when it was asked for: refusals before it make it no older. */
interface TakenPlaylist extends FoundPlaylist, PlaylistNews {
  readonly requestedAtMs: number;
}

type FoundRenditions = Extract<RenditionChoice, { kind: 'ok' }>;

/** What is known of a pathway that can be followed. */
interface Located {
  /** What the media playlists may import (EXT-X-DEFINE). */
  readonly variables: Variables | undefined;
}

/** Finds the multivariant playlist, however long that takes, and follows one media playlist at a time. */
export function createPlaylistSource(options: PlaylistSourceOptions): PlaylistSource {
  const { audio, context, pathways, signal } = options;
  const { clock } = context;
  let { addresses } = options;
  /** Pathways by the address that told of them. */
  const owners = new Map<string, string>();
  /** Every address that was ever told, with the name that it was told under. */
  const known = addresses.map((address) => ({ ...address, name: address.id }));
  const playlists = createPlaylistFetch(options);
  const located = new Map<string, Located>();
  /** Addresses that are being looked at, or have said what they have. */
  const sought = new Set<string>();
  let cutShort: AbortController | null = null;
  let isHurried = false;
  /** A playlist that is there already: of a bare stream, or of the version of the sound to follow from now on. */
  let handed: FoundPlaylist | null = null;
  /** Ends the present fetch of a media playlist, whose version is followed no more. */
  let turned = new AbortController();
  let isFollowing = true;

  const pause = async (delayMs: number) => {
    cutShort = new AbortController();
    if (isHurried) cutShort.abort(new Error('hurried'));
    const either = AbortSignal.any([signal, cutShort.signal]);
    try {
      await sleep(clock, delayMs, either);
    } catch (error) {
      if (signal.aborted) throw error;
    } finally {
      cutShort = null;
      isHurried = false;
    }
  };

  const seek = (candidates: () => readonly string[]) =>
    playlists.fetch({
      what: 'multivariant',
      candidates,
      addressOf: (id) => addresses.find((address) => address.id === id)?.url ?? addresses[0].url,
      check(text, url) {
        const kind = playlistKind(text);
        if (kind === null) return 'not a playlist';
        return faultOf(() => (kind === 'media' ? parseMediaPlaylist : parseMultivariant)(text, url));
      },
    });

  const follows = (id: string, addressId: string, found: FoundRenditions, variables?: Variables) => {
    owners.set(id, addressId);
    located.set(id, { variables });
    audio.located(id, found);
    options.onRenditions();
    pathways.located(id);
  };
  const addPathway = (id: string, addressId: string, playlist: MultivariantPlaylist): RenditionChoice => {
    const choice = chooseRenditions(playlist, (codec) => options.canPlay(codec));
    if (choice.kind === 'ok') {
      follows(id, addressId, choice, playlist.variables);
      options.onPathway(id, playlist);
    }
    return choice;
  };

  /** Puts the pathways in the order of their addresses, and leaves those whose address has gone. */
  const arrange = () => {
    const rank = (id: string) => addresses.findIndex((address) => address.id === owners.get(id));
    const all = [...located.keys()];
    const valid = all.filter((id) => rank(id) >= 0).sort((a, b) => rank(a) - rank(b));
    if (valid.length === 0) return;
    pathways.prefer(valid);
    for (const id of all) {
      if (valid.includes(id)) continue;
      located.delete(id);
      audio.left(id);
      // Should its address be told again, it is looked for anew.
      sought.delete(owners.get(id) ?? id);
      pathways.avoid(id, Infinity);
    }
  };

  /** Takes in what one address has said; a problem when nothing of it can be followed. */
  const understand = (answer: PlaylistAnswer): StreamProblem | null => {
    const { text, url, pathwayId } = answer;
    sought.add(pathwayId);
    pathways.told(pathwayId);
    if (playlistKind(text) === 'media') {
      const only: FeedRendition = { id: 'only', url, bandwidthBps: null, codecs: null };
      if (located.size === 0)
        handed = { pathwayId, renditionId: only.id, playlist: parseMediaPlaylist(text, url) };
      follows(pathwayId, pathwayId, { kind: 'ok', renditions: [only], tracks: [] });
      arrange();
      return null;
    }
    const multivariant = parseMultivariant(text, url);
    const prefix = addresses.length > 1 ? `${pathwayId}/` : '';
    const choices = pathwaysOf(multivariant, pathwayId, prefix).map(({ id, playlist }) =>
      addPathway(id, pathwayId, playlist),
    );
    const [problem] = choices;
    if (problem !== undefined && problem.kind !== 'ok' && choices.every(({ kind }) => kind !== 'ok'))
      return problem;
    arrange();
    if (multivariant.contentSteering !== null) {
      const idOf = (name: string) => (name === '.' ? pathwayId : `${prefix}${name}`);
      options.onSteering(multivariant, {
        idOf,
        addPathway: (name, playlist) => void addPathway(idOf(name), pathwayId, playlist),
      });
    }
    return null;
  };

  const having = (renditionId: string) =>
    [...located.keys()].filter((id) => audio.renditionOn(id, renditionId) !== undefined);
  const read = (text: string, url: string, pathwayId: string) =>
    parseMediaPlaylist(text, url, located.get(pathwayId)?.variables);

  const take = (found: FoundPlaylist, requestedAtMs: number): TakenPlaylist => {
    playlists.hasStarted();
    return {
      ...found,
      ...options.onPlaylist(found.pathwayId, found.renditionId, found.playlist),
      requestedAtMs,
    };
  };

  /** Null when another version of the sound is to be followed instead. */
  const takeNext = async (renditionId: string): Promise<TakenPlaylist | StreamProblem | null> => {
    const had = handed;
    handed = null;
    if (had !== null) return take(had, clock.now());
    turned = new AbortController();
    let taken: TakenPlaylist | null = null;
    const turn = turned.signal;
    const answer = await playlists
      .fetch({
        what: 'media-playlist',
        candidates() {
          const those = having(renditionId);
          return those.length > 0 ? those : [...located.keys()];
        },
        addressOf: (id) => audio.renditionOn(id, renditionId)?.url ?? addresses[0].url,
        signal: AbortSignal.any([signal, turn]),
        check: (text, url, pathwayId) =>
          playlistKind(text) === 'media' ? faultOf(() => read(text, url, pathwayId)) : 'not a media playlist',
        // At once: segments that wait for the gate to open may have gone, as this says.
        onAnswer({ text, url, pathwayId, requestedAtMs }) {
          taken = take({ pathwayId, renditionId, playlist: read(text, url, pathwayId) }, requestedAtMs);
        },
      })
      .catch((error: unknown) => {
        if (turn.aborted && !signal.aborted) return null;
        throw error;
      });
    if (answer === null || turn.aborted) return null;
    if ('kind' in answer) return options.leaveTrack() ? null : answer;
    return taken;
  };

  const follow = async (): Promise<void> => {
    let endlistSinceMs: number | null = null;
    let isOver = false;
    let wasLive = false;
    let unchangedSinceMs = clock.now();
    for (;;) {
      const taken = await takeNext(options.renditionId() ?? '');
      if (taken === null) continue;
      if ('kind' in taken) {
        options.onPhase({ kind: 'stopped', problem: taken });
        return;
      }
      const { pathwayId, playlist, requestedAtMs, changed, grew } = taken;
      const { targetDurationSeconds, playlistType, endList } = playlist;
      const nowMs = clock.now();
      if (changed) unchangedSinceMs = nowMs;
      const unchangedForMs = nowMs - unchangedSinceMs;

      // What goes on growing has not ended, whatever it says (RFC 8216bis 4.4.3.4).
      endlistSinceMs = endList ? (grew ? nowMs : (endlistSinceMs ?? nowMs)) : null;
      wasLive ||= !endList;
      const ending = endingVerdict({
        forMs: endlistSinceMs === null ? null : nowMs - endlistSinceMs,
        playlistType,
        targetDurationSeconds,
        wasLive,
      });
      if (isOver !== ending.isOver) {
        isOver = ending.isOver;
        options.onEnd(isOver);
      }
      if (ending.lookAgainMs === null) return;
      if (isOver) {
        await pause(ending.lookAgainMs * (1 + context.random()));
        continue;
      }
      if (isStale({ unchangedForMs, targetDurationSeconds })) {
        options.onStale(pathwayId);
        if (located.size > 1 || sought.size < addresses.length) pathways.avoid(pathwayId, STALE_REST_MS);
      }
      await pause(
        nextReloadMs(
          {
            targetDurationSeconds,
            changed,
            lastSegmentDurationSeconds: playlist.segments.at(-1)?.durationSeconds ?? targetDurationSeconds,
            elapsedSinceRequestMs: nowMs - requestedAtMs,
            unchangedForMs,
            urgent: options.isUrgent(),
            stretch: options.reloadStretch(),
          },
          context.random,
        ),
      );
    }
  };

  return {
    async run() {
      options.onPhase({ kind: 'locating' });
      const found = await seek(() => addresses.map(({ id }) => id));
      const problem = 'kind' in found ? found : understand(found);
      if (problem !== null) {
        options.onPhase({ kind: 'stopped', problem });
        return;
      }
      await options.beforeFirst();
      await follow();
      isFollowing = false;
    },
    hurry() {
      isHurried = cutShort === null;
      cutShort?.abort(new Error('hurried'));
    },
    having,
    read,
    turnTo(found) {
      if (!isFollowing) {
        options.onPlaylist(found.pathwayId, found.renditionId, found.playlist);
        return;
      }
      handed = found;
      const reason = new Error('another version of the sound is followed');
      turned.abort(reason);
      cutShort?.abort(reason);
    },
    setAddresses(next) {
      // An id that now means another address is another pathway: its numbers are its own.
      const named = next.map(({ id, url }) => {
        const same = known.find((address) => address.url === url && address.name === id);
        if (same !== undefined) return same;
        const isTaken = known.some((address) => address.id === id);
        const added = { id: isTaken ? `${id}~${known.length}` : id, name: id, url };
        known.push(added);
        return added;
      });
      const [first, ...others] = named;
      if (first === undefined) return;
      addresses = [first, ...others];
      for (const { id } of addresses) pathways.gate(id);
      arrange();
      locateOthers();
      pathways.moved();
    },
    locateOthers,
  };

  function locateOthers(): void {
    if (located.size === 0) return;
    for (const { id } of addresses) {
      if (sought.has(id)) continue;
      sought.add(id);
      seek(() => [id]).then(
        (found) => {
          if (!('kind' in found)) understand(found);
        },
        // The feed has stopped.
        () => undefined,
      );
    }
  }
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
