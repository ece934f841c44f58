import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { JoinStatusReport } from '../reporting/join-status-report.ts';

/** Prometheus' view. Every label has a bounded set of values. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** One answer to a request with reports. */
  answered(status: number): void;
}

export function createMetrics(status: () => JoinStatusReport, streams: () => number): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'holdline_report_requests_total',
    help: 'Requests with reports, by the status of the answer.',
    labelNames: ['status'],
    registers,
  });
  new Counter({
    name: 'holdline_report_lines_total',
    help: 'Lines taken, and lines refused by reason, since the books were begun.',
    labelNames: ['result'],
    registers,
    collect() {
      const { accepted, reasons } = status().intake;
      this.reset();
      this.inc({ result: 'accepted' }, accepted);
      for (const [result, count] of Object.entries(reasons)) this.inc({ result }, count);
    },
  });
  new Gauge({
    name: 'holdline_sessions',
    help: 'Reporting sessions now, by state; not scaled by the sample rate.',
    labelNames: ['state'],
    registers,
    collect() {
      this.reset();
      for (const [state, { n }] of Object.entries(status().now)) this.set({ state }, n);
    },
  });
  const gauges: readonly (readonly [name: string, help: string, read: () => number | null])[] = [
    ['sample_rate', 'Share of the sessions that report.', () => status().sampleRate],
    ['start_attempts', 'Joins begun in the last minute.', () => status().lastMinute.startAttempts.n],
    ['started_ratio', 'Share of joins that ended in sound.', () => status().lastMinute.started.value],
    ['start_failure_ratio', 'Share of joins that failed.', () => status().lastMinute.startFailures.value],
    ['join_time_p50_seconds', 'Median join time.', () => status().lastMinute.joinTimeSeconds.p50],
    ['join_time_p95_seconds', '95th percentile of join time.', () => status().lastMinute.joinTimeSeconds.p95],
    [
      'rebuffering_ratio',
      'Share of the listening time that was silence.',
      () => status().lastMinute.rebufferingRatio.value,
    ],
    ['document_revision', 'Revision of the broadcast document.', () => status().revision],
    ['store_stale', '1 while the store is out of reach.', () => Number(status().stale)],
    ['status_streams', 'Producers who watch.', streams],
  ];
  for (const [name, help, read] of gauges) {
    new Gauge({
      name: `holdline_${name}`,
      help,
      registers,
      collect() {
        const value = read();
        // What is not known is not there: 0 would be a figure.
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  }
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered: (code) => requests.inc({ status: String(code) }),
  };
}
