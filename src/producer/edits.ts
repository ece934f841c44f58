import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { PublishedDocument } from './published-document.ts';

/** The three things that a producer can do to a broadcast. Each has its own part of the document. */
export type Lever = 'tell' | 'admit' | 'steer';

/** One language of an announcement that is being written. */
export interface DraftText {
  readonly lang: string;
  readonly words: string;
}

export interface DraftPathway {
  readonly id: string;
  readonly url: string;
}

/**
 * What has been typed and not sent, field by field, as typed: it may be wrong. A field that is absent has not been
 * touched, so that a change by somebody else shows through.
 */
export interface Edits {
  readonly state?: BroadcastDocument['state'] | undefined;
  /** ISO 8601, or whatever has been typed. */
  readonly scheduledStart?: string | undefined;
  readonly announcement?:
    { readonly level: 'info' | 'warning'; readonly texts: readonly DraftText[] } | undefined;
  /** Ids of announcements that are to be taken back. */
  readonly withdrawn?: readonly string[] | undefined;
  readonly admission?: number | undefined;
  readonly joinSpreadSeconds?: number | undefined;
  readonly pathways?: readonly DraftPathway[] | undefined;
  readonly degrade?: number | undefined;
  /** Why it is done, for the log. */
  readonly tellNote?: string | undefined;
  readonly admitNote?: string | undefined;
  readonly steerNote?: string | undefined;
  /** The text of the first document of all. */
  readonly firstDocument?: string | undefined;
}

export const noteFieldOf = { tell: 'tellNote', admit: 'admitNote', steer: 'steerNote' } as const;

const fieldsOf = {
  tell: ['state', 'scheduledStart', 'announcement', 'withdrawn', 'tellNote'],
  admit: ['admission', 'joinSpreadSeconds', 'admitNote'],
  steer: ['pathways', 'degrade', 'steerNote'],
} as const satisfies Record<Lever, readonly (keyof Edits)[]>;

/** The edits of one lever alone. */
export function editsOf(edits: Edits, lever: Lever): Edits {
  return Object.fromEntries(fieldsOf[lever].map((field) => [field, edits[field]]));
}

/** All edits but those of one lever. */
export function withoutLever(edits: Edits, lever: Lever): Edits {
  const own: readonly string[] = fieldsOf[lever];
  return Object.fromEntries(Object.entries(edits).filter(([field]) => !own.includes(field)));
}

/** What the policies of a listener take for unsaid fields (DESIGN, The broadcast document). */
export const unsaid = { admission: 1, joinSpreadSeconds: 0, degrade: 0 } as const;

/** What a new announcement needs to know about its moment. Milliseconds since the epoch. */
export interface ActMoment {
  readonly wallNowMs: number;
}

/**
 * The document as it would be with these edits on top: that of now, field by field. Fields that this page does not
 * know stay as they are. What is wrong in it is for the document's schema to say.
 */
export function withEdits(
  { written, document }: PublishedDocument,
  edits: Edits,
  { wallNowMs }: ActMoment,
): Readonly<Record<string, unknown>> {
  const next: Record<string, unknown> = { ...written };
  for (const field of [
    'state',
    'scheduledStart',
    'admission',
    'joinSpreadSeconds',
    'pathways',
    'degrade',
  ] as const) {
    if (edits[field] !== undefined) next[field] = edits[field];
  }
  const standing = (document.announcements ?? []).filter(({ id }) => !(edits.withdrawn ?? []).includes(id));
  const added = announcementOf(edits, wallNowMs);
  if (added !== null || standing.length !== (document.announcements ?? []).length)
    next['announcements'] = added === null ? standing : [...standing, added];
  return next;
}

/** The announcement that is being written; null while nothing is. */
function announcementOf({ announcement }: Edits, wallNowMs: number) {
  const texts = (announcement?.texts ?? []).filter(({ words }) => words.trim() !== '');
  if (announcement === undefined || texts.length === 0) return null;
  return {
    id: `a-${wallNowMs.toString(36)}`,
    at: new Date(wallNowMs).toISOString(),
    level: announcement.level,
    text: Object.fromEntries(texts.map(({ lang, words }) => [lang.trim(), words.trim()])),
  };
}

/** Whether there is anything to send or to put back. A note alone is not. */
export function hasEdits(edits: Edits): boolean {
  const { state, scheduledStart, announcement, withdrawn, admission, joinSpreadSeconds, pathways, degrade } =
    edits;
  const isWritten = (announcement?.texts ?? []).some(({ words }) => words.trim() !== '');
  const values = [state, scheduledStart, admission, joinSpreadSeconds, pathways, degrade];
  return isWritten || (withdrawn ?? []).length > 0 || values.some((value) => value !== undefined);
}
