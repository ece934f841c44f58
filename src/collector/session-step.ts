import { joinTimeCount } from './join-time-histogram.ts';
import { failureName, type PathwayNames, renditionKbps, shownStatus } from './names.ts';
import type { Report } from './report.ts';
import { isTalking, type SessionRecord, type SessionState, shownState, stateOf } from './session-record.ts';
import {
  counted,
  failureCount,
  PATHWAY_PREFIX,
  RENDITION_PREFIX,
  REVISION_PREFIX,
  stateGauge,
  type Tally,
} from './tally.ts';

/** Attempts that were given up sooner are not counted as exits (DESIGN, Reports). */
const LEAST_EXIT_MS = 1000;
/** Between two lines of one session that are further apart nobody knows what was heard. */
const LONGEST_STRETCH_MS = 75_000;
/** Revisions this far from ours are told apart; a collector may learn of a new one a second after the listeners. */
const NEAR_REVISIONS = 16;

export interface StepFacts {
  readonly nowMs: number;
  /** Revision of the document that we serve. */
  readonly revision: number;
  readonly pathways: PathwayNames;
}

/** Whether a line has been taken before: sequence numbers of a session only grow. */
export function isRepeated(record: SessionRecord | null, report: Report): boolean {
  return record !== null && report.sn <= record.sn;
}

/**
 * What one line does to its session, and by that to the figures. The line is not a repeated one. Pure but for what it
 * tells `tally`.
 */
export function step(
  before: SessionRecord | null,
  report: Report,
  facts: StepFacts,
  tally: Tally,
): SessionRecord {
  const was = before?.state ?? 'unknown';
  const isFatal = report.event === 'e' && report.state !== 'p' && report.state !== 'r' && was === 'joining';
  const said = report.state === null ? was : stateOf(report.state, report.held);
  const state = isFatal ? 'over' : said;
  if (before !== null) creditTime(before, report, tally);
  const attemptTs =
    state === 'joining' && was !== 'joining' ? beginAttempt(was, report, tally) : (before?.attemptTs ?? 0);
  // Joining that followed a pause, or sound, was no attempt.
  if (was === 'joining' && state !== 'joining' && attemptTs !== 0)
    endAttempt(attemptTs, state, isFatal, report, tally);
  else if (before === null && state === 'listening') countStart(report, tally);
  if (report.event === 'rr' || report.event === 'e') countFailure(report, facts, tally);

  const joinCounted = countJoin(before, report, tally);
  if (state === 'listening' || state === 'rebuffering') tally.listened(report.sid);
  const sinceMs = before !== null && state === was ? before.sinceMs : facts.nowMs;
  const record: SessionRecord = {
    state,
    linkDown:
      report.link === null
        ? (before?.linkDown ?? false)
        : report.link === 'lost' || report.link === 'offline',
    silent: false,
    longPaused: state === 'paused' && (before?.longPaused ?? false),
    joinCounted,
    sn: report.sn,
    ts: report.ts,
    attemptTs,
    heardAtMs: facts.nowMs,
    sinceMs,
    pathway:
      report.pathway === null || report.event === 'rr'
        ? (before?.pathway ?? '')
        : facts.pathways.name(report.pathway),
    kbps: report.kbps === null ? (before?.kbps ?? 0) : renditionKbps(report.kbps),
    revision: report.revision === null ? (before?.revision ?? -1) : nearRevision(report.revision, facts),
  };
  moveGauges(before, record, tally);
  return record;
}

/** Moves a session from the figures that it was in to those that it is in now; null: none. */
export function moveGauges(before: SessionRecord | null, after: SessionRecord | null, tally: Tally): void {
  const was = shownState(before);
  const is = shownState(after);
  if (was !== is) {
    if (was !== null) tally.gauge(stateGauge(was), -1);
    if (is !== null) tally.gauge(stateGauge(is), 1);
  }
  const talked = isTalking(before) ? before : null;
  const talks = isTalking(after) ? after : null;
  moveName(PATHWAY_PREFIX, talked?.pathway ?? '', talks?.pathway ?? '', '', tally);
  moveName(RENDITION_PREFIX, talked?.kbps ?? 0, talks?.kbps ?? 0, 0, tally);
  moveName(REVISION_PREFIX, talked?.revision ?? null, talks?.revision ?? null, null, tally);
}

function moveName<Value extends string | number | null>(
  prefix: string,
  was: Value,
  is: Value,
  none: Value,
  tally: Tally,
): void {
  if (was === is) return;
  if (was !== none) tally.gauge(`${prefix}${was ?? ''}`, -1);
  if (is !== none) tally.gauge(`${prefix}${is ?? ''}`, 1);
}

/** The time since the last line is what the session was in then. Only the listener's clock knows it. */
function creditTime(before: SessionRecord, report: Report, tally: Tally): void {
  const stretchMs = Math.min(Math.max(0, report.ts - before.ts), LONGEST_STRETCH_MS);
  if (stretchMs === 0) return;
  if (before.state === 'listening') tally.count(counted.listeningMs, stretchMs);
  else if (before.state === 'rebuffering') tally.count(counted.rebufferingMs, stretchMs);
}

/** An attempt begins after nothing, after waiting and after an end; `s` from within the playing is no new one. */
function beginAttempt(was: SessionState, report: Report, tally: Tally): number {
  const begins = was === 'unknown' || was === 'waiting' || was === 'held' || was === 'over';
  if (begins) tally.count(counted.attempts, 1);
  return begins ? report.ts : 0;
}

function endAttempt(
  attemptTs: number,
  state: SessionState,
  isFatal: boolean,
  report: Report,
  tally: Tally,
): void {
  if (isFatal || report.state === 'f') tally.count(counted.startFailures, 1);
  else if (state === 'listening') tally.count(counted.started, 1);
  else if (report.state === 'q' && report.ts - attemptTs >= LEAST_EXIT_MS) tally.count(counted.exits, 1);
}

/** A session that is heard of for the first time as it plays has started, if it says how long that took. */
function countStart(report: Report, tally: Tally): void {
  if (report.joinMs !== null) tally.count(counted.started, 1);
}

/** `msd` is sent once per session; a second one is not believed. */
function countJoin(before: SessionRecord | null, report: Report, tally: Tally): boolean {
  if (before?.joinCounted === true) return true;
  if (report.joinMs === null) return false;
  tally.count(joinTimeCount(report.joinMs), 1);
  return true;
}

function countFailure(report: Report, { pathways }: StepFacts, tally: Tally): void {
  const named = failureName(report.failure, report.status);
  const kind = named ?? (report.event === 'e' ? 'other' : null);
  if (kind === null) return;
  const pathway = report.pathway === null ? null : pathways.name(report.pathway);
  tally.count(failureCount(kind, shownStatus(report.status), pathway), 1);
}

function nearRevision(revision: number, { revision: ours }: StepFacts): number {
  return Math.abs(revision - ours) <= NEAR_REVISIONS ? revision : -1;
}
