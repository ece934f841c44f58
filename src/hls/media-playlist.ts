import { decimal, isYes, textOf } from './attributes.ts';
import { looksCut } from './cut-line.ts';
import type { ByteRange, MediaSegment, SegmentMap } from './media-segment.ts';
import { ownText } from './own-text.ts';
import { PlaylistError } from './playlist-error.ts';
import { hasPlaylistHeader } from './playlist-kind.ts';
import { parseLines } from './playlist-lines.ts';
import { resolveUrl } from './playlist-url.ts';
import { withProgramDates } from './program-dates.ts';
import {
  type KeyTag,
  keyOfSegment,
  parseByteRange,
  parseExtInf,
  parseInteger,
  parseKey,
  parseMapByteRange,
  parseProgramDateTime,
} from './segment-tags.ts';
import { define, noVariables, parseAttributesWith, substitute, type Variables } from './variables.ts';

export { PlaylistError } from './playlist-error.ts';

export interface MediaPlaylist {
  readonly kind: 'media';
  readonly targetDurationSeconds: number;
  readonly mediaSequence: number;
  readonly discontinuitySequence: number;
  readonly playlistType: 'EVENT' | 'VOD' | null;
  /** EXT-X-ENDLIST: no more segments will follow. */
  readonly endList: boolean;
  /** HOLD-BACK: seconds behind the end that the origin asks players to keep. */
  readonly holdBackSeconds: number | null;
  readonly canBlockReload: boolean;
  readonly canSkipUntilSeconds: number | null;
  readonly independentSegments: boolean;
  readonly segments: readonly MediaSegment[];
  /** Values of EXT-X-DATERANGE tags, unread. */
  readonly dateRanges: readonly string[];
}

/** What the tags above a URI line say about that one segment. */
interface PendingSegment {
  info: { readonly durationSeconds: number; readonly title: string; readonly line: number } | null;
  byteRange: { readonly length: number; readonly start: number | null; readonly line: number } | null;
  programDateTimeMs: number | null;
  gap: boolean;
}

const noneOfThese = (): PendingSegment => ({
  info: null,
  byteRange: null,
  programDateTimeMs: null,
  gap: false,
});

/**
 * Reads a media playlist (RFC 8216bis 4.4.1 to 4.4.5). `baseUrl` is the URL that the answer came from, after
 * redirects; `imported` the variables of its multivariant playlist. Partial segments of low-latency playlists are
 * passed over: whole segments are listed as well, and a hold-back of many segments has no use for them.
 *
 * Throws PlaylistError with the line number when the text is no playlist, was cut short, lacks its target
 * duration, or is a delta update (never asked for). Dates and enumerations that make no sense are ignored.
 */
