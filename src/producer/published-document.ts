import { type BroadcastDocument, parseBroadcastDocument } from '../broadcast/broadcast-document.ts';

/** The document as the collector has it. */
export interface PublishedDocument {
  /** As written, with what this version of the page does not know: an act must not lose it. */
  readonly written: Readonly<Record<string, unknown>>;
  /** The same, checked, with absolute addresses. */
  readonly document: BroadcastDocument;
  /** Strong, for If-Match. */
  readonly etag: string;
}

/** Throws when what came is no broadcast document. `documentUrl`: where it is published. */
export function readDocument(value: unknown, etag: string, documentUrl: string): PublishedDocument {
  const parsed = parseBroadcastDocument(JSON.stringify(value), documentUrl);
  if (parsed.kind === 'malformed') throw new Error(parsed.message);
  return { written: value as Record<string, unknown>, document: parsed.document, etag };
}
