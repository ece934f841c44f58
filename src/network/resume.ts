import type { AnswerHead } from './answer-head.ts';
import { join } from './body.ts';

/**
 * Less than this at a time is no progress: whoever sends a few bytes and hangs up is as good as dead, and
 * must not be asked as fast as somebody who delivers.
 */
const PROGRESS_BYTES = 1024;

/** A part of a resource, in bytes. */
export interface WantedPart {
  readonly start: number;
  readonly length: number;
}

/**
 * The bytes in hand of what is wanted, from its beginning and without holes. They belong to the URL that
 * was asked, to the letter: another pathway's copy, or the same file under a new token, starts over.
 */
export interface InHand {
  readonly url: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Length of all that is wanted; null when unknown. */
  readonly wantedBytes: number | null;
  readonly etag: string | null;
  /** The most that was ever in hand: only more than that is progress. */
  readonly mostBytes: number;
  /** The origin has given ranges that do not fit: never again in this transfer. */
  readonly distrusted: boolean;
}

/** How an answer fits behind the bytes in hand. */
export type Fit =
  /** It starts at the beginning; what was in hand is dropped. */
  | { readonly kind: 'fresh' }
  /** It goes on where the bytes in hand end. */
  | { readonly kind: 'continues'; readonly wantedBytes: number | null }
  | { readonly kind: 'misfit'; readonly reason: string };

const NOTHING = new Uint8Array(0);

export function nothingInHand(url: string): InHand {
  return { url, bytes: NOTHING, wantedBytes: null, etag: null, mostBytes: 0, distrusted: false };
}

/** The state before an attempt at this URL. */
export function forUrl(inHand: InHand, url: string): InHand {
  return inHand.url === url ? inHand : { ...nothingInHand(url), distrusted: inHand.distrusted };
}

/** What to ask for: `Range` with both ends inclusive, or undefined for the whole resource. */
export function rangeToAsk(
  inHand: InHand,
  part: WantedPart | undefined,
): { start: number; end?: number } | undefined {
  const start = (part?.start ?? 0) + inHand.bytes.length;
  if (part !== undefined) return { start, end: part.start + part.length - 1 };
  return start > 0 ? { start } : undefined;
}

/**
 * Whether a 200 or 206 may be used, by its head. A 206 must show that it starts where it was asked to and
 * that the resource is the same: by Content-Range and ETag, or, where CORS hides those, by a Content-Length
 * that is exactly what is missing. What cannot be shown is not believed: a wrong splice would reach the
 * decoder.
 */
export function judgeHead(inHand: InHand, part: WantedPart | undefined, head: AnswerHead): Fit {
  if (head.status !== 206) return { kind: 'fresh' };
  const misfit = (reason: string): Fit => ({ kind: 'misfit', reason });
  const { contentRange: range, contentLength } = head;
  const have = inHand.bytes.length;
  const start = (part?.start ?? 0) + have;
  const known = part?.length ?? inHand.wantedBytes;

  if (head.contentEncoding !== null) return misfit(`a range of a ${head.contentEncoding} body`);
  if (have > 0 && inHand.etag !== null && head.etag !== null && inHand.etag !== head.etag) {
    return misfit('the ETag has changed');
  }
  if (have > 0 && known === null && (range === null || !isStrong(head.etag))) {
    return misfit('a range that does not show what it belongs to');
  }
  if (range !== null) {
    if (range.start !== start) return misfit(`a range from ${range.start} where ${start} was asked for`);
    const total = part === undefined ? range.total : null;
    if (known !== null && total !== null && total !== known) {
      return misfit(`a length of ${total} that was ${known}`);
    }
    return { kind: 'continues', wantedBytes: known ?? total };
  }
  if (known !== null && contentLength !== null && contentLength !== known - have) {
    return misfit(`a range of ${contentLength} bytes where ${known - have} were missing`);
  }
  if (have > 0 && contentLength === null) return misfit('a range that does not show where it starts');
  return { kind: 'continues', wantedBytes: known };
}

/** What a complete body makes of the bytes in hand. */
export type Assembled =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** The origin ended properly, but sent less than is wanted (RFC 9110 15.3.7 allows it for ranges). */
  | { readonly kind: 'part' }
  | { readonly kind: 'misfit'; readonly reason: string };

export function assemble(
  inHand: InHand,
  part: WantedPart | undefined,
  fit: Fit,
  body: Uint8Array<ArrayBuffer>,
): Assembled {
  if (fit.kind === 'misfit') return fit;
  if (fit.kind === 'fresh') {
    if (part === undefined) return { kind: 'whole', bytes: body };
    const bytes = body.slice(part.start, part.start + part.length);
    return bytes.length === part.length
      ? { kind: 'whole', bytes }
      : { kind: 'misfit', reason: `${body.length} bytes, too few for the wanted part` };
  }
  const length = inHand.bytes.length + body.length;
  if (fit.wantedBytes !== null && length < fit.wantedBytes) return { kind: 'part' };
  if (fit.wantedBytes !== null && length > fit.wantedBytes) {
    return { kind: 'misfit', reason: `${length} bytes where ${fit.wantedBytes} were wanted` };
  }
  return { kind: 'whole', bytes: join([inHand.bytes, body], length) };
}

/** The state after a body that was cut, and whether it brought us on. */
export function keep(
  inHand: InHand,
  part: WantedPart | undefined,
  fit: Fit,
  head: AnswerHead,
  body: Uint8Array<ArrayBuffer>,
): { readonly inHand: InHand; readonly progressed: boolean } {
  const next = kept(inHand, part, fit, head, body);
  const have = next.bytes.length;
  const progressed = have >= next.mostBytes + PROGRESS_BYTES;
  return { inHand: { ...next, mostBytes: Math.max(next.mostBytes, have) }, progressed };
}

function kept(
  inHand: InHand,
  part: WantedPart | undefined,
  fit: Fit,
  head: AnswerHead,
  body: Uint8Array<ArrayBuffer>,
): InHand {
  if (inHand.distrusted || fit.kind === 'misfit') return dropped(inHand);
  const { etag } = head;
  if (fit.kind === 'continues') {
    const bytes = join([inHand.bytes, body], inHand.bytes.length + body.length);
    const isTooMuch = fit.wantedBytes !== null && bytes.length >= fit.wantedBytes;
    if (isTooMuch) return dropped(inHand);
    return { ...inHand, bytes, wantedBytes: fit.wantedBytes, etag: inHand.etag ?? etag };
  }
  // From the beginning again, and cut sooner: what is in hand is worth more.
  if (body.length <= inHand.bytes.length) return inHand;
  // More bytes than the stated length: the body was encoded, and CORS hid it. Its bytes are not the resource's.
  const isEncoded = head.contentEncoding !== null || body.length > (head.contentLength ?? Infinity);
  const canBeShown = head.contentLength !== null || isStrong(etag);
  if (part !== undefined || isEncoded || !canBeShown) return dropped(inHand);
  return { ...inHand, bytes: body, wantedBytes: head.contentLength, etag };
}

function dropped(inHand: InHand): InHand {
  return { ...inHand, bytes: NOTHING, wantedBytes: null, etag: null };
}

/** Weak tags do not promise the same bytes (RFC 9110 8.8.1). */
function isStrong(etag: string | null): boolean {
  return etag !== null && !etag.startsWith('W/');
}

/**
 * The state after a range that does not fit, or a 416: from the beginning, and without ranges from now on.
 */
export function distrust(inHand: InHand): InHand {
  return { ...dropped(inHand), distrusted: true };
}
