import type { Gate } from '../network/gate.ts';
import { sleep } from '../network/clock.ts';
import type { TransferDecision, TransferFailure } from '../network/transfer.ts';
import { parseMediaPlaylist, PlaylistError, type MediaPlaylist } from '../hls/media-playlist.ts';
import { parseMultivariant } from '../hls/multivariant-playlist.ts';
import type { Variables } from '../hls/variables.ts';
import { playlistKind } from '../hls/playlist-kind.ts';
import { nextReloadMs } from '../hls/reload.ts';
import type { FeedPhase, StreamProblem } from './feed-snapshot.ts';
import { fetchResource, type NetworkContext } from './network-context.ts';
import { endingVerdict, isWrongAddress, notStartedDelayMs } from './patience.ts';
import { chooseRenditions, type FeedRendition } from './rendition-choice.ts';

/** A media playlist of a day in four-second segments is about 2 MB. */
const MAX_PLAYLIST_BYTES = 8 * 1024 * 1024;

export interface PlaylistSourceOptions {
  readonly context: NetworkContext;
  readonly gate: Gate;
  readonly pathway: { readonly id: string; readonly url: string };
  readonly signal: AbortSignal;
  /** Longest wait between two looks for a broadcast that has not started. */
  readonly joinBackoffMs: number;
  canPlay(codec: string): boolean;
  onPhase(phase: FeedPhase): void;
  onRenditions(renditions: readonly FeedRendition[]): void;
  /** The rendition whose media playlist to follow from now on. */
  renditionId(): string | null;
  /** A well-formed media playlist; the answer tells whether it brought anything new. */
  onPlaylist(renditionId: string, playlist: MediaPlaylist): { readonly changed: boolean };
  /** Little is in hand: the next look should come as soon as it may. */
  isUrgent(): boolean;
  /** No segments will follow, as far as can be told; or, after all, some do. */
  onEnd(isOver: boolean): void;
}

export interface PlaylistSource {
  /** Ends when the broadcast has ended, or has a problem that waiting does not cure, or the signal aborts. */
  run(): Promise<void>;
  /** Looks again now instead of after the present pause. */
  hurry(): void;
}

interface Located {
  /** Lowest bandwidth first, never empty. */
  readonly renditions: readonly FeedRendition[];
  /** Where the address is that of a bare media playlist: its first answer. */
  readonly first: MediaPlaylist | null;
  /** What the media playlists may import (EXT-X-DEFINE). */
  readonly variables: Variables | undefined;
}

