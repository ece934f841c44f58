import { createHash } from 'node:crypto';
import { type BroadcastDocument, parseBroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { Published } from './store.ts';

/** Kept documents hold absolute addresses only; this one resolves nothing that could be reached. */
const NO_BASE = 'http://collector.invalid/';

export function toPublished(document: BroadcastDocument): Published {
  const json = JSON.stringify(document);
  return { document, json, etag: etagOf(json) };
}

/** What a store has kept; null if it is no broadcast document (any more). */
export function readPublished(json: string): Published | null {
  const parsed = parseBroadcastDocument(json, NO_BASE);
  return parsed.kind === 'ok' ? { document: parsed.document, json, etag: etagOf(json) } : null;
}

/** Names of the fields that differ, the revision left out: it always does. */
export function changedFields(before: BroadcastDocument | null, after: BroadcastDocument): string[] {
  const was: Readonly<Record<string, unknown>> = before === null ? {} : { ...before };
  const is: Readonly<Record<string, unknown>> = { ...after };
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (field) => field !== 'revision' && JSON.stringify(was[field]) !== JSON.stringify(is[field]),
  );
}

function etagOf(json: string): string {
  return `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`;
}
