import { object, optional, safeParse, string, unknown } from 'valibot';
import { type BroadcastDocument, parseBroadcastDocument } from '../broadcast/broadcast-document.ts';
import { HttpError } from './http-error.ts';
import { changedFields, toPublished } from './published.ts';
import { printable } from './report.ts';
import type { Published, Store } from './store.ts';

const requestSchema = object({ document: unknown(), note: optional(string(), '') });
const MAX_NOTE_CHARACTERS = 500;

export interface Precondition {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/**
 * Takes a new broadcast document from a producer. `baseUrl` is what relative addresses in it are relative to. Resolves
 * with what is served from now on. Throws an HttpError: 400, 412 with the present document, 422, 428.
 */
export async function publishDocument(
  store: Store,
  body: unknown,
  precondition: Precondition,
  { baseUrl, nowMs }: { readonly baseUrl: string; readonly nowMs: number },
): Promise<Published> {
  const expected = expectedEtag(precondition);
  const request = safeParse(requestSchema, body);
  if (!request.success || typeof body !== 'object') {
    throw new HttpError(400, 'request', 'Expected {"document": …, "note": "words"}.');
  }
  const before = store.published();
  const document = readDocument(request.output.document, baseUrl);
  if ((before?.etag ?? null) !== expected) throw changed(before);
  const revised = { ...document, revision: (before?.document.revision ?? 0) + 1 };
  const next = toPublished(revised);
  const result = await store.publish(expected, next, {
    at: new Date(nowMs).toISOString(),
    revision: revised.revision,
    fields: changedFields(before?.document ?? null, revised),
    note: printable(request.output.note, MAX_NOTE_CHARACTERS),
  });
  if (result.kind === 'changed') throw changed(result.present);
  return next;
}

/** The etag of the document that the producer has seen; null: there was none. */
function expectedEtag({ ifMatch, ifNoneMatch }: Precondition): string | null {
  if (ifMatch !== undefined) return ifMatch.trim();
  if (ifNoneMatch?.trim() === '*') return null;
  throw new HttpError(
    428,
    'precondition',
    'Say which document this replaces: If-Match with its ETag, or If-None-Match: * for the first.',
  );
}

function readDocument(value: unknown, baseUrl: string): BroadcastDocument {
  // `undefined` is no JSON.
  const parsed = parseBroadcastDocument(JSON.stringify(value ?? null), baseUrl);
  if (parsed.kind === 'malformed') throw new HttpError(422, 'document', printable(parsed.message, 1000));
  return parsed.document;
}

function changed(present: Published | null): HttpError {
  return new HttpError(
    412,
    'changed',
    present === null ? 'There is no document yet.' : 'Somebody else has changed the document.',
    present === null ? {} : { ETag: present.etag },
    { document: present?.document ?? null, etag: present?.etag ?? null },
  );
}

/** The steering manifest (RFC 8216bis 7.1) that the order of pathways means. */
export function steeringManifest(document: BroadcastDocument, reloadUrl: string): Record<string, unknown> {
  return {
    VERSION: 1,
    // As often as the document itself is looked at.
    TTL: document.pollSeconds ?? 20,
    'RELOAD-URI': reloadUrl,
    'PATHWAY-PRIORITY': document.pathways.map(({ id }) => id),
  };
}
