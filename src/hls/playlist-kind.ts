import { type PlaylistLine, parseLines } from './playlist-lines.ts';

const MULTIVARIANT_TAGS = new Set([
  'EXT-X-STREAM-INF',
  'EXT-X-MEDIA',
  'EXT-X-CONTENT-STEERING',
  'EXT-X-I-FRAME-STREAM-INF',
]);
const MEDIA_TAGS = new Set([
  'EXTINF',
  'EXT-X-TARGETDURATION',
  'EXT-X-MEDIA-SEQUENCE',
  'EXT-X-PART',
  'EXT-X-ENDLIST',
]);

/**
 * Which kind of playlist this text is; null when it is none: an HTML page, an empty answer, a playlist cut off
 * before the first tag that tells. The text must begin with #EXTM3U (RFC 8216bis 4.4.1.1), after a byte order
 * mark at most, and a text with tags of both kinds is a media playlist only if it has no variants (4.1).
 */
export function playlistKind(text: string): 'multivariant' | 'media' | null {
  if (!hasPlaylistHeader(text)) return null;
  const lines = parseLines(text);
  if (hasTag(lines, MULTIVARIANT_TAGS)) return 'multivariant';
  return hasTag(lines, MEDIA_TAGS) ? 'media' : null;
}

/** True when the first line is #EXTM3U and nothing else. */
export function hasPlaylistHeader(text: string): boolean {
  return /^\uFEFF?#EXTM3U[ \t]*(?:\r?\n|$)/.test(text);
}

function hasTag(lines: readonly PlaylistLine[], names: ReadonlySet<string>): boolean {
  return lines.some((line) => line.kind === 'tag' && names.has(line.name));
}
