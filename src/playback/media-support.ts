/** Which engine this browser can run. */
export type EngineKind =
  /** Media Source Extensions: the feed in front, hls.js behind it. */
  | 'media-source'
  /** The element plays HLS by itself (iPhones before iOS 17.1). */
  | 'native'
  | 'none';

interface MediaScope {
  readonly ManagedMediaSource?: typeof MediaSource;
  readonly MediaSource?: typeof MediaSource;
}

/** Safari on iPhone has only the managed kind; undefined where there is none. */
export function mediaSourceClass(scope: MediaScope = globalThis): typeof MediaSource | undefined {
  return scope.MediaSource ?? scope.ManagedMediaSource;
}

/** RFC 8216bis, 10: the media type of a playlist. */
const HLS_TYPE = 'application/vnd.apple.mpegurl';

export function engineKind(
  audio: Pick<HTMLAudioElement, 'canPlayType'>,
  scope: MediaScope = globalThis,
): EngineKind {
  if (mediaSourceClass(scope) !== undefined) return 'media-source';
  return audio.canPlayType(HLS_TYPE) === '' ? 'none' : 'native';
}
