import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { allowOrigin } from './cross-origin.ts';
import { addDocumentRoutes } from './document-routes.ts';
import type { Facts } from './facts.ts';
import { HttpError } from './http-error.ts';
import { addProducerRoutes } from './producer-routes.ts';
import { printable } from './report.ts';
import { addReportRoutes, busy } from './report-routes.ts';
import { dataPolicy, everywhere } from './security-headers.ts';
import { addServiceRoutes } from './service-routes.ts';
import { StoreUnavailableError } from './store.ts';

export interface AppOptions {
  /** How long a request, body included, may take to arrive. */
  readonly requestTimeoutMs: number;
  readonly tell: (sentence: string) => void;
}

/** The collector's HTTP interface. It logs no request: a line of it would hold an address. */
export function createApp(facts: Facts, { requestTimeoutMs, tell }: AppOptions): FastifyInstance {
  const app = Fastify({
    logger: false,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 30_000,
    forceCloseConnections: true,
    http: {
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMs),
    },
    clientErrorHandler(error, socket) {
      if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
        return;
      }
      const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
      const [status, code] = isLate ? ['408 Request Timeout', 'timeout'] : ['400 Bad Request', 'request'];
      const body = JSON.stringify({ error: { code, message: 'This is no complete HTTP request.' } });
      socket.end(
        `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
    },
  });

  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(everywhere).header('Content-Security-Policy', dataPolicy);
    if (request.url.startsWith('/v1/') && request.url !== '/v1/steering') {
      allowOrigin(request, reply, facts.origins);
    }
    // Nothing is inflated: what is said to be compressed could be a bomb.
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      throw new HttpError(415, 'encoding', 'Send it uncompressed.', { 'Accept-Encoding': 'identity' });
    }
    done();
  });
  app.setErrorHandler((error, _request, reply) => {
    const known = asHttpError(error, facts);
    if (known === null) tell(`A request has failed: ${printable(String(error), 300)}`);
    const answered = known ?? new HttpError(500, 'failed', 'The collector has failed.');
    return reply
      .headers(answered.headers)
      .code(answered.status)
      .type('application/json')
      .send(JSON.stringify(answered.body()));
  });
  app.setNotFoundHandler(() => {
    throw new HttpError(404, 'not-found', 'There is nothing here.');
  });
  app.removeContentTypeParser('text/plain');
  app.register((reports, _options, done) => {
    addReportRoutes(reports, facts);
    done();
  });
  addProducerRoutes(app, facts);
  addDocumentRoutes(app, facts);
  addServiceRoutes(app, facts);
  return app;
}

function asHttpError(error: unknown, facts: Facts): HttpError | null {
  if (error instanceof HttpError) return error;
  if (error instanceof StoreUnavailableError) {
    return busy(503, 'store', 'The store is out of reach; try again.', facts);
  }
  if (!isFastifyError(error)) return null;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpError(413, 'too-large', 'The body is too large.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpError(
        415,
        'media-type',
        'Reports are application/cmcd; documents are application/json.',
      );
    default: {
      const status = error.statusCode ?? 500;
      return status >= 400 && status < 500
        ? new HttpError(status, 'request', printable(error.message, 200))
        : null;
    }
  }
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
