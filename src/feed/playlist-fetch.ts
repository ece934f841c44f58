import type { TransferArrival, TransferDecision, TransferFailure } from '../network/transfer-request.ts';
import type { FeedPhase, StreamProblem } from './feed-snapshot.ts';
import { fetchResource, type NetworkContext } from './network-context.ts';
import type { Pathways } from './pathways.ts';
import { isWrongAddress, notStartedDelayMs } from './patience.ts';

/** A media playlist of a day in four-second segments is about 2 MB. */
const MAX_PLAYLIST_BYTES = 8 * 1024 * 1024;
/** A pathway without the playlist that another has is asked again after so long. */
const MISSING_REST_MS = 30_000;

export interface PlaylistAnswer {
  readonly text: string;
  /** After redirects. */
  readonly url: string;
  readonly pathwayId: string;
  /** When the request that was answered went out. Clock time. */
  readonly requestedAtMs: number;
}

interface PlaylistRequest {
  readonly what: 'multivariant' | 'media-playlist';
  /** Pathways that may have it, never empty; asked before every attempt. */
  candidates(): readonly string[];
  addressOf(pathwayId: string): string;
  /** Ends this request alone. */
  readonly signal?: AbortSignal;
  check(text: string, url: string, pathwayId: string): string | null;
  /** Before anything else may be asked for on that pathway. */
  onAnswer?(answer: PlaylistAnswer): void;
}

export interface PlaylistFetchOptions {
  readonly context: NetworkContext;
  readonly pathways: Pathways;
  readonly signal: AbortSignal;
  /** Longest wait between two looks for a broadcast that has not started. */
  notStartedCapMs(): number;
  onPhase(phase: FeedPhase): void;
}

/** Fetches playlists, from whichever pathway has them, however long that takes. */
export interface PlaylistFetch {
  fetch(request: PlaylistRequest): Promise<PlaylistAnswer | StreamProblem>;
  /** Something has been right: from now on nothing means "not started" or "wrong address" any more. */
  hasStarted(): void;
}

export function createPlaylistFetch(options: PlaylistFetchOptions): PlaylistFetch {
  const { context, pathways, signal } = options;
  const decoder = new TextDecoder();
  let started = false;
  /** Pages in a row where a playlist should be, before anything has been right. */
  let pages: { readonly count: number; readonly sinceMs: number } | null = null;

  /** Before the start nothing is an error, afterwards the gate's pace is right for all but 404. */
  const decide = (failure: TransferFailure, missingDelayMs: () => number): TransferDecision => {
    if (failure.kind === 'not-found') {
      if (!started) options.onPhase({ kind: 'not-started' });
      return { kind: 'retry', afterMs: missingDelayMs() };
    }
    if (failure.kind !== 'malformed' || started) {
      pages = null;
      return { kind: 'retry' };
    }
    const nowMs = context.clock.now();
    pages = { count: (pages?.count ?? 0) + 1, sinceMs: pages?.sinceMs ?? nowMs };
    return isWrongAddress(pages.count, nowMs - pages.sinceMs) ? { kind: 'give-up' } : { kind: 'retry' };
  };

  return {
    hasStarted() {
      started = true;
    },
    async fetch(request) {
      const candidates = () => request.candidates();
      let missingSinceMs: number | null = null;
      /** Pathways that say that there is nothing, or let nobody in: the others are asked as well. */
      const missing = new Set<string>();
      const denied = new Set<string>();
      const others = () => {
        const allowed = candidates().filter((id) => !denied.has(id));
        const left = allowed.filter((id) => !missing.has(id));
        return left.length > 0 ? left : allowed;
      };
      const answerOf = ({ body, head, pathwayId, requestedAtMs }: TransferArrival): PlaylistAnswer => ({
        text: decoder.decode(body),
        url: head.url,
        pathwayId,
        requestedAtMs,
      });
      const result = await fetchResource(context, {
        what: request.what,
        choose(_attempt, beside) {
          const pathwayId = pathways.choose(others(), beside) ?? candidates()[0] ?? '';
          return { gate: pathways.gate(pathwayId), url: request.addressOf(pathwayId), pathwayId };
        },
        onMoves: (callback) => pathways.onMoves(callback),
        priority: () => 'playlist',
        maxBytes: MAX_PLAYLIST_BYTES,
        signal: request.signal ?? signal,
        check: (body, head, pathwayId) => request.check(decoder.decode(body), head.url, pathwayId),
        onWhole: (arrival) => request.onAnswer?.(answerOf(arrival)),
        onFailure(failure) {
          const { kind, pathwayId } = failure;
          const untilNextMs = () => {
            if (candidates().some((id) => !missing.has(id) && !denied.has(id))) return 0;
            missing.clear();
            const nowMs = context.clock.now();
            missingSinceMs ??= nowMs;
            return notStartedDelayMs(nowMs - missingSinceMs, options.notStartedCapMs(), context.random);
          };
          if (kind === 'denied') {
            denied.add(pathwayId);
            pathways.deny(pathwayId);
            // Whoever looks for one more address has no other to wait for.
            const isEverywhere =
              candidates().every((id) => denied.has(id)) &&
              (request.what === 'multivariant' || pathways.isDeniedEverywhere());
            return isEverywhere ? { kind: 'give-up' } : { kind: 'retry', afterMs: untilNextMs() };
          }
          if (kind === 'not-found') {
            missing.add(pathwayId);
            pathways.needOthers();
          }
          return decide(failure, untilNextMs);
        },
      });
      if (result.kind === 'ok') {
        for (const id of missing) pathways.avoid(id, MISSING_REST_MS);
        return answerOf(result);
      }
      const { kind, status, url } = result.failure;
      return kind === 'denied' ? { kind: 'denied', status: status ?? 403 } : { kind: 'not-a-playlist', url };
    },
  };
}
