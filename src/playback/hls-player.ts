import type { ErrorData, HlsConfig } from 'hls.js';
import type { Feed } from '../feed/feed.ts';
import { SHOWN_PLAYLIST_URL } from '../feed/shown-playlist.ts';
import type * as HlsCode from './hls-code.ts';
import { createFeedLoader } from './feed-loader.ts';
import type { BufferLimits } from './media-recovery.ts';

export type HlsModule = typeof HlsCode;

/** hls.js's fatal errors, translated once. */
export type PlayerFault =
  | { readonly kind: 'codec'; readonly codecs: string }
  | {
      readonly kind: 'decoder';
      readonly message: string;
      /** Feed time within the segment that it is about; null where that is not known. */
      readonly atSeconds: number | null;
    };

export interface HlsPlayerOptions {
  readonly module: HlsModule;
  readonly audio: HTMLAudioElement;
  readonly feed: Pick<Feed, 'playlist' | 'resource'>;
  /** Where to go on, in feed time; null to begin with the first listed segment. Asked when there is a first playlist. */
  resumeAtSeconds(): number | null;
  readonly limits: BufferLimits;
  now(): number;
  mayGoOn(signal: AbortSignal): Promise<void>;
  onFault(fault: PlayerFault): void;
  /** The browser has no room for more. */
  onFull(): void;
}

export interface HlsPlayer {
  /** Feed time of the element's time 0. */
  originSeconds(): number;
  /** It has been given a playlist: where that begins stands. */
  hasPlaylist(): boolean;
  /** Where it began, in the element's time. */
  beginSeconds(): number;
  /** hls.js's own cure for a decoder fault: a new source, same playhead. */
  recover(): void;
  limit(limits: BufferLimits): void;
  destroy(): void;
}

const config: Partial<HlsConfig> = {
  // Audio in fMP4 passes through, and TS of one talk is little work: no second thread to start and to lose.
  enableWorker: false,
  // Makes hls.js ask for the next playlist at once (blocking reload).
  lowLatencyMode: true,
  // The feed lists from where to begin; the live edge is its business.
  startPosition: 0,
  maxLiveSyncPlaybackRate: 1,
  // How often to try again is decided in one place, and not here (media-recovery.ts).
  appendErrorMaxRetry: 1,
};

/** One hls.js instance on the element, fed by the feed; made anew for every rebuild. */
export function createHlsPlayer(options: HlsPlayerOptions): HlsPlayer {
  const { module, audio, feed } = options;
  const { Hls, Events, ErrorDetails } = module;
  let originSeconds: number | null = null;
  let beginSeconds = 0;

  const loader = createFeedLoader({
    feed,
    now: () => options.now(),
    mayGoOn: (signal) => options.mayGoOn(signal),
    onPlaylist({ startSeconds }) {
      if (originSeconds !== null) return;
      originSeconds = startSeconds;
      // hls.js reads this when it has parsed its first playlist, which it gets right after this call.
      hls.config.startPosition = Math.max(0, (options.resumeAtSeconds() ?? startSeconds) - startSeconds);
      beginSeconds = hls.config.startPosition;
    },
  });
  const hls = new Hls({ ...config, loader });
  const limit = ({ behindSeconds, aheadSeconds }: BufferLimits) => {
    hls.config.backBufferLength = behindSeconds;
    hls.config.maxBufferLength = hls.config.maxMaxBufferLength = aheadSeconds;
  };
  limit(options.limits);
  let isDestroyed = false;
  /** hls.js is in the middle of its own work when it tells of an error: it is not to be taken apart there. */
  const tellLater = (tell: () => void) =>
    queueMicrotask(() => {
      if (!isDestroyed) tell();
    });
  hls.on(Events.ERROR, (_event, data: ErrorData) => {
    if (data.details === ErrorDetails.BUFFER_FULL_ERROR) tellLater(() => options.onFull());
    // hls.js would parse the same bytes six more times.
    else if (data.fatal || data.details === ErrorDetails.FRAG_PARSING_ERROR)
      tellLater(() => options.onFault(translate(options, data, originSeconds ?? 0)));
  });
  hls.attachMedia(audio);
  hls.loadSource(SHOWN_PLAYLIST_URL);

  return {
    originSeconds: () => originSeconds ?? 0,
    hasPlaylist: () => originSeconds !== null,
    beginSeconds: () => beginSeconds,
    recover: () => hls.recoverMediaError(),
    limit,
    destroy() {
      isDestroyed = true;
      hls.destroy();
    },
  };
}

function translate({ module, audio }: HlsPlayerOptions, data: ErrorData, originSeconds: number): PlayerFault {
  const { ErrorDetails } = module;
  switch (data.details) {
    case ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR:
    case ErrorDetails.BUFFER_INCOMPATIBLE_CODECS_ERROR:
    case ErrorDetails.BUFFER_ADD_CODEC_ERROR:
      return { kind: 'codec', codecs: data.mimeType ?? '' };
    default:
      return {
        kind: 'decoder',
        message: `${data.details}: ${data.error.message}`,
        // The middle: what hls.js takes for the start of a segment may lie in the one before.
        atSeconds:
          data.frag === undefined || isInnocent(data.error, audio.error)
            ? null
            : originSeconds + data.frag.start + data.frag.duration / 2,
      };
  }
}

/**
 * The element had failed on something else before, or while, it was given this (Media Source Extensions, "prepare
 * append"). Chromium says which: a segment that cannot be taken apart is CHUNK_DEMUXER_ERROR_APPEND_FAILED.
 */
function isInnocent(error: Error, mediaError: MediaError | null): boolean {
  return error.name === 'InvalidStateError' || mediaError?.message.includes('PIPELINE_ERROR_DECODE') === true;
}
