import type { Broadcast, OpenWindow } from './live-window.ts';
import { listedSegments } from './live-window.ts';
import type { Rendition } from './media-library.ts';
import { segmentSeconds } from './media-library.ts';

/** A multivariant playlist (RFC 8216bis 4.4.6); media playlists are named relative to it. */
export function renderMultivariant(renditions: readonly Rendition[]): string {
  const variants = renditions.flatMap((rendition) => [
    `#EXT-X-STREAM-INF:BANDWIDTH=${rendition.peakBps},AVERAGE-BANDWIDTH=${rendition.averageBps},CODECS="${rendition.codecs}"`,
    `${rendition.id}/index.m3u8`,
  ]);
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...variants, ''].join('\n');
}

export interface MediaPlaylistFacts {
  readonly broadcast: Broadcast;
  readonly window: OpenWindow;
  /** Unix time in milliseconds at which the evening began. */
  readonly beganAtWallMs: number;
  /** Whether it ends with EXT-X-ENDLIST. */
  readonly endList: boolean;
}

/** A media playlist of an open window (RFC 8216bis 4.4.3, 4.4.4). */
export function renderMediaPlaylist({
  broadcast,
  window,
  beganAtWallMs,
  endList,
}: MediaPlaylistFacts): string {
  const segments = listedSegments(broadcast, window);
  const discontinuitySequence = segments[0]?.discontinuitiesBefore ?? 0;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${segmentSeconds}`,
    `#EXT-X-MEDIA-SEQUENCE:${window.first}`,
    ...(discontinuitySequence > 0 ? [`#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`] : []),
    ...(broadcast.playlist === 'event' ? ['#EXT-X-PLAYLIST-TYPE:EVENT'] : []),
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="init.mp4"',
  ];
  for (const { sequence, startSeconds, discontinuity, gap } of segments) {
    const spokenAt = new Date(beganAtWallMs + startSeconds * 1000);
    lines.push(
      ...(discontinuity ? ['#EXT-X-DISCONTINUITY'] : []),
      ...(broadcast.programDateTime ? [`#EXT-X-PROGRAM-DATE-TIME:${spokenAt.toISOString()}`] : []),
      ...(gap ? ['#EXT-X-GAP'] : []),
      `#EXTINF:${segmentSeconds.toFixed(3)},`,
      `segment-${sequence}.m4s`,
    );
  }
  if (endList) lines.push('#EXT-X-ENDLIST');
  return [...lines, ''].join('\n');
}
