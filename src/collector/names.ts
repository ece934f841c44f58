import { failureKindNames } from '../reporting/join-status-report.ts';
import type { FailureName } from './tally.ts';

/** Encoded bitrates are shown as the nearest of these, kbit/s: those that audio is commonly encoded at. */
const LADDER_KBPS = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 128, 160, 192, 256, 320, 512] as const;

/** The nearest by ratio; 0 for none. */
export function renditionKbps(kbps: number | null): number {
  if (kbps === null || kbps <= 0) return 0;
  let nearest = 0;
  for (const step of LADDER_KBPS) {
    if (Math.abs(Math.log(step / kbps)) < Math.abs(Math.log(nearest / kbps))) nearest = step;
  }
  return nearest;
}

/** Statuses that are told apart; of the others only the class. */
const knownStatuses = new Set([
  301, 302, 400, 401, 403, 404, 408, 410, 416, 425, 429, 451, 500, 501, 502, 503, 504, 508, 520, 522, 524,
]);

/** 503 → 503, 599 → 500; null for no answer. */
export function shownStatus(status: number | null): number | null {
  if (status === null || status < 100 || status > 599) return null;
  return knownStatuses.has(status) ? status : Math.floor(status / 100) * 100;
}

/** The failure that a line is about: as the session names it, or else by the status; null for an answer that is none. */
export function failureName(failure: string | null, status: number | null): FailureName | null {
  if (failure !== null) return failureKindNames.find((name) => name === failure) ?? 'other';
  if (status === null || (status >= 200 && status < 400)) return null;
  if (status === 429 || status >= 500) return 'overloaded';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 401 || status === 403 || status === 451) return 'denied';
  return 'other';
}

const MAX_PATHWAYS = 16;
export const OTHER_PATHWAY = 'other';

/** Names of pathways that may become names of figures: those of the document, and the first others up to 16. */
export interface PathwayNames {
  /** Lets the document's own be known first. */
  expect(ids: readonly string[]): void;
  /** The name to count under; `other` beyond sixteen. */
  name(pathway: string): string;
}

export function createPathwayNames(): PathwayNames {
  let own = new Map<string, string>();
  const others = new Map<string, string>();
  return {
    expect(ids) {
      own = new Map(ids.map((id) => [id, id]));
    },
    name(pathway) {
      const known = own.get(pathway) ?? others.get(pathway);
      if (known !== undefined) return known;
      if (own.size + others.size >= MAX_PATHWAYS) return OTHER_PATHWAY;
      const kept = unsliced(pathway);
      others.set(kept, kept);
      return kept;
    },
  };
}

/** The same text in memory of its own: a slice would keep the whole body that it was cut from. */
export function unsliced(ascii: string): string {
  return Buffer.from(ascii, 'latin1').toString('latin1');
}
