import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startNginxOf, type Shield } from '../fixtures/shields.ts';
import type { LogEntry } from '../origin/request-log.ts';

/** How an nginx in front of live encoders defends itself. */
export interface Defence {
  /** `limit_req`: so many requests a second from all clients together, and what is answered beyond. */
  readonly requests?: { readonly perSecond: number; readonly burst: number };
  /** `limit_conn`: so many answers under way at once, of all clients together. */
  readonly answersAtOnce?: number;
  /** `limit_rate`: each answer no faster than this. */
  readonly bytesPerSecond?: number;
  /** What refusals say, by `error_page`. */
  readonly refusal?: { readonly status: 429 | 503; readonly retryAfterSeconds: number };
}

/** Who saturates a server calls itself so; the listener's requests are the others. */
export const CROWD_NAME = 'crowd';

export interface RealServer extends Shield {
  /** What browsers asked and were answered, in the form of the mock origin's log. Requests of the crowd are left out. */
  log(): Promise<readonly LogEntry[]>;
  /** How many requests of the crowd were answered so. */
  crowd(): Promise<{ readonly served: number; readonly refused: number }>;
}

/** nginx that serves this folder to any page. */
export async function startRealNginx(root: string, defence: Defence): Promise<RealServer> {
  const logFile = join(root, 'access.log');
  const server = await startNginxOf((port) => configuration({ port, root, logFile, defence }));
  const lines = async () =>
    (await readFile(logFile, 'utf8').catch(() => ''))
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  return {
    ...server,
    log: async () => (await lines()).filter(({ agent }) => agent !== CROWD_NAME).map(logEntry),
    async crowd() {
      const all = (await lines()).filter(({ agent }) => agent === CROWD_NAME);
      const refused = all.filter(({ status }) => status >= 400).length;
      return { served: all.length - refused, refused };
    },
  };
}

interface Place {
  readonly port: number;
  readonly root: string;
  readonly logFile: string;
  readonly defence: Defence;
}

function configuration({ port, root, logFile, defence }: Place): string {
  const { requests, answersAtOnce, bytesPerSecond, refusal } = defence;
  const zones = [
    ...(requests === undefined
      ? []
      : [`limit_req_zone $server_name zone=requests:1m rate=${requests.perSecond}r/s;`]),
    ...(answersAtOnce === undefined ? [] : ['limit_conn_zone $server_name zone=answers:1m;']),
  ];
  const limits = [
    ...(requests === undefined ? [] : [`limit_req zone=requests burst=${requests.burst} nodelay;`]),
    ...(answersAtOnce === undefined ? [] : [`limit_conn answers ${answersAtOnce};`]),
    ...(bytesPerSecond === undefined ? [] : [`limit_rate ${bytesPerSecond};`]),
  ];
  const refusals =
    refusal === undefined
      ? []
      : [
          `limit_req_status ${refusal.status};`,
          `limit_conn_status ${refusal.status};`,
          `error_page ${refusal.status} @busy;`,
        ];
  const cors = [
    'add_header Access-Control-Allow-Origin * always;',
    'add_header Access-Control-Expose-Headers "Retry-After, Content-Range, ETag, Date" always;',
    'add_header Cache-Control no-store always;',
  ].join('\n    ');
  return `
  log_format line escape=json '{"endedAtSeconds":$msec,"seconds":$request_time,"method":"$request_method",'
    '"path":"$request_uri","status":$status,"bytes":$body_bytes_sent,"range":"$http_range",'
    '"retryAfter":"$sent_http_retry_after","completion":"$request_completion","agent":"$http_user_agent"}';
  ${zones.join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    server_name listen.example;
    root ${root};
    access_log ${logFile} line;
    types {
      application/vnd.apple.mpegurl m3u8;
      video/mp2t ts;
      audio/mp4 m4s mp4;
    }
    ${cors}
    ${refusals.join('\n    ')}
    location / {
      ${limits.join('\n      ')}
    }
    location @busy {
      ${cors}
      add_header Retry-After ${refusal?.retryAfterSeconds ?? 0} always;
      default_type text/html;
      return ${refusal?.status ?? 503} "<h1>Too many listeners</h1>";
    }
  }`;
}

/** One line of the access log. nginx writes it when the answer is over. */
interface Line {
  readonly endedAtSeconds: number;
  readonly seconds: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  readonly range: string;
  readonly retryAfter: string;
  /** `OK`, or empty for an answer that was cut. */
  readonly completion: string;
  readonly agent: string;
}

function logEntry(line: Line, index: number): LogEntry {
  const endedAtMs = line.endedAtSeconds * 1000;
  return {
    id: index + 1,
    atMs: endedAtMs - line.seconds * 1000,
    method: line.method,
    path: line.path,
    pathway: 'main',
    what: whatIs(line.path),
    rendition: null,
    sequence: Number(/segment-(\d+)/.exec(line.path)?.[1] ?? NaN),
    range: line.range === '' ? null : line.range,
    status: line.status,
    fault: null,
    bytesSent: line.bytes,
    retryAfter: line.retryAfter === '' ? null : line.retryAfter,
    client: line.agent,
    connection: 0,
    endedAtMs,
    completed: line.completion === 'OK',
  };
}

function whatIs(path: string): LogEntry['what'] {
  if (path.includes('main.m3u8')) return 'multivariant';
  if (path.includes('.m3u8')) return 'media-playlist';
  return path.includes('init.mp4') ? 'init' : 'segment';
}