/** Finds the multivariant playlist, however long that takes, and follows one media playlist at a time. */
export function createPlaylistSource(options: PlaylistSourceOptions): PlaylistSource {
  const { context, gate, pathway, signal } = options;
  const decoder = new TextDecoder();
  let cutShort: AbortController | null = null;
  /** Nothing has been right at this address yet: a 404 means "not started", a page may mean a wrong address. */
  let started = false;
  /** Pages in a row where a playlist should be, before anything has been right. */
  let pages: { readonly count: number; readonly sinceMs: number } | null = null;

  const pause = async (delayMs: number) => {
    cutShort = new AbortController();
    const either = AbortSignal.any([signal, cutShort.signal]);
    try {
      await sleep(context.clock, delayMs, either);
    } catch (error) {
      if (signal.aborted) throw error;
    } finally {
      cutShort = null;
    }
  };

  /** Decides for playlists: before the start nothing is an error, afterwards the gate's pace is right for all but 404. */
  const decide = (failure: TransferFailure, missingDelayMs: () => number): TransferDecision => {
    if (failure.kind === 'denied') return { kind: 'give-up' };
    if (failure.kind === 'not-found') {
      if (!started) options.onPhase({ kind: 'not-started' });
      return { kind: 'retry', afterMs: missingDelayMs() };
    }
    if (failure.kind !== 'malformed' || started) {
      pages = null;
      return { kind: 'retry' };
    }
    pages = { count: (pages?.count ?? 0) + 1, sinceMs: pages?.sinceMs ?? context.clock.now() };
    return isWrongAddress(pages.count, context.clock.now() - pages.sinceMs)
      ? { kind: 'give-up' }
      : { kind: 'retry' };
  };

  const fetchText = async (
    what: 'multivariant' | 'media-playlist',
    address: () => string,
    check: (text: string) => string | null,
  ): Promise<{ text: string; url: string } | StreamProblem> => {
    let missingSinceMs: number | null = null;
    const result = await fetchResource(context, {
      what,
      choose: () => ({ gate, url: address(), pathwayId: pathway.id }),
      priority: () => 'playlist',
      maxBytes: MAX_PLAYLIST_BYTES,
      signal,
      check: (body) => check(decoder.decode(body)),
      onFailure: (failure) =>
        decide(failure, () => {
          const nowMs = context.clock.now();
          missingSinceMs ??= nowMs;
          return notStartedDelayMs(nowMs - missingSinceMs, options.joinBackoffMs, context.random);
        }),
    });
    if (result.kind === 'ok') return { text: decoder.decode(result.body), url: result.head.url };
    return result.failure.kind === 'denied'
      ? { kind: 'denied', status: result.failure.status ?? 403 }
      : { kind: 'not-a-playlist', url: pathway.url };
  };

  const stop = (problem: StreamProblem) => options.onPhase({ kind: 'stopped', problem });

  const locate = async (): Promise<Located | null> => {
    options.onPhase({ kind: 'locating' });
    const found = await fetchText(
      'multivariant',
      () => pathway.url,
      (text) => {
        const kind = playlistKind(text);
        if (kind === null) return 'not a playlist';
        return faultOf(() => (kind === 'media' ? parseMediaPlaylist : parseMultivariant)(text, pathway.url));
      },
    );
    if ('kind' in found) {
      stop(found);
      return null;
    }
    if (playlistKind(found.text) === 'media') {
      const only: FeedRendition = { id: 'only', url: pathway.url, bandwidthBps: null, codecs: null };
      return { renditions: [only], first: parseMediaPlaylist(found.text, found.url), variables: undefined };
    }
    const multivariant = parseMultivariant(found.text, found.url);
    const choice = chooseRenditions(multivariant, (codec) => options.canPlay(codec));
    if (choice.kind !== 'ok') {
      stop(choice);
      return null;
    }
    return { renditions: choice.renditions, first: null, variables: multivariant.variables };
  };

  const follow = async ({ renditions, first, variables }: Located): Promise<void> => {
    const byId = new Map(renditions.map((rendition) => [rendition.id, rendition]));
    const current = () => byId.get(options.renditionId() ?? '') ?? renditions[0];
    let endlistSinceMs: number | null = null;
    let isOver = false;
    let unchangedSinceMs = context.clock.now();
    let next = first;
    for (;;) {
      const rendition = current();
      if (rendition === undefined) return;
      const requestedAtMs = context.clock.now();
      if (next === null) {
        const answer = await fetchText(
          'media-playlist',
          () => rendition.url,
          (text) =>
            playlistKind(text) === 'media'
              ? faultOf(() => parseMediaPlaylist(text, rendition.url, variables))
              : 'not a media playlist',
        );
        if ('kind' in answer) {
          stop(answer);
          return;
        }
        next = parseMediaPlaylist(answer.text, answer.url, variables);
      }
      started = true;
      const playlist = next;
      next = null;
      const { changed } = options.onPlaylist(rendition.id, playlist);
      if (changed) unchangedSinceMs = context.clock.now();
      const nowMs = context.clock.now();
      endlistSinceMs = playlist.endList ? (endlistSinceMs ?? nowMs) : null;
      const ending = endingVerdict({
        forMs: endlistSinceMs === null ? null : nowMs - endlistSinceMs,
        playlistType: playlist.playlistType,
        targetDurationSeconds: playlist.targetDurationSeconds,
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
      await pause(
        nextReloadMs(
          {
            targetDurationSeconds: playlist.targetDurationSeconds,
            changed,
            lastSegmentDurationSeconds:
              playlist.segments.at(-1)?.durationSeconds ?? playlist.targetDurationSeconds,
            elapsedSinceRequestMs: context.clock.now() - requestedAtMs,
            unchangedForMs: context.clock.now() - unchangedSinceMs,
            urgent: options.isUrgent(),
          },
          context.random,
        ),
      );
    }
  };

  return {
    async run() {
      const located = await locate();
      if (located === null) return;
      options.onRenditions(located.renditions);
      await follow(located);
    },
    hurry() {
      cutShort?.abort(new Error('hurried'));
    },
  };
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
