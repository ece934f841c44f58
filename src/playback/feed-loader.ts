import type {
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderContext,
  LoaderStats,
} from 'hls.js';
import type { Feed, ShownPlaylistText } from '../feed/feed.ts';

/** What a loader needs of its surroundings. */
export interface FeedLoaderOptions {
  readonly feed: Pick<Feed, 'playlist' | 'resource'>;
  now(): number;
  /** Resolves when the player may have what has come in: after a silence not with the first piece. */
  mayGoOn(signal: AbortSignal): Promise<void>;
  /** Told of each playlist before hls.js sees it. */
  onPlaylist(playlist: ShownPlaylistText): void;
}

/**
 * The loader class for hls.js's `loader` option: playlists and bytes come from the feed, which never fails. A
 * playlist request that already has everything is answered when there is more (blocking reload,
 * RFC 8216bis 6.2.5.2); a segment is only ever listed once it is in hand,
 * though it may have to come from the shelf. One that has vanished from there is answered 404, which hls.js takes for a
 * gap of a live playlist.
 */
export function createFeedLoader(
  options: FeedLoaderOptions,
): new (config: HlsConfig) => Loader<LoaderContext> {
  const { feed } = options;
  /** The newest sequence that hls.js has been told of. */
  let told: number | null = null;

  return class FeedLoader implements Loader<LoaderContext> {
    context: LoaderContext | null = null;
    stats: LoaderStats = emptyStats();
    private controller: AbortController | null = null;
    private callbacks: LoaderCallbacks<LoaderContext> | null = null;

    load(
      context: LoaderContext,
      _config: LoaderConfiguration,
      callbacks: LoaderCallbacks<LoaderContext>,
    ): void {
      this.context = context;
      this.callbacks = callbacks;
      this.stats.loading.start = options.now();
      const controller = new AbortController();
      this.controller = controller;
      void this.answer(context, controller.signal);
    }

    abort(): void {
      if (this.controller === null) return;
      this.stats.aborted = true;
      this.controller.abort(new Error('aborted by the player'));
      this.controller = null;
      const { callbacks, context } = this;
      if (context !== null) callbacks?.onAbort?.(this.stats, context, null);
    }

    destroy(): void {
      this.callbacks = null;
      this.controller?.abort(new Error('loader destroyed'));
      this.controller = null;
      this.context = null;
    }

    private async answer(context: LoaderContext, signal: AbortSignal): Promise<void> {
      const isPlaylist = context.responseType === 'text';
      try {
        const data = isPlaylist ? await this.playlistText(context, signal) : await this.bytes(context);
        if (signal.aborted) return;
        this.controller = null;
        if (data === null) {
          this.callbacks?.onError({ code: 404, text: 'not in hand' }, context, null, this.stats);
          return;
        }
        const { stats } = this;
        const size = typeof data === 'string' ? data.length : data.byteLength;
        stats.loading.first = Math.max(stats.loading.start, options.now());
        stats.loading.end = stats.loading.first;
        stats.loaded = stats.total = size;
        this.callbacks?.onSuccess({ url: context.url, data, code: 200 }, stats, context, null);
      } catch (error) {
        // The feed has been stopped, or hls.js does not want the answer any more: both are silence.
        if (!signal.aborted && this.controller !== null) this.controller.abort(error);
      }
    }

    private async playlistText(context: LoaderContext, signal: AbortSignal): Promise<string> {
      const wanted = blockingSequence(context.url);
      const after = wanted === null ? told : wanted - 1;
      await feed.playlist(after, signal);
      await options.mayGoOn(signal);
      // Once more: there may be more by now.
      const playlist = await feed.playlist(after, signal);
      told = playlist.lastSequence;
      options.onPlaylist(playlist);
      return playlist.text;
    }

    private async bytes(context: LoaderContext): Promise<ArrayBuffer | null> {
      const body = await feed.resource(context.url);
      if (body === null) return null;
      const { rangeStart, rangeEnd } = context;
      const wanted = rangeEnd === undefined || rangeEnd === 0 ? body : body.subarray(rangeStart, rangeEnd);
      // A copy: hls.js may hand the buffer on, and the feed keeps what it has.
      return wanted.slice().buffer;
    }
  };
}

/** The media sequence that a blocking reload waits for (`_HLS_msn`), or null. */
function blockingSequence(url: string): number | null {
  const value = new URL(url).searchParams.get('_HLS_msn');
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

function emptyStats(): LoaderStats {
  return {
    aborted: false,
    loaded: 0,
    retry: 0,
    total: 0,
    chunkCount: 0,
    bwEstimate: 0,
    loading: { start: 0, first: 0, end: 0 },
    parsing: { start: 0, end: 0 },
    buffering: { start: 0, first: 0, end: 0 },
  };
}
