import { createStore, type StoreApi } from 'zustand/vanilla';
import { parseBroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { Fetch } from '../network/attempt.ts';
import { type Clock, sleep } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import { type AutomaticCommand, type CollectorClient, createCollectorClient } from './collector-client.ts';
import { documentChanges } from './document-changes.ts';
import type { DraftStorage } from './draft-storage.ts';
import { type Edits, editsOf, type Lever, noteFieldOf, withEdits } from './edits.ts';
import { fieldErrors } from './field-errors.ts';
import { followJoinStatus } from './follow-join-status.ts';
import {
  type ActSubject,
  initialState,
  type ProducerEvent,
  type ProducerState,
  reduce,
} from './producer-state.ts';

/** The plots move slower than the figures. */
const HISTORY_MS = 10_000;
/** A collector that says one revision and serves another is asked this often at most. */
const DOCUMENT_MS = 2_000;

export interface ProducerCommands {
  /** Shows the collector this token from now on. */
  readonly enterToken: (token: string) => void;
  readonly tryNow: () => void;
  /** Keeps what has been typed. */
  readonly edit: (edits: Edits) => void;
  readonly discard: (lever: Lever) => void;
  /** Checks what has been typed at a lever, and asks whether it is meant. */
  readonly review: (lever: Lever) => void;
  /** Back from the question; what has been typed stays. */
  readonly cancel: () => void;
  /** Yes: sends what is being reviewed. */
  readonly confirm: () => void;
  /** Publishes the first document of all, from its JSON text. */
  readonly publishFirst: (text: string) => void;
  /** Sent at once; what the collector answers is shown. */
  readonly setAutomatic: (command: AutomaticCommand) => void;
  readonly dismiss: (notice: 'others' | 'restarted') => void;
}

export interface Producer {
  readonly store: StoreApi<ProducerState>;
  readonly commands: ProducerCommands;
  readonly clock: Clock;
}

interface ProducerOptions {
  /** Of the collector, with a slash at the end. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: DraftStorage;
  /** To begin with; null: the page asks for one. */
  readonly token: string | null;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** The producer page without its looks: follows the collector, keeps what is typed, and sends it when it is meant. */
export function createProducer({
  baseUrl,
  fetch,
  clock,
  random,
  storage,
  token,
  signal,
}: ProducerOptions): Producer {
  const store = createStore<ProducerState>()(() => initialState(storage.readEdits()));
  const dispatch = (event: ProducerEvent) => {
    if (!signal.aborted) store.setState((state) => reduce(state, event), true);
  };
  let visit: Visit | null = null;

  function begin(token: string): void {
    visit?.end();
    dispatch({ kind: 'connecting' });
    visit = beginVisit(createCollectorClient({ baseUrl, fetch, clock, token }));
  }

  interface Visit {
    readonly client: CollectorClient;
    readonly signal: AbortSignal;
    readonly tryNow: () => void;
    readonly fetchHistory: () => void;
    readonly askAutomatic: (command: AutomaticCommand) => void;
    readonly end: () => void;
  }

  /** All that is asked with one token. */
  function beginVisit(client: CollectorClient): Visit {
    const own = new AbortController();
    const either = AbortSignal.any([signal, own.signal]);
    let askedDocumentAtMs = -Infinity;
    let isAskingDocument = false;

    /** Nothing that was asked for is of interest after the end. */
    const quietly = (work: () => Promise<void>) => {
      work().catch((error: unknown) => {
        if (!either.aborted) throw error;
      });
    };
    const fetchDocument = () => {
      if (isAskingDocument || clock.now() - askedDocumentAtMs < DOCUMENT_MS) return;
      isAskingDocument = true;
      askedDocumentAtMs = clock.now();
      quietly(async () => {
        const answer = await client.document(either).finally(() => (isAskingDocument = false));
        // An act that is on its way brings the document itself.
        if (answer.kind === 'ok' && store.getState().act.kind !== 'sending')
          dispatch({ kind: 'document', document: answer.value });
      });
    };
    const fetchHistory = () =>
      quietly(async () => {
        const answer = await client.history(either);
        if (answer.kind === 'ok') dispatch({ kind: 'history', history: answer.value });
      });

    const askAutomatic = (command: AutomaticCommand | null) =>
      quietly(async () => {
        const answer = await client.automatic(command, either);
        if (answer.kind === 'ok')
          dispatch({ kind: 'automatic', status: answer.value, commanded: command !== null });
        else if (command !== null) dispatch({ kind: 'automatic-refused', refusal: answer });
      });

    const { tryNow } = followJoinStatus({
      client,
      clock,
      random,
      signal: either,
      onNews(news) {
        const wasLive = store.getState().connection.kind === 'live';
        dispatch({ kind: 'news', news, nowMs: clock.now() });
        if (news.kind !== 'report') return;
        if (!wasLive) {
          fetchHistory();
          askAutomatic(null);
        }
        if (isBehind(store.getState())) fetchDocument();
      },
    });
    quietly(async () => {
      for (;;) {
        await sleep(clock, HISTORY_MS, either);
        if (store.getState().connection.kind !== 'live') continue;
        fetchHistory();
        askAutomatic(null);
      }
    });
    return { client, signal: either, tryNow, fetchHistory, askAutomatic, end: () => own.abort() };
  }

  function send(subject: ActSubject, written: object, note: string, etag: string | null): void {
    const documentUrl = new URL('broadcast.json', baseUrl).href;
    const parsed = parseBroadcastDocument(JSON.stringify(written), documentUrl);
    if (parsed.kind === 'malformed') {
      dispatch({ kind: 'act', act: { kind: 'invalid', subject, errors: fieldErrors(parsed.message) } });
      return;
    }
    if (visit === null) return;
    const { client, fetchHistory } = visit;
    dispatch({ kind: 'act', act: { kind: 'sending', subject } });
    // An act outlives the token that it was sent with: its answer counts whatever has been typed since.
    client.put(written, note, etag, signal).then(
      (answer) => {
        dispatch({ kind: 'answered', subject, intended: parsed.document, answer });
        storage.writeEdits(store.getState().edits);
        fetchHistory();
      },
      (error: unknown) => {
        if (!signal.aborted) throw error;
      },
    );
  }

  if (token === null) dispatch({ kind: 'no-token' });
  else begin(token);

  return {
    store,
    clock,
    commands: {
      enterToken(entered) {
        storage.writeToken(entered);
        begin(entered);
      },
      tryNow: () => visit?.tryNow(),
      edit(edits) {
        dispatch({ kind: 'edited', edits });
        storage.writeEdits(store.getState().edits);
      },
      discard(lever) {
        dispatch({ kind: 'discarded', lever });
        storage.writeEdits(store.getState().edits);
      },
      review(lever) {
        const { document, edits } = store.getState();
        if (document.kind !== 'published') return;
        const wallNowMs = clock.wallNow();
        const written = withEdits(document.published, editsOf(edits, lever), { wallNowMs });
        const parsed = parseBroadcastDocument(
          JSON.stringify(written),
          new URL('broadcast.json', baseUrl).href,
        );
        if (parsed.kind === 'malformed') {
          const errors = fieldErrors(parsed.message);
          dispatch({ kind: 'act', act: { kind: 'invalid', subject: lever, errors } });
        } else if (documentChanges(document.published.document, parsed.document).length > 0) {
          dispatch({ kind: 'act', act: { kind: 'reviewing', subject: lever, wallNowMs } });
        }
      },
      cancel: () => dispatch({ kind: 'act', act: { kind: 'idle' } }),
      confirm() {
        const { act, document, edits } = store.getState();
        if (act.kind !== 'reviewing' || document.kind !== 'published') return;
        const { subject, wallNowMs } = act;
        const written = withEdits(document.published, editsOf(edits, subject), { wallNowMs });
        send(subject, written, edits[noteFieldOf[subject]]?.trim() ?? '', document.published.etag);
      },
      publishFirst(text) {
        let written: unknown;
        try {
          written = JSON.parse(text);
        } catch (error) {
          const errors = [{ path: '', message: String(error) }];
          dispatch({ kind: 'act', act: { kind: 'invalid', subject: 'first', errors } });
          return;
        }
        send('first', Object(written) as object, '', null);
      },
      setAutomatic: (command) => visit?.askAutomatic(command),
      dismiss: (notice) => dispatch({ kind: 'dismissed', notice }),
    },
  };
}

/** The report speaks of another document than the one that is shown. */
function isBehind({ report, document, act }: ProducerState): boolean {
  if (report === null || act.kind === 'sending') return false;
  if (document.kind === 'unknown') return true;
  if (document.kind === 'none') return report.broadcastId !== null;
  return (document.published.document.revision ?? 0) !== report.revision;
}
