import { captionNames, captionRendition, type CaptionLanguage } from './captions.ts';
import { dateRangeTags } from './date-range-tags.ts';
import type { Broadcast, OpenWindow, Segment } from './live-window.ts';
import { listedSegments } from './live-window.ts';
import type { Rendition } from './media-library.ts';
import { segmentSeconds } from './media-library.ts';
import type { Pathway } from './pathway.ts';
import { mediaPlaylistUrl } from './pathway.ts';
import type { Shape } from './shapes/shape.ts';
import type { Layout, Stream } from './streams.ts';

export interface MultivariantFacts {
  readonly layout: Layout;
  /** Other versions of the sound. */
  readonly others?: Stream['others'];
  /** Those that it names, in order of preference. Not used by the layout `own`. */
  readonly pathways: readonly Pathway[];
  /** Absolute; used by the layout `steered` only. */
  readonly steeringUrl: string;
  /** Used by the layout `own` only. */
  readonly captions: readonly CaptionLanguage[];
  /** How the sound is packed, where it is otherwise than in plain fragmented MP4. */
  readonly shape?: Shape;
}

/**
 * A multivariant playlist (RFC 8216bis 4.4.6): media playlists relative to it, or all of the preferred pathway
 * followed by all of the next one, with absolute addresses.
 */
export function renderMultivariant(
  renditions: readonly Rendition[],
  { layout, others = [], pathways, steeringUrl, captions, shape }: MultivariantFacts,
): string {
  const isRelative = layout === 'own' || layout === 'replay';
  const file = layout === 'replay' ? 'replay.m3u8' : 'index.m3u8';
  const places: readonly (Pathway | null)[] = isRelative ? [null] : pathways;
  const listed = places.flatMap((pathway) => {
    const shaped = (id: string) => (shape === undefined ? id : `${shape}-${id}`);
    const uriOf = (id: string) =>
      pathway === null ? `${shaped(id)}/${file}` : mediaPlaylistUrl(pathway, shaped(id));
    return renditions.flatMap((rendition, index) => {
      const groupId = pathway === null ? rendition.id : `${pathway.id}-${rendition.id}`;
      const sounds = [
        { language: 'en', name: 'English', renditions: renditions.map(({ id }) => id) },
        ...others,
      ].map((other, place) => sound(groupId, other, uriOf(other.renditions[index] ?? ''), place === 0));
      return [
        ...(others.length > 0 ? sounds : []),
        variant(rendition, uriOf(rendition.id), [
          ...(layout === 'steered' && pathway !== null
            ? [`STABLE-VARIANT-ID="${rendition.id}"`, `PATHWAY-ID="${pathway.id}"`]
            : []),
          ...(others.length > 0 ? [`AUDIO="${groupId}"`] : []),
          ...(layout === 'own' && captions.length > 0 ? ['SUBTITLES="text"'] : []),
        ]),
      ];
    });
  });
  const steering =
    layout === 'steered'
      ? [`#EXT-X-CONTENT-STEERING:SERVER-URI="${steeringUrl}",PATHWAY-ID="${pathways[0]?.id ?? ''}"`]
      : [];
  const texts = layout === 'own' ? captions.map((language, index) => text(language, index === 0)) : [];
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...steering,
    ...texts,
    ...listed,
    '',
  ].join('\n');
}

function text(language: CaptionLanguage, isFirst: boolean): string {
  const attributes = [
    'TYPE=SUBTITLES',
    'GROUP-ID="text"',
    `NAME="${captionNames[language]}"`,
    `LANGUAGE="${language}"`,
    `DEFAULT=${isFirst ? 'YES' : 'NO'}`,
    'AUTOSELECT=YES',
    `URI="${captionRendition(language)}/index.m3u8"`,
  ];
  return `#EXT-X-MEDIA:${attributes.join(',')}`;
}

