import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import { unsaid } from './edits.ts';

type Announcement = NonNullable<BroadcastDocument['announcements']>[number];
type Pathway = BroadcastDocument['pathways'][number];

/** One difference between two documents, for words. */
export type DocumentChange =
  | {
      readonly field: 'state';
      readonly from: BroadcastDocument['state'];
      readonly to: BroadcastDocument['state'];
    }
  | { readonly field: 'scheduledStart'; readonly from: string; readonly to: string }
  | { readonly field: 'announced'; readonly announcement: Announcement }
  | { readonly field: 'withdrawn'; readonly announcement: Announcement }
  | { readonly field: 'admission'; readonly from: number; readonly to: number }
  | { readonly field: 'joinSpreadSeconds'; readonly from: number; readonly to: number }
  | { readonly field: 'pathways'; readonly from: readonly Pathway[]; readonly to: readonly Pathway[] }
  | { readonly field: 'degrade'; readonly from: number; readonly to: number }
  /** A field that this page has no lever for. */
  | { readonly field: 'other'; readonly name: string };

const HAS_WORDS_OF_ITS_OWN = new Set([
  'state',
  'scheduledStart',
  'announcements',
  'admission',
  'joinSpreadSeconds',
  'pathways',
  'degrade',
  // The collector counts it.
  'revision',
]);

/** What is different in `to`; empty if both say the same. */
export function documentChanges(from: BroadcastDocument, to: BroadcastDocument): readonly DocumentChange[] {
  const changes: DocumentChange[] = [];
  if (from.state !== to.state) changes.push({ field: 'state', from: from.state, to: to.state });
  if (from.scheduledStart !== to.scheduledStart)
    changes.push({ field: 'scheduledStart', from: from.scheduledStart, to: to.scheduledStart });
  changes.push(...announcementChanges(from.announcements ?? [], to.announcements ?? []));
  for (const field of ['admission', 'joinSpreadSeconds'] as const) {
    const [before, after] = [from[field] ?? unsaid[field], to[field] ?? unsaid[field]];
    if (before !== after) changes.push({ field, from: before, to: after });
  }
  if (!areSame(from.pathways, to.pathways))
    changes.push({ field: 'pathways', from: from.pathways, to: to.pathways });
  const [before, after] = [from.degrade ?? unsaid.degrade, to.degrade ?? unsaid.degrade];
  if (before !== after) changes.push({ field: 'degrade', from: before, to: after });

  const names = new Set([...Object.keys(from), ...Object.keys(to)]) as Set<keyof BroadcastDocument>;
  for (const name of names) {
    if (!HAS_WORDS_OF_ITS_OWN.has(name) && !areSame(from[name], to[name]))
      changes.push({ field: 'other', name });
  }
  return changes;
}

function announcementChanges(from: readonly Announcement[], to: readonly Announcement[]): DocumentChange[] {
  const isIn = (all: readonly Announcement[]) => (one: Announcement) =>
    all.some((other) => other.id === one.id && areSame(other, one));
  return [
    ...from
      .filter((one) => !isIn(to)(one))
      .map((announcement) => ({ field: 'withdrawn' as const, announcement })),
    ...to
      .filter((one) => !isIn(from)(one))
      .map((announcement) => ({ field: 'announced' as const, announcement })),
  ];
}

/** Both come from the same schema, with their fields in the same order; languages of a text do not. */
function areSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
