import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allowOrigin, answerPreflight } from './cross-origin.ts';
import { publishDocument } from './document-desk.ts';
import { ownUrl } from './document-routes.ts';
import type { Facts } from './facts.ts';
import { HttpError } from './http-error.ts';

/** A document, its quotes and a note. */
const MAX_BODY_BYTES = 1024 * 1024;

const header = (request: FastifyRequest, name: 'if-match' | 'if-none-match'): string | undefined =>
  request.headers[name];

/** What producers see and do. Everything here needs their token. */
export function addProducerRoutes(app: FastifyInstance, facts: Facts): void {
  const { bookkeeper, streams, store, clock, tokens } = facts;
  const onRequest = (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    reply.header('Cache-Control', 'no-store');
    tokens.check(request.headers.authorization, request.ip, clock.now());
    done();
  };
  for (const path of [
    '/v1/join-status',
    '/v1/join-status/stream',
    '/v1/join-status/history',
    '/v1/broadcast',
    '/v1/automatic-admission',
  ]) {
    app.options(path, (request, reply) => answerPreflight(request, reply, facts.origins));
  }
  app.get('/v1/join-status', { onRequest }, (_request, reply) => reply.send(bookkeeper.status()));
  app.get('/v1/join-status/history', { onRequest }, () => bookkeeper.history());
  app.get('/v1/join-status/stream', { onRequest, exposeHeadRoute: false }, (request, reply) => {
    allowOrigin(request, reply, facts.origins);
    const headers = Object.fromEntries(
      Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]),
    );
    if (!streams.open(reply.raw, headers, bookkeeper.status())) {
      throw new HttpError(503, 'streams', 'Too many producers are watching.', { 'Retry-After': '5' });
    }
    reply.hijack();
  });
  app.get('/v1/automatic-admission', { onRequest }, () => facts.automatic.status());
  app.put('/v1/automatic-admission', { onRequest }, (request) => facts.automatic.command(request.body));
  app.put('/v1/broadcast', { onRequest, bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
    const { document, etag } = await publishDocument(
      store,
      request.body,
      { ifMatch: header(request, 'if-match'), ifNoneMatch: header(request, 'if-none-match') },
      { baseUrl: new URL('/broadcast.json', ownUrl(request, facts)).href, nowMs: clock.wallNow() },
    );
    facts.pathways.expect(document.pathways.map(({ id }) => id));
    return reply.header('ETag', etag).send({ document, etag, revision: document.revision });
  });
}
