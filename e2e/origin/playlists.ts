import type { Broadcast, LiveWindow } from './live-window.ts';
import { segmentStartSeconds } from './live-window.ts';
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

/** A media playlist of an open window. `beganAtWallMs` is the Unix time at which the evening began. */
export function renderMediaPlaylist(
  broadcast: Broadcast,
  window: Extract<LiveWindow, { kind: 'open' }>,
  beganAtWallMs: number,
): string {
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${segmentSeconds}`,
    `#EXT-X-MEDIA-SEQUENCE:${window.first}`,
    ...(broadcast.playlist === 'event' ? ['#EXT-X-PLAYLIST-TYPE:EVENT'] : []),
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="init.mp4"',
  ];
  for (let sequence = window.first; sequence <= window.last; sequence += 1) {
    const spokenAt = new Date(beganAtWallMs + segmentStartSeconds(broadcast, sequence) * 1000);
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${spokenAt.toISOString()}`,
      `#EXTINF:${segmentSeconds.toFixed(3)},`,
      `segment-${sequence}.m4s`,
    );
  }
  if (window.ended) lines.push('#EXT-X-ENDLIST');
  return [...lines, ''].join('\n');
}
