import { type AttributeList, decimal, isYes, resolution, textOf } from './attributes.ts';
import { isVideoCodec, parseCodecs } from './codecs.ts';
import { looksCut } from './cut-line.ts';
import { PlaylistError } from './playlist-error.ts';
import { hasPlaylistHeader } from './playlist-kind.ts';
import { parseLines, type PlaylistLine } from './playlist-lines.ts';
import { resolveUrl } from './playlist-url.ts';
import { toTextRendition, type TextRendition } from './text-rendition.ts';
import { define, noVariables, parseAttributesWith, substitute, type Variables } from './variables.ts';

/** One variant stream (EXT-X-STREAM-INF). */
export interface Variant {
  /** Absolute URL of its media playlist. */
  readonly url: string;
  /** BANDWIDTH: peak bits per second; 0 when the playlist does not say. */
  readonly bandwidthBps: number;
  readonly averageBandwidthBps: number | null;
  /** Null when the playlist does not say. */
  readonly codecs: readonly string[] | null;
  /** GROUP-ID of the audio renditions that belong to it; null when its audio is its own. */
  readonly audioGroupId: string | null;
  /** GROUP-ID of the subtitle renditions that belong to it (SUBTITLES). */
  readonly textGroupId: string | null;
  /** `.` when not written (RFC 8216bis 4.4.6.2). */
  readonly pathwayId: string;
  readonly stableVariantId: string | null;
  /** By CODECS, RESOLUTION, FRAME-RATE or a video group. False when nothing is said. */
  readonly hasVideo: boolean;
}

/** One audio rendition (EXT-X-MEDIA with TYPE=AUDIO). */
export interface AudioRendition {
  readonly groupId: string;
  readonly name: string;
  readonly language: string | null;
  /** ASSOC-LANGUAGE: a language that is used otherwise than the first, e.g. written and not spoken. */
  readonly assocLanguage: string | null;
  /** Absolute URL of its media playlist; null when the audio is in the variant itself. */
  readonly url: string | null;
  readonly isDefault: boolean;
  readonly autoselect: boolean;
  readonly channels: string | null;
  readonly stableRenditionId: string | null;
}

interface ContentSteering {
  /** Absolute URL of the steering manifest. */
  readonly serverUri: string;
  /** The pathway to begin with. */
  readonly pathwayId: string | null;
}

export interface MultivariantPlaylist {
  readonly kind: 'multivariant';
  /** In the order of the playlist. */
  readonly variants: readonly Variant[];
  readonly audioGroups: ReadonlyMap<string, readonly AudioRendition[]>;
  readonly textGroups: ReadonlyMap<string, readonly TextRendition[]>;
  readonly contentSteering: ContentSteering | null;
  readonly independentSegments: boolean;
  /** For the IMPORT of its media playlists. */
  readonly variables: Variables;
}

/**
 * Reads a multivariant playlist (RFC 8216bis 4.4.6). `baseUrl` is the URL that the answer came from, after
 * redirects. Tags that are not needed to hear something are ignored. Throws PlaylistError with the line number
 * when the text is no playlist, was cut short, or says nothing that could be played.
 */
