import { playlistKind } from '../hls/playlist-kind.ts';
import { PlaylistError } from '../hls/playlist-error.ts';
import type { AudioOffers } from './audio-offers.ts';
import { fetchResource, type NetworkContext } from './network-context.ts';
import type { Pathways } from './pathways.ts';
import type { FoundPlaylist, PlaylistSource } from './playlist-source.ts';

/** Larger than any media playlist. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Every pathway has said so often that there is nothing of the kind. */
const MOST_ROUNDS = 2;
const ROUND_PAUSE_MS = 1_500;

export interface ProbeOptions {
  readonly context: NetworkContext;
  readonly pathways: Pathways;
  readonly audio: AudioOffers;
  readonly playlists: Pick<PlaylistSource, 'having' | 'read'>;
}

/**
 * Looks whether a rendition can be followed: one media playlist, from whichever pathway has it, until the signal aborts.
 * Null when it cannot be had. A pathway that refuses this playlist is not held to refuse others.
 */
export async function probePlaylist(
  { context, pathways, audio, playlists }: ProbeOptions,
  renditionId: string,
  signal: AbortSignal,
): Promise<FoundPlaylist | null> {
  const decoder = new TextDecoder();
  const missing = new Set<string>();
  let rounds = 0;
  const left = () => playlists.having(renditionId).filter((id) => !missing.has(id));
  const read = (body: Uint8Array, url: string, pathwayId: string) => {
    const text = decoder.decode(body);
    if (playlistKind(text) !== 'media') return null;
    try {
      return playlists.read(text, url, pathwayId);
    } catch (error) {
      if (error instanceof PlaylistError) return null;
      throw error;
    }
  };
  try {
    if (left().length === 0) return null;
    const result = await fetchResource(context, {
      what: 'media-playlist',
      choose(_attempt, beside) {
        const all = left().length > 0 ? left() : playlists.having(renditionId);
        const pathwayId = pathways.choose(all, beside) ?? all[0] ?? pathways.currentId();
        const url = audio.renditionOn(pathwayId, renditionId)?.url ?? '';
        return { gate: pathways.gate(pathwayId), url, pathwayId };
      },
      onMoves: (callback) => pathways.onMoves(callback),
      priority: () => 'playlist',
      maxBytes: MAX_BYTES,
      signal,
      check: (body, { url }, pathwayId) =>
        read(body, url, pathwayId) === null ? 'not a media playlist' : null,
      onFailure({ kind, pathwayId }) {
        if (kind !== 'not-found' && kind !== 'denied' && kind !== 'malformed') return { kind: 'retry' };
        missing.add(pathwayId);
        if (left().length > 0) return { kind: 'retry', afterMs: 0 };
        missing.clear();
        rounds += 1;
        return rounds < MOST_ROUNDS ? { kind: 'retry', afterMs: ROUND_PAUSE_MS } : { kind: 'give-up' };
      },
    });
    if (result.kind !== 'ok') return null;
    const { pathwayId } = result;
    const playlist = read(result.body, result.head.url, pathwayId);
    return playlist === null ? null : { pathwayId, renditionId, playlist };
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