export function parseMediaPlaylist(
  text: string,
  baseUrl: string,
  imported: Variables = noVariables,
): MediaPlaylist {
  if (!hasPlaylistHeader(text)) throw new PlaylistError(1, 'expected #EXTM3U');
  const lines = parseLines(text);
  const segments: MediaSegment[] = [];
  const dateRanges: string[] = [];
  const keys = new Map<string, KeyTag>();
  let variables = noVariables;
  let pending = noneOfThese();
  let map: SegmentMap | null = null;
  let bitrateKbps: number | null = null;
  let targetDurationSeconds: number | null = null;
  let mediaSequence = 0;
  let firstDiscontinuity = 0;
  let discontinuity = 0;
  let playlistType: 'EVENT' | 'VOD' | null = null;
  let endList = false;
  let independentSegments = false;
  let serverControl: Pick<MediaPlaylist, 'holdBackSeconds' | 'canBlockReload' | 'canSkipUntilSeconds'> = {
    holdBackSeconds: null,
    canBlockReload: false,
    canSkipUntilSeconds: null,
  };
  let previousUri: string | null = null;

  const segmentKey = (sequence: number) => {
    // Several key systems may lock one segment (4.4.4.4); the one that needs no licence is the one that is used.
    const key = keys.get('identity') ?? [...keys.values()].at(-1);
    return key === undefined ? null : keyOfSegment(key, sequence);
  };
  const beforeSegments = (name: string, lineNumber: number) => {
    if (segments.length > 0) throw new PlaylistError(lineNumber, `${name} after the first segment`);
  };

  for (const [index, line] of lines.entries()) {
    const lineNumber = index + 1;
    if (line.kind === 'uri') {
      const { info } = pending;
      if (info === null) throw new PlaylistError(lineNumber, 'segment without EXTINF');
      if (looksCut(line, previousUri, { inStep: true }))
        throw new PlaylistError(lineNumber, 'the playlist ends in the middle of a URI');
      previousUri = line.uri;
      const sequence = mediaSequence + segments.length;
      const uri = resolveUrl(substitute(line.uri, variables, lineNumber), baseUrl, lineNumber);
      segments.push({
        sequence,
        discontinuitySequence: discontinuity,
        uri,
        durationSeconds: info.durationSeconds,
        title: info.title,
        byteRange: resolveByteRange(pending.byteRange, uri, segments.at(-1)),
        map,
        key: segmentKey(sequence),
        programDateTimeMs: pending.programDateTimeMs,
        gap: pending.gap,
        bitrateKbps: pending.byteRange === null ? bitrateKbps : null,
      });
      pending = noneOfThese();
      continue;
    }
    if (line.kind !== 'tag') continue;
    const value = line.value ?? '';
    const attributes = () => parseAttributesWith(variables, value, lineNumber);
    switch (line.name) {
      case 'EXTINF':
        pending.info = { ...parseExtInf(value, lineNumber), line: lineNumber };
        break;
      case 'EXT-X-BYTERANGE':
        pending.byteRange = { ...parseByteRange(value, lineNumber), line: lineNumber };
        break;
      case 'EXT-X-PROGRAM-DATE-TIME':
        pending.programDateTimeMs = parseProgramDateTime(value);
        break;
      case 'EXT-X-GAP':
        pending.gap = true;
        break;
      case 'EXT-X-DISCONTINUITY':
        discontinuity += 1;
        break;
      case 'EXT-X-KEY': {
        const key = parseKey(attributes(), baseUrl, lineNumber);
        if (key === null) keys.clear();
        else keys.set(key.keyFormat, key);
        break;
      }
      case 'EXT-X-MAP': {
        const uri = textOf(attributes(), 'URI');
        if (uri === null) throw new PlaylistError(lineNumber, 'EXT-X-MAP without URI');
        map = {
          uri: resolveUrl(uri, baseUrl, lineNumber),
          byteRange: parseMapByteRange(textOf(attributes(), 'BYTERANGE'), lineNumber),
          key: segmentKey(mediaSequence + segments.length),
        };
        break;
      }
      case 'EXT-X-BITRATE':
        bitrateKbps = parseInteger(value, line.name, lineNumber);
        break;
      case 'EXT-X-TARGETDURATION':
        targetDurationSeconds = parseTargetDuration(value, lineNumber);
        break;
      case 'EXT-X-MEDIA-SEQUENCE':
        beforeSegments(line.name, lineNumber);
        mediaSequence = parseInteger(value, line.name, lineNumber);
        break;
      case 'EXT-X-DISCONTINUITY-SEQUENCE':
        beforeSegments(line.name, lineNumber);
        // A discontinuity above this tag still counts for the first segment.
        discontinuity += parseInteger(value, line.name, lineNumber) - firstDiscontinuity;
        firstDiscontinuity = parseInteger(value, line.name, lineNumber);
        break;
      case 'EXT-X-PLAYLIST-TYPE':
        playlistType = value === 'EVENT' || value === 'VOD' ? value : null;
        break;
      case 'EXT-X-ENDLIST':
        endList = true;
        break;
      case 'EXT-X-INDEPENDENT-SEGMENTS':
        independentSegments = true;
        break;
      case 'EXT-X-SERVER-CONTROL':
        serverControl = {
          holdBackSeconds: decimal(attributes(), 'HOLD-BACK'),
          canBlockReload: isYes(attributes(), 'CAN-BLOCK-RELOAD'),
          canSkipUntilSeconds: decimal(attributes(), 'CAN-SKIP-UNTIL'),
        };
        break;
      case 'EXT-X-DEFINE':
        variables = define(variables, value, { playlistUrl: baseUrl, imported }, lineNumber);
        break;
      case 'EXT-X-DATERANGE':
        dateRanges.push(ownText(value));
        break;
      case 'EXT-X-SKIP':
        throw new PlaylistError(lineNumber, 'a delta update that was not asked for');
      default:
        break;
    }
  }
  if (pending.info !== null)
    throw new PlaylistError(pending.info.line, 'EXTINF without a URI line: cut short');
  if (targetDurationSeconds === null)
    throw new PlaylistError(lines.length, 'no EXT-X-TARGETDURATION up to the end');
  return {
    kind: 'media',
    targetDurationSeconds,
    mediaSequence,
    discontinuitySequence: firstDiscontinuity,
    playlistType,
    endList,
    ...serverControl,
    independentSegments,
    segments: withProgramDates(segments),
    dateRanges,
  };
}

/** Decimal where the RFC wants a whole number: such streams exist, and nothing here depends on it. */
function parseTargetDuration(value: string, line: number): number {
  const seconds = /^\d+(?:\.\d*)?$/.test(value) ? Number(value) : 0;
  if (seconds <= 0)
    throw new PlaylistError(line, `EXT-X-TARGETDURATION needs seconds above 0, found "${value}"`);
  return seconds;
}

/** Without a written start the range follows the previous segment's, which must be of the same resource (4.4.4.2). */
function resolveByteRange(
  written: PendingSegment['byteRange'],
  uri: string,
  previous: MediaSegment | undefined,
): ByteRange | null {
  if (written === null) return null;
  if (written.start !== null) return { start: written.start, length: written.length };
  if (previous?.uri !== uri || previous.byteRange === null) {
    throw new PlaylistError(
      written.line,
      'EXT-X-BYTERANGE without a start, and no range of the same resource before it',
    );
  }
  return { start: previous.byteRange.start + previous.byteRange.length, length: written.length };
}