export function parseMultivariant(text: string, baseUrl: string): MultivariantPlaylist {
  if (!hasPlaylistHeader(text)) throw new PlaylistError(1, 'expected #EXTM3U');
  const lines = parseLines(text);
  let variables = noVariables;
  let pending: { readonly attributes: AttributeList; readonly line: number } | null = null;
  const variants: Variant[] = [];
  const audioGroups = new Map<string, AudioRendition[]>();
  const textGroups = new Map<string, TextRendition[]>();
  let contentSteering: ContentSteering | null = null;
  let independentSegments = false;
  let previousUri: string | null = null;

  for (const [index, line] of lines.entries()) {
    const lineNumber = index + 1;
    if (line.kind === 'uri') {
      if (pending === null) continue;
      if (looksCut(line, previousUri, { inStep: false }))
        throw new PlaylistError(lineNumber, 'the playlist ends in the middle of a URI');
      previousUri = line.uri;
      const uri = substitute(line.uri, variables, lineNumber);
      variants.push(toVariant(pending.attributes, resolveUrl(uri, baseUrl, lineNumber)));
      pending = null;
    } else if (line.kind === 'tag') {
      switch (line.name) {
        case 'EXT-X-DEFINE':
          variables = define(
            variables,
            valueOf(line),
            { playlistUrl: baseUrl, imported: noVariables },
            lineNumber,
          );
          break;
        case 'EXT-X-STREAM-INF':
          if (pending !== null) throw new PlaylistError(pending.line, 'EXT-X-STREAM-INF without a URI line');
          pending = {
            attributes: parseAttributesWith(variables, valueOf(line), lineNumber),
            line: lineNumber,
          };
          break;
        case 'EXT-X-MEDIA': {
          const attributes = parseAttributesWith(variables, valueOf(line), lineNumber);
          if (textOf(attributes, 'TYPE') === 'SUBTITLES') {
            const text = toTextRendition(attributes, baseUrl, lineNumber);
            if (text !== null) textGroups.set(text.groupId, [...(textGroups.get(text.groupId) ?? []), text]);
          }
          if (textOf(attributes, 'TYPE') !== 'AUDIO') break;
          const rendition = toAudioRendition(attributes, baseUrl, lineNumber);
          audioGroups.set(rendition.groupId, [...(audioGroups.get(rendition.groupId) ?? []), rendition]);
          break;
        }
        case 'EXT-X-CONTENT-STEERING': {
          const attributes = parseAttributesWith(variables, valueOf(line), lineNumber);
          const serverUri = textOf(attributes, 'SERVER-URI');
          if (serverUri === null)
            throw new PlaylistError(lineNumber, 'EXT-X-CONTENT-STEERING without SERVER-URI');
          contentSteering = {
            serverUri: resolveUrl(serverUri, baseUrl, lineNumber),
            pathwayId: textOf(attributes, 'PATHWAY-ID'),
          };
          break;
        }
        case 'EXT-X-INDEPENDENT-SEGMENTS':
          independentSegments = true;
          break;
        default:
          break;
      }
    }
  }
  if (pending !== null) throw new PlaylistError(pending.line, 'EXT-X-STREAM-INF without a URI line');
  if (variants.length === 0)
    throw new PlaylistError(lines.length, 'no variant (EXT-X-STREAM-INF) up to the end');
  return {
    kind: 'multivariant',
    variants,
    audioGroups,
    textGroups,
    contentSteering,
    independentSegments,
    variables,
  };
}

function valueOf(line: PlaylistLine & { readonly kind: 'tag' }): string {
  return line.value ?? '';
}

function toVariant(attributes: AttributeList, url: string): Variant {
  const averageBandwidthBps = decimal(attributes, 'AVERAGE-BANDWIDTH');
  // Needed by the letter (4.4.6.2); lists written by hand leave it out, and can be played all the same.
  const bandwidthBps = decimal(attributes, 'BANDWIDTH') ?? averageBandwidthBps ?? 0;
  const codecsText = textOf(attributes, 'CODECS');
  const codecs = codecsText === null ? null : parseCodecs(codecsText);
  return {
    url,
    bandwidthBps,
    averageBandwidthBps,
    codecs,
    audioGroupId: textOf(attributes, 'AUDIO'),
    textGroupId: textOf(attributes, 'SUBTITLES'),
    pathwayId: textOf(attributes, 'PATHWAY-ID') ?? '.',
    stableVariantId: textOf(attributes, 'STABLE-VARIANT-ID'),
    hasVideo:
      (codecs?.some(isVideoCodec) ?? false) ||
      resolution(attributes, 'RESOLUTION') !== null ||
      attributes.has('FRAME-RATE') ||
      attributes.has('VIDEO'),
  };
}

function toAudioRendition(attributes: AttributeList, baseUrl: string, line: number): AudioRendition {
  const groupId = textOf(attributes, 'GROUP-ID');
  if (groupId === null) throw new PlaylistError(line, 'EXT-X-MEDIA without GROUP-ID');
  const uri = textOf(attributes, 'URI');
  const isDefault = isYes(attributes, 'DEFAULT');
  return {
    groupId,
    name: textOf(attributes, 'NAME') ?? '',
    language: textOf(attributes, 'LANGUAGE'),
    assocLanguage: textOf(attributes, 'ASSOC-LANGUAGE'),
    url: uri === null ? null : resolveUrl(uri, baseUrl, line),
    isDefault,
    autoselect: isDefault || isYes(attributes, 'AUTOSELECT'),
    channels: textOf(attributes, 'CHANNELS'),
    stableRenditionId: textOf(attributes, 'STABLE-RENDITION-ID'),
  };
}
