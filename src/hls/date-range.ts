import { decimal, isYes, parseAttributes, textOf, type AttributeList } from './attributes.ts';
import { PlaylistError } from './playlist-error.ts';
import { parseProgramDateTime } from './segment-tags.ts';

/** A moment or part of the broadcast that its author has marked. Milliseconds are of the wall clock. */
export interface DateRange {
  readonly id: string;
  /** CLASS; null where the author gives none. */
  readonly className: string | null;
  readonly startMs: number;
  /** By END-DATE, else by DURATION; null for a moment, or while it has not ended. */
  readonly endMs: number | null;
  /** By PLANNED-DURATION: when it is expected to end. */
  readonly plannedEndMs: number | null;
  /** It ends where the next one of its class begins. */
  readonly endOnNext: boolean;
  /** Bounded, without control characters; null where nobody has named it. */
  readonly title: string | null;
  /** It is for machines: an advertisement's cue, an interstitial. */
  readonly isForMachines: boolean;
}

/** Attributes by name, as text: what has been said under one ID so far. */
export type DateRangeTag = ReadonlyMap<string, string>;

/** A tag with a title is a few hundred characters long; what is so much longer is no mark for a listener. */
const MAX_TAG_CHARACTERS = 8_192;
const MAX_ID_CHARACTERS = 200;
const MAX_TITLE_CHARACTERS = 200;
/** No evening is outside of these, and a Date can be made of all that is inside. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
/** Nothing that a listener is told of lasts longer. */
const LONGEST_MS = 7 * 24 * 3_600_000;

/** What is read of a tag; the rest, which may be anything, is not kept. */
const READ = [
  'ID',
  'CLASS',
  'START-DATE',
  'END-DATE',
  'DURATION',
  'PLANNED-DURATION',
  'END-ON-NEXT',
  'SCTE35-CMD',
  'SCTE35-OUT',
  'SCTE35-IN',
] as const;
const TITLE = /^X-(?:[A-Z0-9-]*-)?(?:TITLE|NAME|LABEL)$/;

/**
 * Reads the value of one EXT-X-DATERANGE (RFC 8216bis 4.4.5.1); null for what cannot be one: no list of attributes, no
 * ID, absurdly long. Marks are an extra, so nothing about them is ever an error.
 */
export function parseDateRangeTag(value: string): DateRangeTag | null {
  if (value.length > MAX_TAG_CHARACTERS) return null;
  let attributes: AttributeList;
  try {
    attributes = parseAttributes(value, 0);
  } catch (error) {
    if (error instanceof PlaylistError) return null;
    throw error;
  }
  const id = textOf(attributes, 'ID') ?? '';
  if (id === '' || id.length > MAX_ID_CHARACTERS) return null;
  const tag = new Map<string, string>();
  for (const [name, { text }] of attributes) {
    if (READ.some((known) => known === name) || TITLE.test(name)) tag.set(name, text);
  }
  return tag;
}

/**
 * The same range told once more: attributes that are new are added, and one that has been said stays as it was first
 * said, for the two must agree (RFC 8216bis 4.4.5.1). The same object when nothing is added.
 */
export function mergeDateRangeTags(known: DateRangeTag, again: DateRangeTag): DateRangeTag {
  const added = [...again].filter(([name]) => !known.has(name));
  return added.length === 0 ? known : new Map([...known, ...added]);
}

/** The range that the attributes make; null when they make none: no date, an end before the start, another century. */
export function dateRangeOf(tag: DateRangeTag): DateRange | null {
  const startMs = dateOf(tag, 'START-DATE');
  if (startMs === null) return null;
  const durationMs = durationOf(tag, 'DURATION');
  const plannedMs = durationOf(tag, 'PLANNED-DURATION');
  const endDateMs = dateOf(tag, 'END-DATE');
  if (durationMs === 'wrong' || plannedMs === 'wrong' || (endDateMs === null && tag.has('END-DATE')))
    return null;
  const endMs = endDateMs ?? (durationMs === null ? null : startMs + durationMs);
  if (endMs !== null && (endMs < startMs || endMs - startMs > LONGEST_MS)) return null;
  return {
    id: tag.get('ID') ?? '',
    className: tag.get('CLASS') ?? null,
    startMs,
    endMs,
    plannedEndMs: plannedMs === null ? null : startMs + plannedMs,
    endOnNext: isYes(asList(tag), 'END-ON-NEXT'),
    title: titleOf(tag),
    isForMachines:
      [...tag.keys()].some((name) => name.startsWith('SCTE35-')) ||
      tag.get('CLASS') === 'com.apple.hls.interstitial',
  };
}

function dateOf(tag: DateRangeTag, name: string): number | null {
  const ms = parseProgramDateTime(tag.get(name) ?? '');
  return ms !== null && ms >= EARLIEST_MS && ms < LATEST_MS ? ms : null;
}

/** Milliseconds; null where nothing is said, `wrong` for what is no duration of a part of an evening. */
function durationOf(tag: DateRangeTag, name: string): number | 'wrong' | null {
  if (!tag.has(name)) return null;
  const seconds = decimal(asList(tag), name);
  return seconds === null || seconds * 1000 > LONGEST_MS ? 'wrong' : seconds * 1000;
}

/** X-TITLE, else the first attribute of somebody's own that is called so. */
function titleOf(tag: DateRangeTag): string | null {
  const own = tag.get('X-TITLE') ?? [...tag].find(([name]) => TITLE.test(name))?.[1] ?? '';
  return shownText(own);
}

/** Text from outside as it can be shown: no control characters or other invisible orders, one line, of bounded length. */
export function shownText(text: string): string | null {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_TITLE_CHARACTERS);
  return plain === '' ? null : plain;
}

function asList(tag: DateRangeTag): AttributeList {
  return new Map([...tag].map(([name, text]) => [name, { quoted: false, text }]));
}
