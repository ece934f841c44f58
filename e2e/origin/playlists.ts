import type { Broadcast, OpenWindow } from './live-window.ts';
import { listedSegments } from './live-window.ts';
import type { Rendition } from './media-library.ts';
import { segmentSeconds } from './media-library.ts';
import type { Pathway } from './pathway.ts';
import { mediaPlaylistUrl } from './pathway.ts';
import type { Layout } from './streams.ts';

export interface MultivariantFacts {
  readonly layout: Layout;
  /** Those that it names, in order of preference. Not used by the layout `own`. */
  readonly pathways: readonly Pathway[];
  /** Absolute; used by the layout `steered` only. */
  readonly steeringUrl: string;
}

/**
 * A multivariant playlist (RFC 8216bis 4.4.6): media playlists relative to it, or all of the preferred pathway
 * followed by all of the next one, with absolute addresses.
 */
export function renderMultivariant(
  renditions: readonly Rendition[],
  { layout, pathways, steeringUrl }: MultivariantFacts,
): string {
  const listed =
    layout === 'own'
      ? renditions.map((rendition) => variant(rendition, `${rendition.id}/index.m3u8`, []))
      : pathways.flatMap((pathway) =>
          renditions.map((rendition) =>
            variant(
              rendition,
              mediaPlaylistUrl(pathway, rendition.id),
              layout === 'steered'
                ? [`STABLE-VARIANT-ID="${rendition.id}"`, `PATHWAY-ID="${pathway.id}"`]
                : [],
            ),
          ),
        );
  const steering =
    layout === 'steered'
      ? [`#EXT-X-CONTENT-STEERING:SERVER-URI="${steeringUrl}",PATHWAY-ID="${pathways[0]?.id ?? ''}"`]
      : [];
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...steering, ...listed, ''].join(
    '\n',
  );
}

function variant(rendition: Rendition, uri: string, more: readonly string[]): string {
  const attributes = [
    `BANDWIDTH=${rendition.peakBps}`,
    `AVERAGE-BANDWIDTH=${rendition.averageBps}`,
    `CODECS="${rendition.codecs}"`,
    ...more,
  ];
  return `#EXT-X-STREAM-INF:${attributes.join(',')}\n${uri}`;
}

export interface MediaPlaylistFacts {
  readonly broadcast: Broadcast;
  readonly window: OpenWindow;
  /** Unix time in milliseconds at which the evening began. */
  readonly beganAtWallMs: number;
  /** Whether it ends with EXT-X-ENDLIST. */
  readonly endList: boolean;
  /** Added to the numbers of the broadcast. */
  readonly numberOffset: number;
}

/** A media playlist of an open window (RFC 8216bis 4.4.3, 4.4.4). */
export function renderMediaPlaylist({
  broadcast,
  window,
  beganAtWallMs,
  endList,
  numberOffset,
}: MediaPlaylistFacts): string {
  const segments = listedSegments(broadcast, window);
  const discontinuitySequence = segments[0]?.discontinuitiesBefore ?? 0;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${segmentSeconds}`,
    `#EXT-X-MEDIA-SEQUENCE:${window.first + numberOffset}`,
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
      `segment-${sequence + numberOffset}.m4s`,
    );
  }
  if (endList) lines.push('#EXT-X-ENDLIST');
  return [...lines, ''].join('\n');
}
