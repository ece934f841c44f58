/** One line of a playlist. `raw` is its exact text with its line ending, and with the byte order mark on the first. */
export type PlaylistLine =
  | {
      readonly kind: 'tag';
      /** Without `#`, such as `EXT-X-KEY`. */
      readonly name: string;
      /** What follows the colon, trimmed; null when there is no colon. */
      readonly value: string | null;
      readonly raw: string;
    }
  | { readonly kind: 'uri'; readonly uri: string; readonly raw: string }
  | { readonly kind: 'comment'; readonly raw: string }
  | { readonly kind: 'blank'; readonly raw: string };

const BYTE_ORDER_MARK = '\uFEFF';
const LINE = /[^\n]*\n|[^\n]+$/g;

/**
 * Splits a playlist into lines and says what each is (RFC 8216bis 4.1). Nothing is lost and nothing is judged:
 * the line at index `i` is line `i + 1` of the text, and `formatLines` gives the text back. White space around a
 * line, CR LF and a byte order mark do not change what a line is.
 */
export function parseLines(text: string): PlaylistLine[] {
  return (text.match(LINE) ?? []).map((raw, index) => parseLine(raw, index === 0));
}

/** The text that `parseLines` was given. */
export function formatLines(lines: readonly PlaylistLine[]): string {
  return lines.map((line) => line.raw).join('');
}

/** False when the text ended before the end of this line: the rest may be missing. */
export function isTerminated(line: PlaylistLine): boolean {
  return line.raw.endsWith('\n');
}

function parseLine(raw: string, first: boolean): PlaylistLine {
  const content = trimBlanks(first && raw.startsWith(BYTE_ORDER_MARK) ? raw.slice(1) : raw);
  if (content === '') return { kind: 'blank', raw };
  if (!content.startsWith('#')) return { kind: 'uri', uri: content, raw };
  if (!content.startsWith('#EXT')) return { kind: 'comment', raw };
  const colon = content.indexOf(':');
  if (colon < 0) return { kind: 'tag', name: content.slice(1), value: null, raw };
  return {
    kind: 'tag',
    name: content.slice(1, colon).trimEnd(),
    value: content.slice(colon + 1).trimStart(),
    raw,
  };
}

/** Not String.prototype.trim: that would take a byte order mark away wherever it stands. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text[start])) start += 1;
  while (end > start && isBlank(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isBlank(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\t' || letter === '\r' || letter === '\n';
}
