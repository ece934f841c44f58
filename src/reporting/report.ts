import { encodeCmcd } from '@svta/cml-cmcd';
import type { FailureKind } from '../network/failure.ts';
import { reportKeys } from './report-keys.ts';

/** `sta` of CTA-5004-B: starting, playing, rebuffering, paused, waiting, ended, failed, quit. */
export type PlayerState = 's' | 'p' | 'r' | 'a' | 'w' | 'e' | 'f' | 'q';

/** What a report is about. */
export type ReportEvent =
  /** `ps`: another state than before. `t`: the state, again, after a while. */
  | { readonly kind: 'ps' | 't' }
  /** `e`: something broke. `code` is a name of our own, never a text of the browser's. */
  | { readonly kind: 'e'; readonly code: string; readonly failure: FailureKind | 'media' | 'other' }
  /** `rr`: a media request that failed. `status` is null where no answer came. */
  | {
      readonly kind: 'rr';
      readonly url: string;
      readonly status: number | null;
      readonly elapsedMs: number;
      readonly failure: FailureKind;
    };

/** One report, before it is written as a line. What is null is left out. */
export interface Report {
  readonly event: ReportEvent;
  readonly sessionId: string;
  readonly contentId: string;
  /** Rises by one with each report of a session: a hole tells how many were dropped on the way. */
  readonly sequence: number;
  /** Milliseconds since the epoch; of an `rr`, when the request was made. */
  readonly atMs: number;
  readonly state: PlayerState;
  readonly inHandSeconds: number;
  readonly bitrateBps: number | null;
  readonly latencySeconds: number | null;
  /** Length of a rebuffering that has just ended, milliseconds. */
  readonly starvedMs: number | null;
  /** From the beginning of the join to the first sound, milliseconds; null before that. Sent once. */
  readonly joinTimeMs: number | null;
  readonly hidden: boolean;
  readonly link: string;
  readonly attempts: number;
  readonly pathwayId: string | null;
  readonly revision: number | null;
  readonly held: boolean;
}

/** A segment's address is rarely longer, and what identifies the resource comes first. */
const MAX_URL_CHARACTERS = 256;
const PATHWAY_ID = /^[\w.-]{1,64}$/;

/** One line of an event report (CTA-5004-B, event mode), without line feed. `withJoinTime`: this one carries `msd`. */
export function encodeReport(report: Report, withJoinTime: boolean): string {
  const { event, bitrateBps, latencySeconds, starvedMs, joinTimeMs, pathwayId, revision } = report;
  const failure = event.kind === 'e' || event.kind === 'rr' ? event.failure : null;
  return encodeCmcd(
    {
      v: 2,
      e: event.kind,
      sid: report.sessionId,
      cid: report.contentId,
      sn: report.sequence,
      ts: Math.round(report.atMs),
      sta: report.state,
      bl: [report.inHandSeconds * 1000],
      bg: report.hidden,
      ...(bitrateBps === null ? {} : { br: [bitrateBps / 1000] }),
      ...(latencySeconds === null ? {} : { ltc: Math.round(latencySeconds * 1000) }),
      ...(starvedMs === null ? {} : { bsd: [Math.round(starvedMs)] }),
      ...(joinTimeMs === null || !withJoinTime ? {} : { msd: Math.round(joinTimeMs) }),
      ...(event.kind === 'e' ? { ec: [event.code] } : {}),
      ...(event.kind === 'rr' ? response(event) : {}),
      [reportKeys.link]: token(report.link),
      ...(report.attempts > 0 ? { [reportKeys.attempts]: String(report.attempts) } : {}),
      ...(failure === null ? {} : { [reportKeys.failure]: token(failure) }),
      ...(pathwayId !== null && PATHWAY_ID.test(pathwayId) ? { [reportKeys.pathway]: pathwayId } : {}),
      ...(revision === null ? {} : { [reportKeys.revision]: String(revision) }),
      ...(report.held ? { [reportKeys.held]: token('true') } : {}),
    },
    { version: 2, reportingMode: 'event' },
  );
}

/** The encoder writes a symbol as a token. */
const token = (name: string) => Symbol.for(name);

function response({ url, status, elapsedMs }: Extract<ReportEvent, { kind: 'rr' }>) {
  return {
    url: withoutSecrets(url),
    // CTA-5004-B, rc: 0 where no response was received.
    rc: status ?? 0,
    // A refusal was read to its end; of what broke off there was no last byte.
    ...(status !== null && status >= 300 ? { ttlb: Math.round(elapsedMs) } : {}),
  };
}

/** Names, passwords and query strings, where hosts put what only this listener may know, stay here. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.slice(0, MAX_URL_CHARACTERS);
}
