import { type AttributeValue, formatAttributes } from './attributes.ts';

/** A key as hls.js needs it: nothing left to be derived from sequence numbers. */
export interface SyntheticKey {
  readonly method: string;
  readonly uri: string;
  /** `0x` and 32 hexadecimal digits. */
  readonly iv: string;
}

export interface SyntheticSegment {
  /** On our own timeline; each one more than the last. */
  readonly sequence: number;
  /** On our own timeline; never goes back, and never up by more than one from one segment to the next. */
  readonly discontinuitySequence: number;
  readonly durationSeconds: number;
  readonly uri: string;
  /** Null for media without initialization section, and for a gap. */
  readonly mapUri: string | null;
  /** The key that the initialization section is encrypted with; null when it is clear, as it nearly always is. */
  readonly mapKey: SyntheticKey | null;
  readonly key: SyntheticKey | null;
  readonly programDateTimeMs: number | null;
  readonly gap: boolean;
}

export interface SyntheticPlaylist {
  /** Raised to the longest rounded segment duration where that is more. */
  readonly targetDurationSeconds: number;
  readonly segments: readonly SyntheticSegment[];
  readonly ended: boolean;
}

/** EXT-X-MAP for anything but I-frames needs version 6 (RFC 8216, 7); nothing else that is written here needs more. */
const PROTOCOL_VERSION = 6;

/**
 * The one media playlist that hls.js is given: live, with blocking reload, so that hls.js asks for the next one at
 * once and the answer is held until there is something new.
 */
export function renderSynthetic(playlist: SyntheticPlaylist): string {
  const { segments, ended } = playlist;
  const [first] = segments;
  const longest = Math.max(0, ...segments.map((segment) => Math.round(segment.durationSeconds)));
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${PROTOCOL_VERSION}`,
    `#EXT-X-TARGETDURATION:${Math.max(Math.ceil(playlist.targetDurationSeconds), longest, 1)}`,
    '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES',
    `#EXT-X-MEDIA-SEQUENCE:${first?.sequence ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${first?.discontinuitySequence ?? 0}`,
  ];
  let key: SyntheticKey | null = null;
  let map: string | null = null;
  let discontinuity = first?.discontinuitySequence ?? 0;

  const changeKey = (next: SyntheticKey | null) => {
    const tag = keyTag(next);
    if (tag !== keyTag(key)) lines.push(tag);
    key = next;
  };

  for (const segment of segments) {
    if (segment.discontinuitySequence !== discontinuity) {
      lines.push('#EXT-X-DISCONTINUITY');
      discontinuity = segment.discontinuitySequence;
      // After a discontinuity the decoder begins anew and needs its initialization section again.
      map = null;
    }
    if (segment.mapUri !== null && segment.mapUri !== map) {
      // A key above EXT-X-MAP is the map's key as well (RFC 8216bis 4.4.4.5).
      changeKey(segment.mapKey);
      lines.push(`#EXT-X-MAP:URI="${segment.mapUri}"`);
      map = segment.mapUri;
    }
    if (!segment.gap) changeKey(segment.key);
    if (segment.programDateTimeMs !== null) {
      lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.programDateTimeMs).toISOString()}`);
    }
    if (segment.gap) lines.push('#EXT-X-GAP');
    lines.push(`#EXTINF:${formatDuration(segment.durationSeconds)},`, segment.uri);
  }
  if (ended) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

function keyTag(key: SyntheticKey | null): string {
  if (key === null) return '#EXT-X-KEY:METHOD=NONE';
  const attributes = new Map<string, AttributeValue>([
    ['METHOD', { quoted: false, text: key.method }],
    ['URI', { quoted: true, text: key.uri }],
    ['IV', { quoted: false, text: key.iv }],
  ]);
  return `#EXT-X-KEY:${formatAttributes(attributes)}`;
}

/** Microseconds are finer than any sample; more digits would only be rounding noise. */
function formatDuration(seconds: number): string {
  return String(Math.round(seconds * 1e6) / 1e6);
}
