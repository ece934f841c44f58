import type { FastifyInstance } from 'fastify';
import type { Facts } from './facts.ts';
import { HttpError } from './http-error.ts';
import { readPage } from './pages.ts';
import { pagePolicy } from './security-headers.ts';

/** Health, metrics, and the built pages. */
export function addServiceRoutes(app: FastifyInstance, { bookkeeper, metrics, pages }: Facts): void {
  app.get('/healthz', () => {
    if (bookkeeper.isStale()) {
      throw new HttpError(503, 'store', 'The store is out of reach.', { 'Retry-After': '5' });
    }
    return { status: 'ok' };
  });
  app.get('/metrics', async (_request, reply) =>
    reply
      .type(metrics.contentType)
      .header('Cache-Control', 'no-store')
      .send(await metrics.text()),
  );
  if (pages === null) return;
  app.get('/', (_request, reply) => reply.redirect('/producer.html', 302));
  app.get('/*', async (request, reply) => {
    const page = await readPage(pages, request.url.replace(/[?#].*$/s, ''));
    if (page === null) throw new HttpError(404, 'not-found', 'There is nothing here.');
    reply.headers({ ETag: page.etag, 'Cache-Control': page.cacheControl });
    if (page.isHtml) reply.header('Content-Security-Policy', pagePolicy);
    if (request.headers['if-none-match'] === page.etag) return reply.code(304).send();
    return reply.type(page.contentType).send(page.body);
  });
}
