import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { History, JoinStatusReport } from '../reporting/join-status-report.ts';
import type { AutomaticStatus, PutAnswer } from './collector-client.ts';
import { documentChanges } from './document-changes.ts';
import { type Edits, type Lever, withoutLever } from './edits.ts';
import { type FieldError, fieldErrors } from './field-errors.ts';
import type { StatusNews } from './follow-join-status.ts';
import type { PublishedDocument } from './published-document.ts';
import type { Refusal } from './refusal.ts';

type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly via: 'stream' | 'polling' }
  /** `nextAtMs` is monotonic; `status` null where there was no answer. */
  | {
      readonly kind: 'lost';
      readonly failures: number;
      readonly nextAtMs: number;
      readonly status: number | null;
    }
  | { readonly kind: 'limited'; readonly nextAtMs: number }
  /** The collector wants another token; `given`: it has been shown one. */
  | { readonly kind: 'refused'; readonly given: boolean };

type DocumentState =
  | { readonly kind: 'unknown' }
  /** The collector has none yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'published'; readonly published: PublishedDocument };

/** What an act is about: a lever, or the first document of all. */
export type ActSubject = Lever | 'first';

type Act =
  | { readonly kind: 'idle' }
  /** Shown as a difference, and asked once. `wallNowMs`: the moment that it bears. */
  | { readonly kind: 'reviewing'; readonly subject: Lever; readonly wallNowMs: number }
  | { readonly kind: 'sending'; readonly subject: ActSubject }
  | { readonly kind: 'invalid'; readonly subject: ActSubject; readonly errors: readonly FieldError[] }
  | { readonly kind: 'failed'; readonly subject: ActSubject; readonly refusal: Refusal }
  | { readonly kind: 'done'; readonly subject: ActSubject; readonly revision: number };

/** Somebody else has changed the document. */
interface Others {
  /** What this producer has seen last. */
  readonly since: BroadcastDocument;
  /** The act that could not be sent for it. */
  readonly refused: Lever | null;
}

export interface ProducerState {
  readonly connection: Connection;
  readonly report: JoinStatusReport | null;
  /** Monotonic; when the report came. */
  readonly receivedAtMs: number;
  /** The collector has begun anew while this page was looking on. */
  readonly restarted: boolean;
  readonly history: History | null;
  readonly document: DocumentState;
  readonly edits: Edits;
  readonly act: Act;
  readonly others: Others | null;
  /** Null while the collector has not told. `refusal`: why the last command was not done. */
  readonly automatic: { readonly status: AutomaticStatus; readonly refusal: Refusal | null } | null;
}

export type ProducerEvent =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'no-token' }
  | { readonly kind: 'news'; readonly news: StatusNews; readonly nowMs: number }
  | { readonly kind: 'history'; readonly history: History }
  | { readonly kind: 'document'; readonly document: PublishedDocument | null }
  /** `commanded`: it is the answer to a command. */
  | { readonly kind: 'automatic'; readonly status: AutomaticStatus; readonly commanded: boolean }
  | { readonly kind: 'automatic-refused'; readonly refusal: Refusal }
  | { readonly kind: 'edited'; readonly edits: Edits }
  | { readonly kind: 'discarded'; readonly lever: Lever }
  | { readonly kind: 'act'; readonly act: Act }
  | {
      readonly kind: 'answered';
      readonly subject: ActSubject;
      /** What was sent, as the schema reads it. */
      readonly intended: BroadcastDocument;
      readonly answer: PutAnswer;
    }
  | { readonly kind: 'dismissed'; readonly notice: 'others' | 'restarted' };

export function initialState(edits: Edits): ProducerState {
  return {
    connection: { kind: 'connecting' },
    report: null,
    receivedAtMs: 0,
    restarted: false,
    history: null,
    document: { kind: 'unknown' },
    edits,
    act: { kind: 'idle' },
    others: null,
    automatic: null,
  };
}

