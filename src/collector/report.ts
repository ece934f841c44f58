/** Why a line, or a whole request, was not kept. A short fixed list: it becomes keys of figures and of metrics. */
export type RefusalReason =
  /** Not a structured field dictionary (RFC 8941), or not text at all. */
  | 'syntax'
  /** A key that CMCD v2 does not know. */
  | 'unknown-key'
  /** A value of the wrong type, or outside of its list. */
  | 'value'
  /** A key that must be there is not. */
  | 'missing'
  /** A key beside others that exclude it. */
  | 'structure'
  /** A number that no listener can have. */
  | 'absurd'
  /** A clock more than a day away from ours. */
  | 'clock'
  /** Not about this broadcast. */
  | 'cid'
  /** Taken already: its `sn` is not above the last one of its session. */
  | 'duplicate'
  /** More lines than one request may carry, or a line that is too long. */
  | 'too-long'
  /** More sessions than this collector keeps. */
  | 'full';

/** CMCD player states (CTA-5004-B, `sta`). */
export const playerStates = ['s', 'p', 'k', 'r', 'a', 'w', 'e', 'f', 'q', 'd'] as const;
export type PlayerState = (typeof playerStates)[number];

/** What is kept of one line: no more than the figures need. */
export interface Report {
  /** CMCD event: `ps`, `e`, `t`, `rr`, or another that only tells that the session lives. */
  readonly event: string;
  readonly sid: string;
  readonly cid: string;
  readonly sn: number;
  /** The listener's clock, milliseconds since the epoch. Only differences within a session are used. */
  readonly ts: number;
  readonly state: PlayerState | null;
  /** Join time (`msd`), milliseconds. */
  readonly joinMs: number | null;
  /** Encoded bitrate, kbit/s. */
  readonly kbps: number | null;
  /** HTTP status of the answer that an `rr` is about; 0 for none. */
  readonly status: number | null;
  readonly failure: string | null;
  readonly link: string | null;
  readonly pathway: string | null;
  readonly revision: number | null;
  readonly held: boolean;
}

export interface Refusal {
  readonly kind: 'refused';
  /** The key at fault, as the line wrote it, cut to 64 characters; empty when it is the whole line. */
  readonly key: string;
  readonly reason: RefusalReason;
  readonly message: string;
}

export type ReadLine = { readonly kind: 'ok'; readonly report: Report } | Refusal;

export function refused(reason: RefusalReason, key: string, message: string): Refusal {
  return { kind: 'refused', reason, key: printable(key, 64), message: printable(message, 200) };
}

/** Text from outside made fit for a log line or an answer: control characters become `?`, length is bounded. */
export function printable(text: string, limit: number): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.replace(/[^\x20-\x7E\u00A1-\u167F\u2010-\u2027\u2030-\u205E\u3001-\uD7FF]/g, '?');
}

const SID = /^[\w.:-]{1,64}$/;
const PATHWAY = /^[\w.-]{1,64}$/;
const DAY_MS = 86_400_000;
/** Whoever waited longer than six hours has not been joining. */
const MAX_JOIN_MS = 6 * 3_600_000;
const MAX_KBPS = 100_000;
const MAX_COUNT = 1e9;

/** What no listener can mean, whoever has read the line; null if all is plausible. */
export function implausible(report: Report, nowMs: number): Refusal | null {
  if (!SID.test(report.sid)) {
    return refused('value', 'sid', 'expected 1 to 64 letters, digits, "-", "_", "." or ":"');
  }
  if (report.pathway !== null && !PATHWAY.test(report.pathway)) {
    return refused('value', 'org.holdline-pathway', 'expected 1 to 64 letters, digits, "-", "_" or "."');
  }
  const bounds: readonly (readonly [key: string, value: number | null, most: number])[] = [
    ['sn', report.sn, MAX_COUNT],
    ['msd', report.joinMs, MAX_JOIN_MS],
    ['br', report.kbps, MAX_KBPS],
    ['rc', report.status, 599],
    ['org.holdline-revision', report.revision, MAX_COUNT],
  ];
  for (const [key, value, most] of bounds) {
    if (value !== null && !(value >= 0 && value <= most)) {
      return refused('absurd', key, `expected a number from 0 to ${most}, found ${value}`);
    }
  }
  if (Math.abs(report.ts - nowMs) > DAY_MS) {
    return refused('clock', 'ts', 'the clock is more than a day away from the collector’s');
  }
  return null;
}
