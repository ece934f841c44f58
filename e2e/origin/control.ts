import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Origin } from './origin.ts';
import { requestPath } from './request-path.ts';
import { sendJson, sendText } from './send.ts';
import { streamNames } from './streams.ts';

const fresh = { 'Cache-Control': 'no-store' };
const controls = 'GET /__origin/state, GET /__origin/log, POST /__origin/begin[?restart=1][&at=SECONDS]';

/** Whether a path is the origin's own and no part of the evening. */
export function isControl(path: string): boolean {
  return path === '/' || path.startsWith('/__origin/');
}

/**
 * What can be asked of an origin over HTTP, never struck by faults (but not to be reached where `refuse` strikes):
 * GET / (what there is), GET /__origin/state, GET /__origin/log (one JSON object a line), POST /__origin/begin[?restart=1][&at=SECONDS].
 */
export function handleControl(
  request: IncomingMessage,
  response: ServerResponse,
  origin: Pick<Origin, 'state' | 'log' | 'begin' | 'streamUrl'>,
): void {
  const { path, query } = requestPath(request);
  switch (`${request.method ?? ''} ${path}`) {
    case 'GET /':
      sendText(response, 200, { 'Content-Type': 'text/plain; charset=utf-8', ...fresh }, overview(origin));
      return;
    case 'GET /__origin/state':
      sendJson(response, 200, origin.state());
      return;
    case 'GET /__origin/log': {
      const lines = origin.log().map((entry) => `${JSON.stringify(entry)}\n`);
      sendText(response, 200, { 'Content-Type': 'application/x-ndjson', ...fresh }, lines.join(''));
      return;
    }
    case 'POST /__origin/begin': {
      const atSeconds = Number(query.get('at') ?? 0);
      if (!Number.isFinite(atSeconds)) {
        sendJson(response, 400, { error: 'at: must be a number of seconds' });
        return;
      }
      const restart = ['1', 'true', ''].includes(query.get('restart') ?? 'no');
      origin.begin({ restart, atSeconds });
      sendJson(response, 200, origin.state());
      return;
    }
    default:
      sendJson(response, 404, { error: controls });
  }
}

function overview({ state, streamUrl }: Pick<Origin, 'state' | 'streamUrl'>): string {
  const { scenario, description } = state();
  const streams = streamNames.map((name) => streamUrl(name));
  return ['Mock origin', `${scenario}: ${description}`, '', ...streams, '', controls, ''].join('\n');
}
