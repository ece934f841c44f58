import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportEvent } from '../../src/reporting/report.ts';
import {
  BATCH_AFTER_MS,
  batchDueAtMs,
  enqueue,
  MAX_BATCH,
  MAX_QUEUED,
  type QueuedReport,
} from '../../src/reporting/report-queue.ts';
import { leastReport } from './reports.ts';

const EVENTS: Readonly<Record<ReportEvent['kind'], ReportEvent>> = {
  t: { kind: 't' },
  ps: { kind: 'ps' },
  e: { kind: 'e', code: 'media', failure: 'media' },
  rr: { kind: 'rr', url: 'https://origin.example/a', status: 503, elapsedMs: 10, failure: 'overloaded' },
};

const queued = (kind: ReportEvent['kind'], sequence: number): QueuedReport => ({
  report: { ...leastReport, event: EVENTS[kind], sequence },
  addedAtMs: sequence,
});

function fill(kinds: readonly ReportEvent['kind'][]) {
  let queue: readonly QueuedReport[] = [];
  let dropped = 0;
  kinds.forEach((kind, index) => {
    const next = enqueue(queue, queued(kind, index));
    queue = next.queue;
    dropped += next.dropped;
  });
  return { queue, dropped, sequences: queue.map(({ report }) => report.sequence) };
}

const times = (count: number, kind: ReportEvent['kind']) => Array.from({ length: count }, () => kind);

describe('enqueue', () => {
  it('keeps the order, and drops nothing while there is room', () => {
    const { sequences, dropped } = fill(times(MAX_QUEUED, 't'));
    expect(sequences).toEqual(Array.from({ length: MAX_QUEUED }, (_, index) => index));
    expect(dropped).toBe(0);
  });

  it.each<{ before: ReportEvent['kind'][]; last: ReportEvent['kind']; gone: number }>([
    // The oldest heartbeat or failure.
    { before: ['ps', 'rr', 't', ...times(MAX_QUEUED - 3, 'ps')], last: 'ps', gone: 1 },
    { before: ['ps', 't', 'rr', ...times(MAX_QUEUED - 3, 'e')], last: 'e', gone: 1 },
    // Then errors, the oldest first.
    { before: ['ps', 'e', ...times(MAX_QUEUED - 2, 'ps')], last: 'e', gone: 1 },
    // States last.
    { before: times(MAX_QUEUED, 'ps'), last: 'ps', gone: 0 },
    // A heartbeat takes nobody's place.
    { before: times(MAX_QUEUED, 'ps'), last: 't', gone: MAX_QUEUED },
    { before: times(MAX_QUEUED, 'e'), last: 'rr', gone: MAX_QUEUED },
  ])('$last onto a full queue that begins with $before.0, $before.1: report $gone goes', (row) => {
    const { sequences, dropped } = fill([...row.before, row.last]);
    expect(dropped).toBe(1);
    expect(sequences).toHaveLength(MAX_QUEUED);
    expect(sequences).not.toContain(row.gone);
  });

  it('is bounded, in order, loses nothing uncounted and no state before anything else, whatever comes', () => {
    const kinds = fc.array(fc.constantFrom<ReportEvent['kind']>('t', 'rr', 'e', 'ps'), { maxLength: 300 });
    fc.assert(
      fc.property(kinds, (all) => {
        const { queue, dropped, sequences } = fill(all);
        expect(queue.length).toBeLessThanOrEqual(MAX_QUEUED);
        expect(queue.length + dropped).toBe(all.length);
        expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
        const states = all.filter((kind) => kind === 'ps').length;
        const keptStates = queue.filter(({ report }) => report.event.kind === 'ps').length;
        expect(keptStates).toBe(Math.min(states, MAX_QUEUED));
      }),
    );
  });
});

describe('batchDueAtMs', () => {
  it('is a second after the first line', () => {
    expect(batchDueAtMs([queued('t', 100), queued('ps', 900)])).toBe(100 + BATCH_AFTER_MS);
  });

  it('is at once when a batch is full, and not one line earlier', () => {
    const lines = Array.from({ length: MAX_BATCH }, (_, index) => queued('rr', 100 + index));
    expect(batchDueAtMs(lines)).toBe(100);
    expect(batchDueAtMs(lines.slice(1))).toBe(101 + BATCH_AFTER_MS);
  });

  it('is never for an empty queue', () => {
    expect(batchDueAtMs([])).toBeNull();
  });
});
