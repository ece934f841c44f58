import type { ErrorData, HlsConfig } from 'hls.js';
import type { Feed } from '../feed/feed.ts';
import { SHOWN_PLAYLIST_URL } from '../feed/shown-playlist.ts';
import type * as HlsCode from './hls-code.ts';
import { createFeedLoader } from './feed-loader.ts';

export type HlsModule = typeof HlsCode;

/** hls.js's fatal errors, translated once. */
export type PlayerFault =
  | { readonly kind: 'codec'; readonly codecs: string }
  | { readonly kind: 'decoder'; readonly message: string };

export interface HlsPlayerOptions {
  readonly module: HlsModule;
  readonly audio: HTMLAudioElement;
  readonly feed: Pick<Feed, 'playlist' | 'resource'>;
  /** Where to go on, in feed time; null to begin with the first listed segment. */
  readonly resumeAtSeconds: number | null;
  now(): number;
  onFault(fault: PlayerFault): void;
}

export interface HlsPlayer {
  /** Feed time of the element's time 0. */
  originSeconds(): number;
  /** hls.js's own cure for a decoder fault: a new source, same playhead. */
  recover(): void;
  destroy(): void;
}

/** The element keeps this much of what was heard; the feed keeps more. */
const BACK_BUFFER_SECONDS = 30;
/** All that is in hand goes into the element as soon as it is there. */
const FORWARD_BUFFER_SECONDS = 150;

const config: Partial<HlsConfig> = {
  // Audio in fMP4 passes through, and TS of one talk is little work: no second thread to start and to lose.
  enableWorker: false,
  // Makes hls.js ask for the next playlist at once (blocking reload).
  lowLatencyMode: true,
  // The feed lists from where to begin; the live edge is its business.
  startPosition: 0,
  maxLiveSyncPlaybackRate: 1,
  backBufferLength: BACK_BUFFER_SECONDS,
  maxBufferLength: FORWARD_BUFFER_SECONDS,
  maxMaxBufferLength: FORWARD_BUFFER_SECONDS,
};

/** One hls.js instance on the element, fed by the feed; made anew for every rebuild. */
export function createHlsPlayer(options: HlsPlayerOptions): HlsPlayer {
  const { module, audio, feed } = options;
  const { Hls, Events } = module;
  let originSeconds: number | null = null;

  const loader = createFeedLoader({
    feed,
    now: () => options.now(),
    onPlaylist({ startSeconds }) {
      if (originSeconds !== null) return;
      originSeconds = startSeconds;
      // hls.js reads this when it has parsed its first playlist, which it gets right after this call.
      hls.config.startPosition = Math.max(0, (options.resumeAtSeconds ?? startSeconds) - startSeconds);
    },
  });
  const hls = new Hls({ ...config, loader });
  hls.on(Events.ERROR, (_event, data: ErrorData) => {
    if (data.fatal) options.onFault(translate(module, data));
  });
  hls.attachMedia(audio);
  hls.loadSource(SHOWN_PLAYLIST_URL);

  return {
    originSeconds: () => originSeconds ?? 0,
    recover: () => hls.recoverMediaError(),
    destroy: () => hls.destroy(),
  };
}

function translate({ ErrorDetails }: HlsModule, data: ErrorData): PlayerFault {
  switch (data.details) {
    case ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR:
    case ErrorDetails.BUFFER_INCOMPATIBLE_CODECS_ERROR:
    case ErrorDetails.BUFFER_ADD_CODEC_ERROR:
      return { kind: 'codec', codecs: data.mimeType ?? '' };
    default:
      return { kind: 'decoder', message: `${data.details}: ${data.error.message}` };
  }
}
