import { type AttributeList, hexadecimal, textOf } from './attributes.ts';
import type { ByteRange, SegmentKey } from './media-segment.ts';
import { ownText } from './own-text.ts';
import { PlaylistError } from './playlist-error.ts';
import { resolveAnyUrl } from './playlist-url.ts';

/** A key as its tag gives it: without a written IV the segment's number will stand in for it. */
export interface KeyTag {
  readonly method: string;
  readonly uri: string;
  readonly iv: string | null;
  readonly keyFormat: string;
}

/** Digits of a 128-bit initialization vector. */
const IV_DIGITS = 32;

/**
 * `duration,[title]` of EXTINF (RFC 8216bis 4.4.4.1). The comma may be missing, and attributes in the manner of
 * channel lists may stand before it; the duration may not be missing.
 */
export function parseExtInf(value: string, line: number): { durationSeconds: number; title: string } {
  const match = /^(\d+(?:\.\d*)?|\.\d+)(?:[ \t][^,]*)?(?:,(.*))?$/.exec(value);
  if (match === null) throw new PlaylistError(line, `EXTINF without a duration: "${value.slice(0, 40)}"`);
  return { durationSeconds: Number(match[1]), title: ownText(match[2]?.trim() ?? '') };
}

/** A whole number that JavaScript can count with. `what` names the tag. */
export function parseInteger(value: string | null, what: string, line: number): number {
  const number = value !== null && /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number))
    throw new PlaylistError(line, `${what} needs a whole number, found "${value ?? ''}"`);
  return number;
}

/** `length[@start]` of EXT-X-BYTERANGE (RFC 8216bis 4.4.4.2) and of BYTERANGE in EXT-X-MAP. */
export function parseByteRange(value: string, line: number): { length: number; start: number | null } {
  const match = /^(\d+)(?:@(\d+))?$/.exec(value);
  if (match === null)
    throw new PlaylistError(line, `byte range needs length[@start], found "${value.slice(0, 40)}"`);
  const length = parseInteger(match[1] ?? null, 'byte range', line);
  const start = match[2] === undefined ? null : parseInteger(match[2], 'byte range', line);
  if (length === 0) throw new PlaylistError(line, 'byte range of no bytes');
  return { length, start };
}

/** BYTERANGE of EXT-X-MAP; without a start it begins with the resource. */
export function parseMapByteRange(value: string | null, line: number): ByteRange | null {
  if (value === null) return null;
  const { length, start } = parseByteRange(value, line);
  return { start: start ?? 0, length };
}

/**
 * EXT-X-KEY (RFC 8216bis 4.4.4.4); null for METHOD=NONE. Throws PlaylistError without METHOD or URI, and for an
 * IV that is none: to play with a wrong one is noise.
 */
export function parseKey(attributes: AttributeList, baseUrl: string, line: number): KeyTag | null {
  const method = textOf(attributes, 'METHOD');
  if (method === null) throw new PlaylistError(line, 'EXT-X-KEY without METHOD');
  if (method === 'NONE') return null;
  const uri = textOf(attributes, 'URI');
  if (uri === null) throw new PlaylistError(line, 'EXT-X-KEY without URI');
  const iv = hexadecimal(attributes, 'IV', IV_DIGITS);
  if (iv === null && attributes.has('IV'))
    throw new PlaylistError(line, 'EXT-X-KEY with an IV that is no 128-bit number');
  return {
    method: ownText(method),
    uri: resolveAnyUrl(uri, baseUrl, line),
    iv: iv === null ? null : ownText(iv),
    keyFormat: ownText(textOf(attributes, 'KEYFORMAT') ?? 'identity'),
  };
}

/** The key for one segment: without a written IV its media sequence number as 128-bit number (RFC 8216bis 5.2). */
export function keyOfSegment(key: KeyTag, sequence: number): SegmentKey {
  return { ...key, iv: key.iv ?? `0x${sequence.toString(16).padStart(IV_DIGITS, '0')}` };
}

/**
 * EXT-X-PROGRAM-DATE-TIME (RFC 8216bis 4.4.4.6) in milliseconds since the epoch; null when it is no date, for a
 * wrong date is no reason for silence. Without a time zone it is UTC: what the RFC leaves open (the client's own
 * zone) would put listeners of one broadcast hours apart.
 */
export function parseProgramDateTime(value: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)[ ]?(Z|[+-]\d\d(?::?\d\d)?)?$/i.exec(
    value,
  );
  if (match === null) return null;
  const [, date = '', time = '', zone] = match;
  const milliseconds = Date.parse(`${date}T${time.replace(',', '.')}${zoneOf(zone)}`);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** A zone as Date.parse takes it in every browser: `+01` and `+0100` are written `+01:00`. */
function zoneOf(zone: string | undefined): string {
  if (zone === undefined || /^z$/i.test(zone)) return 'Z';
  return `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : '00'}`;
}