/** The next state of the producer page. What has been typed goes only when it has been sent, or is thrown away by hand. */
export function reduce(state: ProducerState, event: ProducerEvent): ProducerState {
  switch (event.kind) {
    case 'connecting':
      return { ...state, connection: { kind: 'connecting' } };
    case 'no-token':
      return { ...state, connection: { kind: 'refused', given: false } };
    case 'news':
      return withNews(state, event.news, event.nowMs);
    case 'history':
      return { ...state, history: event.history };
    case 'document':
      return withDocument(state, event.document);
    case 'automatic': {
      const refusal = event.commanded ? null : (state.automatic?.refusal ?? null);
      return { ...state, automatic: { status: event.status, refusal } };
    }
    case 'automatic-refused':
      if (state.automatic === null) return state;
      return { ...state, automatic: { ...state.automatic, refusal: event.refusal } };
    case 'edited': {
      // What was wrong is being mended, what was sent is history.
      const isSettled =
        state.act.kind === 'invalid' || state.act.kind === 'done' || state.act.kind === 'failed';
      const act: Act = isSettled ? { kind: 'idle' } : state.act;
      return { ...state, edits: { ...state.edits, ...event.edits }, act };
    }
    case 'discarded':
      return { ...state, edits: withoutLever(state.edits, event.lever), act: { kind: 'idle' } };
    case 'act':
      return { ...state, act: event.act };
    case 'answered':
      return withAnswer(state, event);
    case 'dismissed':
      return event.notice === 'others' ? { ...state, others: null } : { ...state, restarted: false };
  }
}

function withNews(state: ProducerState, news: StatusNews, nowMs: number): ProducerState {
  switch (news.kind) {
    case 'report': {
      const { report } = news;
      const isAnother =
        state.report !== null && state.report.collectorStartedAt !== report.collectorStartedAt;
      return {
        ...state,
        connection: { kind: 'live', via: news.via },
        report,
        receivedAtMs: nowMs,
        restarted: state.restarted || isAnother,
      };
    }
    case 'token':
      return { ...state, connection: { kind: 'refused', given: true } };
    case 'limited':
      return { ...state, connection: news };
    case 'lost':
      return { ...state, connection: news };
  }
}

function withDocument(state: ProducerState, document: PublishedDocument | null): ProducerState {
  if (document === null) return { ...state, document: { kind: 'none' } };
  const before = state.document.kind === 'published' ? state.document.published.document : null;
  const next: ProducerState = { ...state, document: { kind: 'published', published: document } };
  if (before === null || documentChanges(before, document.document).length === 0) return next;
  return {
    ...next,
    others: { since: state.others?.since ?? before, refused: state.others?.refused ?? null },
  };
}

function withAnswer(
  state: ProducerState,
  { subject, intended, answer }: Extract<ProducerEvent, { kind: 'answered' }>,
): ProducerState {
  const done = (published: PublishedDocument): ProducerState => ({
    ...state,
    document: { kind: 'published', published },
    edits:
      subject === 'first' ? { ...state.edits, firstDocument: undefined } : withoutLever(state.edits, subject),
    act: { kind: 'done', subject, revision: published.document.revision ?? 0 },
    others: state.others?.refused === subject ? null : state.others,
  });
  switch (answer.kind) {
    case 'ok':
      return done(answer.document);
    case 'changed': {
      // The answer to an earlier try was lost on its way: what stands there is ours.
      if (documentChanges(intended, answer.document.document).length === 0) return done(answer.document);
      const next = withDocument({ ...state, act: { kind: 'idle' } }, answer.document);
      return next.others === null || subject === 'first'
        ? next
        : { ...next, others: { ...next.others, refused: subject } };
    }
    case 'invalid':
      return { ...state, act: { kind: 'invalid', subject, errors: fieldErrors(answer.message) } };
    case 'token':
      return {
        ...state,
        connection: { kind: 'refused', given: true },
        act: { kind: 'failed', subject, refusal: answer },
      };
    case 'limited':
    case 'failed':
      return { ...state, act: { kind: 'failed', subject, refusal: answer } };
  }
}
