import type { BroadcastDocument } from './broadcast-document.ts';
import { ticketOf } from './ticket.ts';

/**
 * Whoever falls silent for so long in spite of all that the feed keeps in hand, or has looked for the first sound for so
 * long, is starving: several waits of the longest usual kind (8 s) have brought nothing. Milliseconds.
 */
export const STARVING_AFTER_MS = 30_000;

/**
 * A refusal of somebody who was let in by a raise that was taken back closes the pathway for so long, and for a little by
 * chance: long enough that those below the admission have what they need first. On paper 8, 15 and 25 s are alike
 * (e2e/simulate/README.md). Milliseconds.
 */
export const YIELD_MS = 15_000;

/** A listener's place in the draws of one epoch, each uniform in [0, 1). */
interface Draw {
  readonly epoch: string | number;
  /** Let in while this is below the document's admission. */
  readonly ticket: number;
  /** Its place in the spread, drawn apart: else those let in first would all come at the beginning of it. */
  readonly place: number;
}

/** The draw of one listener; the same id always draws the same. */
export function drawOf(id: string, epoch: string | number): Draw {
  return { epoch, ticket: ticketOf(id, epoch), place: ticketOf(id, `${epoch}/spread`) };
}

/** What a document says about joining, with the defaults of what it does not say. */
export interface JoinRules {
  /** 0 to 1. */
  readonly admission: number;
  readonly epoch: string | number;
  readonly spreadMs: number;
  /** Nobody new is let in: live is closed (degrade 4), and the replay promised. */
  readonly closed: boolean;
  readonly begun: boolean;
}

export function joinRules(document: BroadcastDocument): JoinRules {
  const { state, degrade, admission = 1, admissionEpoch = 0, joinSpreadSeconds = 0 } = document;
  return {
    admission,
    epoch: admissionEpoch,
    spreadMs: joinSpreadSeconds * 1000,
    closed: isClosed({ state, degrade }),
    begun: state === 'live' || state === 'ended',
  };
}

/** Once it has ended there is no live to be closed, only what is left of it. */
export function isClosed({ state, degrade }: Pick<BroadcastDocument, 'state' | 'degrade'>): boolean {
  return degrade === 4 && state !== 'ended';
}

/**
 * What this listener has seen of the start signal: the moment at which the broadcast began, or at which admission was
 * raised above the listener's ticket. From then on the joins are spread.
 */
export interface StartSignal {
  readonly letIn: boolean;
  readonly begun: boolean;
  /** Milliseconds of the Clock; null when nothing was awaited. */
  readonly atMs: number | null;
}

/** The signal after one more document; `before` is null for the first. */
export function nextSignal(
  before: StartSignal | null,
  { admission, closed, begun }: JoinRules,
  { ticket }: Draw,
  nowMs: number,
): StartSignal {
  const letIn = !closed && ticket < admission;
  const hasBegun = begun && before?.begun !== true;
  const isRaised = before?.letIn === false;
  const atMs = hasBegun || isRaised ? nowMs : (before?.atMs ?? null);
  return { letIn, begun, atMs: letIn ? atMs : null };
}

/** Where a listener stands who wants to hear. */
export type Admission =
  /** May ask the origin. Kept for as long as there is sound, with the draw that it was let in by. */
  | { readonly kind: 'in'; readonly draw: Draw | null }
  /** Admission has not come to this listener's ticket yet. */
  | { readonly kind: 'held' }
  /** Let in, and due at this time of the Clock: joins are spread. */
  | { readonly kind: 'due'; readonly atMs: number }
  /** Live is closed for whoever is not in. */
  | { readonly kind: 'closed' };

export interface AdmissionFacts {
  readonly rules: JoinRules;
  /** For the epoch of `rules`. */
  readonly draw: Draw;
  readonly signal: StartSignal;
  readonly nowMs: number;
  /** Waiting for the broadcast, or to be let in. Of those, everyone is drawn anew. */
  readonly waiting: boolean;
  /** Without sound although it is wanted: rebuffering, or joining. Null while there is sound. Milliseconds. */
  readonly silentForMs: number | null;
}

/** Without a broadcast document nobody holds anybody back. */
export const unheld: Admission = { kind: 'in', draw: null };

/**
 * The next admission of a listener who wants to hear; `before` is null at the press. Raising admission puts nobody out.
 * Lowering it puts out only those above it who starve: whoever hears, or was silent for a moment, stays. Returns the same
 * object when nothing changes.
 */
export function nextAdmission(before: Admission | null, facts: AdmissionFacts): Admission {
  const { rules, silentForMs } = facts;
  if (before?.kind !== 'in' || facts.waiting) return same(before, newcomer(facts));
  const isStarving = silentForMs !== null && silentForMs >= STARVING_AFTER_MS;
  const isOut = rules.closed || isAboveAdmission(before, facts);
  return isStarving && isOut ? same(before, newcomer(facts)) : before;
}

/**
 * Whether somebody who is in was let in by more than the document says now. Whoever is hears on, and has to yield to all
 * others where there is not enough for everybody.
 */
export function isAboveAdmission(
  admission: Admission | null,
  { rules, draw }: Pick<AdmissionFacts, 'rules' | 'draw'>,
): boolean {
  return admission?.kind === 'in' && (admission.draw ?? draw).ticket >= rules.admission;
}

function newcomer({ rules, draw, signal, nowMs }: AdmissionFacts): Admission {
  if (rules.closed) return { kind: 'closed' };
  if (draw.ticket >= rules.admission) return { kind: 'held' };
  const dueAtMs = signal.atMs === null ? nowMs : signal.atMs + draw.place * rules.spreadMs;
  return dueAtMs > nowMs ? { kind: 'due', atMs: dueAtMs } : { kind: 'in', draw };
}

function same(before: Admission | null, next: Admission): Admission {
  if (before?.kind !== next.kind) return next;
  if (next.kind === 'due') return before.kind === 'due' && before.atMs === next.atMs ? before : next;
  if (next.kind === 'in')
    return before.kind === 'in' && before.draw?.epoch === next.draw?.epoch ? before : next;
  return before;
}
