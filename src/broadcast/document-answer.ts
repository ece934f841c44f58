import type { AttemptOutcome } from '../network/attempt.ts';
import { type BroadcastDocument, parseBroadcastDocument } from './broadcast-document.ts';
import { KEPT_TYPE } from './kept-copy.ts';

export type DocumentNews =
  /** A new or changed document, or the same one after trouble. `kept`: a copy from this device, its host is silent. */
  | { readonly kind: 'document'; readonly document: BroadcastDocument; readonly kept?: true }
  /** It could not be had. It is asked for again by itself; the last good document stands. */
  | { readonly kind: 'unreachable' }
  /** An answer came that is no broadcast document; `message` says why. The last good document stands. */
  | { readonly kind: 'malformed'; readonly message: string };

/** What is known of the document after the answers so far. */
export interface DocumentState {
  /** The last good one. */
  readonly document: BroadcastDocument | null;
  /** Of the answer that `document` came with, where it was visible. */
  readonly etag: string | null;
  /** In a row. */
  readonly failures: number;
  /** What was told last: the same is not told twice. */
  readonly told: string;
}

export const nothingKnown: DocumentState = { document: null, etag: null, failures: 0, told: '' };

/** What one answer changes, and what is to be told of it; null for nothing new. */
export function readAnswer(
  state: DocumentState,
  outcome: AttemptOutcome,
): { readonly state: DocumentState; readonly news: DocumentNews | null } {
  switch (outcome.kind) {
    case 'not-modified':
      return tell(
        { ...state, failures: 0 },
        state.document && { kind: 'document', document: state.document },
      );
    case 'ok': {
      const parsed = parseBroadcastDocument(new TextDecoder().decode(outcome.body), outcome.head.url);
      if (outcome.head.contentType === KEPT_TYPE) {
        // The host has failed. What this page has heard from it itself is at least as new as the copy.
        const failed = { ...state, failures: state.failures + 1 };
        return state.document !== null || parsed.kind === 'malformed'
          ? tell(failed, { kind: 'unreachable' })
          : tell(
              { ...failed, document: parsed.document },
              { kind: 'document', document: parsed.document, kept: true },
            );
      }
      // The ETag of a wrong document is not kept: a 304 must not confirm what could not be read.
      return parsed.kind === 'malformed'
        ? tell({ ...state, etag: null, failures: 0 }, parsed)
        : tell(
            { ...state, document: parsed.document, etag: outcome.head.etag, failures: 0 },
            { kind: 'document', document: parsed.document },
          );
    }
    default: {
      const failed = { ...state, failures: state.failures + 1 };
      const wasAnswered = outcome.kind === 'malformed' && outcome.head?.status === 200;
      return tell(
        failed,
        wasAnswered ? { kind: 'malformed', message: outcome.message } : { kind: 'unreachable' },
      );
    }
  }
}

function tell(
  state: DocumentState,
  news: DocumentNews | null,
): { readonly state: DocumentState; readonly news: DocumentNews | null } {
  const telling = JSON.stringify(news);
  return telling === state.told || news === null
    ? { state, news: null }
    : { state: { ...state, told: telling }, news };
}
