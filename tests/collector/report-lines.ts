import type { Report } from '../../src/collector/report.ts';

export const NOW_MS = Date.UTC(2026, 10, 23, 20);

/** A line as sessions write it; `null` leaves a key out. Values are written as they are. */
export function reportLine(keys: Readonly<Record<string, string | number | null>> = {}): string {
  const all: Record<string, string | number | null> = {
    cid: '"evening"',
    e: 't',
    sid: '"session-1"',
    sn: 1,
    sta: 'p',
    ts: NOW_MS,
    v: 2,
    ...keys,
  };
  return Object.entries(all)
    .filter(([, value]) => value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value ?? ''}`)
    .join(',');
}

/** A report as it has been read. */
export function report(fields: Partial<Report> = {}): Report {
  return {
    event: 't',
    sid: 'session-1',
    cid: 'evening',
    sn: 1,
    ts: NOW_MS,
    state: null,
    joinMs: null,
    kbps: null,
    status: null,
    failure: null,
    link: null,
    pathway: null,
    revision: null,
    held: false,
    ...fields,
  };
}
