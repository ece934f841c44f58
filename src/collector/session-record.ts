import type { PlayerState } from './report.ts';
import type { ShownState } from './tally.ts';

/** Where a session stands by its own words. `over`: ended, failed or left. */
export const sessionStates = [
  'unknown',
  'waiting',
  'held',
  'joining',
  'listening',
  'rebuffering',
  'paused',
  'over',
] as const;
export type SessionState = (typeof sessionStates)[number];

/** What is remembered of one session. Numbers and shared texts only: there may be hundreds of thousands. */
export interface SessionRecord {
  readonly state: SessionState;
  /** By its own words the origin is out of its reach. */
  readonly linkDown: boolean;
  /** Not heard of for longer than 75 s. */
  readonly silent: boolean;
  /** Paused for longer than five minutes. */
  readonly longPaused: boolean;
  /** Its join time has been counted: once per session. */
  readonly joinCounted: boolean;
  /** Highest sequence number taken. */
  readonly sn: number;
  /** The listener's clock at the last line, milliseconds. */
  readonly ts: number;
  /** The listener's clock when the present attempt began. */
  readonly attemptTs: number;
  /** Our clock at the last line, milliseconds since the epoch. */
  readonly heardAtMs: number;
  /** Our clock when the present state began. */
  readonly sinceMs: number;
  /** Empty for unknown. */
  readonly pathway: string;
  /** 0 for unknown. */
  readonly kbps: number;
  /** −1 for unknown. */
  readonly revision: number;
}

/** Two and a half of the intervals (30 s) at which sessions tell that they live. */
const SILENT_AFTER_MS = 75_000;
export const FORGOTTEN_AFTER_MS = 300_000;
const LONG_PAUSE_MS = 300_000;

/** In which of the figures it is shown; null for none. */
export function shownState(record: SessionRecord | null): ShownState | null {
  if (record === null || record.state === 'over' || record.state === 'unknown') return null;
  if (record.state === 'paused' && record.longPaused) return 'paused-long';
  if (record.silent) return 'lost';
  const isLost = record.linkDown && (record.state === 'joining' || record.state === 'rebuffering');
  return isLost ? 'lost' : record.state;
}

/** It lives and talks to us: counted by pathway, rendition and revision. */
export function isTalking(record: SessionRecord | null): record is SessionRecord {
  return record !== null && !record.silent && record.state !== 'over' && record.state !== 'unknown';
}

/** When silence or patience will change it next, milliseconds of our clock. */
export function nextChangeMs(record: SessionRecord): number {
  const isOver = record.state === 'over';
  const goneMs = record.heardAtMs + (record.silent || isOver ? FORGOTTEN_AFTER_MS : SILENT_AFTER_MS);
  const waits = record.state === 'paused' && !record.longPaused;
  return waits ? Math.min(goneMs, record.sinceMs + LONG_PAUSE_MS) : goneMs;
}

/** What time alone does to a session; null: forgotten. */
export function afterSilence(record: SessionRecord, nowMs: number): SessionRecord | null {
  const quietMs = nowMs - record.heardAtMs;
  if (quietMs >= FORGOTTEN_AFTER_MS) return null;
  const silent = record.state !== 'over' && quietMs >= SILENT_AFTER_MS;
  const longPaused = record.state === 'paused' && nowMs - record.sinceMs >= LONG_PAUSE_MS;
  return silent === record.silent && longPaused === record.longPaused
    ? record
    : { ...record, silent, longPaused };
}

/** The state that a `sta` means; null where it says nothing new. */
export function stateOf(sta: PlayerState, held: boolean): SessionState {
  switch (sta) {
    case 'w':
    case 'd':
      return held ? 'held' : 'waiting';
    case 's':
      return 'joining';
    case 'p':
    case 'k':
      return 'listening';
    case 'r':
      return 'rebuffering';
    case 'a':
      return 'paused';
    case 'e':
    case 'f':
    case 'q':
      return 'over';
  }
}

const FLAGS = ['linkDown', 'silent', 'longPaused', 'joinCounted'] as const;

/** One line of text for a store that keeps text. */
export function packRecord(record: SessionRecord): string {
  const flags = FLAGS.reduce((bits, name, index) => bits | (record[name] ? 1 << index : 0), 0);
  return [
    sessionStates.indexOf(record.state),
    flags,
    record.sn,
    record.ts,
    record.attemptTs,
    record.heardAtMs,
    record.sinceMs,
    record.kbps,
    record.revision,
    record.pathway,
  ].join(' ');
}

/** The reverse of `packRecord`. */
export function unpackRecord(packed: string): SessionRecord {
  const parts = packed.split(' ');
  const number = (index: number) => Number(parts[index]);
  const flags = number(1);
  return {
    state: sessionStates[number(0)] ?? 'unknown',
    linkDown: (flags & 1) !== 0,
    silent: (flags & 2) !== 0,
    longPaused: (flags & 4) !== 0,
    joinCounted: (flags & 8) !== 0,
    sn: number(2),
    ts: number(3),
    attemptTs: number(4),
    heardAtMs: number(5),
    sinceMs: number(6),
    kbps: number(7),
    revision: number(8),
    pathway: parts[9] ?? '',
  };
}
