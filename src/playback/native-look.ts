import { parseMediaPlaylist, PlaylistError, type MediaPlaylist } from '../hls/media-playlist.ts';
import { parseMultivariant } from '../hls/multivariant-playlist.ts';
import { playlistKind } from '../hls/playlist-kind.ts';
import type { StreamProblem } from '../feed/feed-snapshot.ts';
import { fetchResource, type NetworkContext } from '../feed/network-context.ts';
import { isWrongAddress, notStartedDelayMs } from '../feed/patience.ts';
import { chooseRenditions } from '../feed/rendition-choice.ts';
import type { Gate } from '../network/gate.ts';
import type { TransferDecision, TransferFailure } from '../network/transfer-request.ts';
import type { Pathway } from './engine.ts';

const MAX_PLAYLIST_BYTES = 8 * 1024 * 1024;
/** Failures of one pathway before the next one is asked. */
const ATTEMPTS_PER_PATHWAY = 2;

/** A pathway with its own gate. */
export interface GatedPathway extends Pathway {
  readonly gate: Gate;
}

export interface LookOptions {
  readonly context: NetworkContext;
  /** In order of preference, never empty. */
  readonly pathways: readonly GatedPathway[];
  /** Which of them to ask first. */
  readonly from: number;
  /** It has been there before: then a page in its place is no wrong address. */
  readonly started: boolean;
  notStartedCapMs(): number;
  readonly signal: AbortSignal;
  canPlay(codecs: string): boolean;
  onNotStarted(): void;
}

export type Found =
  | {
      readonly kind: 'found';
      /** Index of the pathway that has it. */
      readonly index: number;
      readonly targetDurationSeconds: number;
      /** The origin says that no more segments follow. */
      readonly ended: boolean;
    }
  | { readonly kind: 'problem'; readonly problem: StreamProblem };

/**
 * Looks, for as long as it takes, for a pathway on which the broadcast is: its multivariant playlist and the media
 * playlist of one rendition. An element that is sent there plays; one that is sent anywhere else gives up for good.
 */
export async function lookForStream(options: LookOptions): Promise<Found> {
  const { context, pathways, signal } = options;
  const decoder = new TextDecoder();
  let pages: { readonly count: number; readonly sinceMs: number } | null = null;
  let missingSinceMs: number | null = null;

  const at = (index: number): GatedPathway => {
    const pathway = pathways[index % pathways.length];
    if (pathway === undefined) throw new RangeError('no pathway');
    return pathway;
  };

  const decide = ({ kind }: TransferFailure): TransferDecision => {
    if (kind === 'denied') return { kind: 'give-up' };
    if (kind === 'not-found') {
      if (!options.started) options.onNotStarted();
      const nowMs = context.clock.now();
      missingSinceMs ??= nowMs;
      const afterMs = notStartedDelayMs(nowMs - missingSinceMs, options.notStartedCapMs(), context.random);
      return { kind: 'retry', afterMs };
    }
    if (kind !== 'malformed' || options.started) {
      pages = null;
      return { kind: 'retry' };
    }
    pages = { count: (pages?.count ?? 0) + 1, sinceMs: pages?.sinceMs ?? context.clock.now() };
    const isWrong = isWrongAddress(pages.count, context.clock.now() - pages.sinceMs);
    return isWrong ? { kind: 'give-up' } : { kind: 'retry' };
  };

  const fetchText = async (
    what: 'multivariant' | 'media-playlist',
    choose: (attempt: number) => { readonly index: number; readonly url: string },
    check: (text: string) => unknown,
  ): Promise<{ readonly text: string; readonly url: string; readonly index: number } | StreamProblem> => {
    const result = await fetchResource(context, {
      what,
      choose(attempt) {
        const chosen = choose(attempt);
        const { gate, id } = at(chosen.index);
        return { gate, url: chosen.url, pathwayId: id };
      },
      priority: () => 'playlist',
      maxBytes: MAX_PLAYLIST_BYTES,
      signal,
      check: (body) => faultOf(() => check(decoder.decode(body))),
      onFailure: decide,
    });
    if (result.kind === 'ok') {
      const index = pathways.findIndex(({ id }) => id === result.pathwayId);
      return { text: decoder.decode(result.body), url: result.head.url, index };
    }
    return result.failure.kind === 'denied'
      ? { kind: 'denied', status: result.failure.status ?? 403 }
      : { kind: 'not-a-playlist', url: result.failure.url };
  };

  const first = await fetchText(
    'multivariant',
    (attempt) => {
      const index = (options.from + Math.floor((attempt - 1) / ATTEMPTS_PER_PATHWAY)) % pathways.length;
      return { index, url: at(index).url };
    },
    (text) => {
      const kind = playlistKind(text);
      if (kind === null) throw new PlaylistError(1, 'not a playlist');
      const { url } = at(options.from);
      return kind === 'media' ? parseMediaPlaylist(text, url) : parseMultivariant(text, url);
    },
  );
  if ('kind' in first) return { kind: 'problem', problem: first };
  const { index } = first;
  if (playlistKind(first.text) === 'media') return found(parseMediaPlaylist(first.text, first.url), index);
  const multivariant = parseMultivariant(first.text, first.url);
  const choice = chooseRenditions(multivariant, (codecs) => options.canPlay(codecs));
  if (choice.kind !== 'ok') return { kind: 'problem', problem: choice };
  const [lowest] = choice.renditions;
  if (lowest === undefined) return { kind: 'problem', problem: { kind: 'no-audio' } };
  const { variables } = multivariant;
  const second = await fetchText(
    'media-playlist',
    () => ({ index, url: lowest.url }),
    (text) => parseMediaPlaylist(text, lowest.url, variables),
  );
  return 'kind' in second
    ? { kind: 'problem', problem: second }
    : found(parseMediaPlaylist(second.text, second.url, variables), index);
}

function found({ targetDurationSeconds, endList }: MediaPlaylist, index: number): Found {
  return { kind: 'found', index, targetDurationSeconds, ended: endList };
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