function sound(
  groupId: string,
  { language, name }: { readonly language: string; readonly name: string },
  uri: string,
  isDefault: boolean,
): string {
  const attributes = [
    'TYPE=AUDIO',
    `GROUP-ID="${groupId}"`,
    `NAME="${name}"`,
    `LANGUAGE="${language}"`,
    `DEFAULT=${isDefault ? 'YES' : 'NO'}`,
    'AUTOSELECT=YES',
    `URI="${uri}"`,
  ];
  return `#EXT-X-MEDIA:${attributes.join(',')}`;
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
  /** The moment of the evening that it is written in. */
  readonly elapsedSeconds: number;
  /** Unix time in milliseconds at which the evening began. */
  readonly beganAtWallMs: number;
  /** Whether it ends with EXT-X-ENDLIST. */
  readonly endList: boolean;
  /** Added to the numbers of the broadcast. */
  readonly numberOffset: number;
  /** Sound in fMP4, or the text to it. */
  readonly of: 'sound' | 'captions';
  /** How the sound is packed, where it is otherwise. */
  readonly form?: PlaylistForm;
}

/** How a media playlist names its segments; numbers as they are listed. */
export interface PlaylistForm {
  readonly hasInit: boolean;
  nameOf(number: number): string;
  /** Lines above the EXTINF of a segment. */
  above(number: number): readonly string[];
}

/** A media playlist of an open window (RFC 8216bis 4.4.3, 4.4.4). */
export function renderMediaPlaylist(facts: MediaPlaylistFacts): string {
  const { broadcast, window, numberOffset, of, form } = facts;
  const segments = listedSegments(broadcast, window);
  const discontinuitySequence = segments[0]?.discontinuitiesBefore ?? 0;
  return render(facts, segments, {
    head: [
      `#EXT-X-MEDIA-SEQUENCE:${window.first + numberOffset}`,
      ...(discontinuitySequence > 0 ? [`#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`] : []),
      ...(broadcast.playlist === 'event' ? ['#EXT-X-PLAYLIST-TYPE:EVENT'] : []),
    ],
    nameOf: ({ sequence }) =>
      form?.nameOf(sequence + numberOffset) ??
      `segment-${sequence + numberOffset}.${of === 'sound' ? 'm4s' : 'vtt'}`,
    above: ({ sequence }) => form?.above(sequence + numberOffset) ?? [],
  });
}

/** The media playlist of the recording: VOD, everything from the first word to the last. */
export function renderReplayPlaylist(
  facts: Omit<MediaPlaylistFacts, 'window' | 'numberOffset' | 'endList' | 'of'>,
  segments: readonly Segment[],
): string {
  return render({ ...facts, endList: true, of: 'sound' }, segments, {
    head: ['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:VOD'],
    nameOf: (_segment, index) => `recorded-${index}.m4s`,
  });
}

function render(
  facts: Omit<MediaPlaylistFacts, 'window' | 'numberOffset'>,
  segments: readonly Segment[],
  more: {
    readonly head: readonly string[];
    nameOf(segment: Segment, index: number): string;
    above?(segment: Segment): readonly string[];
  },
): string {
  const { broadcast, beganAtWallMs, endList, elapsedSeconds } = facts;
  const fromSeconds = segments[0]?.startSeconds ?? 0;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${segmentSeconds}`,
    ...more.head,
    ...(facts.of === 'sound' ? ['#EXT-X-INDEPENDENT-SEGMENTS'] : []),
    ...(facts.of === 'sound' && facts.form?.hasInit !== false ? ['#EXT-X-MAP:URI="init.mp4"'] : []),
    ...dateRangeTags(broadcast.dateRanges, { fromSeconds, toSeconds: elapsedSeconds, beganAtWallMs }),
  ];
  for (const [index, segment] of segments.entries()) {
    const { startSeconds, discontinuity, gap } = segment;
    const spokenAt = new Date(beganAtWallMs + startSeconds * 1000);
    lines.push(
      ...(discontinuity ? ['#EXT-X-DISCONTINUITY'] : []),
      ...(broadcast.programDateTime ? [`#EXT-X-PROGRAM-DATE-TIME:${spokenAt.toISOString()}`] : []),
      ...(gap ? ['#EXT-X-GAP'] : []),
      ...(more.above?.(segment) ?? []),
      `#EXTINF:${segmentSeconds.toFixed(3)},`,
      more.nameOf(segment, index),
    );
  }
  if (endList) lines.push('#EXT-X-ENDLIST');
  return [...lines, ''].join('\n');
}
