/** What goes into the calendar. Times are wall-clock milliseconds since the epoch. */
export interface CalendarEntry {
  /** The broadcast's id: the same broadcast, added again, takes the place of the entry that is there. */
  readonly id: string;
  /** Host name of the page: two deployments may use the same id. */
  readonly host: string;
  readonly title: string;
  readonly description: string;
  /** Absolute address of the page. */
  readonly url: string;
  readonly startMs: number;
  /** When this was written. */
  readonly writtenMs: number;
}

/** The broadcast document names no end; an hour keeps an evening free without filling it. */
const USUAL_DURATION_MS = 3_600_000;
/** Time to find the page, and to press Listen once. */
const REMIND_MINUTES_BEFORE = 5;
/** RFC 5545, 3.1: octets of a line, without its end. */
const LINE_OCTETS = 75;

/**
 * One event as an iCalendar file (RFC 5545). The start is written in UTC, the same moment wherever the calendar is read,
 * so that no time zone has to be described.
 */
export function calendarFile(entry: CalendarEntry): string {
  const text = (value: string) => escapeText(value);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Holdline//Holdline//EN',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    `UID:${text(`${entry.id}@${entry.host}`)}`,
    `DTSTAMP:${utc(entry.writtenMs)}`,
    `DTSTART:${utc(entry.startMs)}`,
    `DTEND:${utc(entry.startMs + USUAL_DURATION_MS)}`,
    `SUMMARY:${text(entry.title)}`,
    `DESCRIPTION:${text(entry.description)}`,
    `URL:${new URL(entry.url).href}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${text(entry.title)}`,
    `TRIGGER:-PT${REMIND_MINUTES_BEFORE}M`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('');
}

/** A file name that every system takes: letters and digits of the title, of any script. */
export function calendarFileName(title: string): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = Array.from(['holdline', ...words].join('-').toLowerCase())
    .slice(0, 60)
    .join('');
  return `${name.replace(/-$/, '')}.ics`;
}

/** RFC 5545, 3.3.5, form 2: `20261123T200000Z`. */
function utc(wallMs: number): string {
  return new Date(wallMs).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** RFC 5545, 3.3.11. Control characters and those that turn the direction of what follows are left out. */
function escapeText(value: string): string {
  return value
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n');
}

/** Long lines go on behind a line break and a space, which counts; no character is cut in two. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const { length } = encoder.encode(character);
    if (octets + length > LINE_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += length;
  }
  return folded;
}
