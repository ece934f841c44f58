import { readFastLine } from './fast-line.ts';
import { readLibraryLine } from './library-line.ts';
import { implausible, type ReadLine, type Refusal, refused, type Report } from './report.ts';

/** Longer than any line of ours, an address included. */
const MAX_LINE_CHARACTERS = 8192;
/** A session batches ten or so. */
const MAX_LINES = 512;

export interface ReadLines {
  readonly reports: readonly Report[];
  /** In order; `line` counts from 1. */
  readonly refusals: readonly (Refusal & { readonly line: number })[];
}

/** Reads the body of a request: one report a line. `broadcastId` is the only content that is taken. Never throws. */
export function readLines(body: string, broadcastId: string, nowMs: number): ReadLines {
  const reports: Report[] = [];
  const refusals: (Refusal & { line: number })[] = [];
  let number = 0;
  for (let start = 0; start <= body.length;) {
    const found = body.indexOf('\n', start);
    const end = found === -1 ? body.length : found;
    const line = body.slice(start, end > start && body.charCodeAt(end - 1) === 13 ? end - 1 : end);
    start = end + 1;
    number += 1;
    if (line === '') continue;
    if (number > MAX_LINES) {
      refusals.push({ ...refused('too-long', '', `more than ${MAX_LINES} lines`), line: number });
      break;
    }
    const read = readReport(line, broadcastId, nowMs);
    if (read.kind === 'ok') reports.push(read.report);
    else refusals.push({ ...read, line: number });
  }
  return { reports, refusals };
}

/** Reads one line: the fast way where it can, the library's otherwise. */
function readReport(line: string, broadcastId: string, nowMs: number): ReadLine {
  if (line.length > MAX_LINE_CHARACTERS) {
    return refused('too-long', '', `longer than ${MAX_LINE_CHARACTERS} characters`);
  }
  const fast = readFastLine(line);
  const read: ReadLine = fast === null ? readLibraryLine(line) : { kind: 'ok', report: fast };
  if (read.kind === 'refused') return read;
  if (read.report.cid !== broadcastId) return refused('cid', 'cid', 'not the broadcast of this collector');
  return implausible(read.report, nowMs) ?? read;
}
