import type { ServerResponse } from 'node:http';
import type { JoinStatusReport } from '../reporting/join-status-report.ts';

/** More producers than any evening has. */
const MAX_STREAMS = 200;
/** Some seconds' worth of status: who is further behind is let go, and comes back by itself. */
const MAX_BEHIND_BYTES = 64 * 1024;

/** Server-sent events to everybody who watches: one status a second, the same text for all. */
export interface StatusStreams {
  /** Takes over an answer; false if there are too many. */
  open(
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
    status: JoinStatusReport,
  ): boolean;
  send(status: JoinStatusReport): void;
  count(): number;
  /** Ends all of them. */
  close(): void;
}

export function createStatusStreams(maxBehindBytes = MAX_BEHIND_BYTES): StatusStreams {
  const streams = new Set<ServerResponse>();
  const text = (status: JoinStatusReport) => `event: status\ndata: ${JSON.stringify(status)}\n\n`;
  return {
    open(response, headers, status) {
      if (streams.size >= MAX_STREAMS) return false;
      response.writeHead(200, {
        ...headers,
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // nginx would collect it otherwise.
        'X-Accel-Buffering': 'no',
      });
      streams.add(response);
      response.once('close', () => streams.delete(response));
      response.write(`retry: 2000\n\n${text(status)}`);
      return true;
    },
    send(status) {
      if (streams.size === 0) return;
      const written = text(status);
      for (const response of streams) {
        if (response.writableLength > maxBehindBytes) {
          streams.delete(response);
          response.destroy();
        } else response.write(written);
      }
    },
    count: () => streams.size,
    close() {
      for (const response of streams) response.end();
      streams.clear();
    },
  };
}
