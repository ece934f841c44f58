import type { FastifyInstance, FastifyRequest } from 'fastify';
import { steeringManifest } from './document-desk.ts';
import type { Facts } from './facts.ts';
import { HttpError } from './http-error.ts';

const publicHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Date, Age, Retry-After',
};

/** `GET /broadcast.json` and `GET /v1/steering`: for everybody, and made for a CDN in front. */
export function addDocumentRoutes(app: FastifyInstance, facts: Facts): void {
  const { store } = facts;
  app.options('/broadcast.json', (_request, reply) =>
    reply
      .headers({
        ...publicHeaders,
        'Access-Control-Allow-Methods': 'GET',
        'Access-Control-Allow-Headers': 'If-None-Match',
        'Access-Control-Max-Age': '86400',
      })
      .code(204)
      .send(),
  );
  app.get('/broadcast.json', (request, reply) => {
    reply.headers({ ...publicHeaders, 'Cache-Control': 'public, max-age=2' });
    const published = store.published();
    if (published === null) throw new HttpError(404, 'document', 'There is no broadcast yet.');
    reply.headers({
      ETag: published.etag,
      'Cache-Control': 'public, max-age=2, stale-while-revalidate=10, stale-if-error=86400',
    });
    if (matches(request.headers['if-none-match'], published.etag)) return reply.code(304).send();
    return reply.type('application/json').send(published.json);
  });
  app.get('/v1/steering', (request, reply) => {
    reply.headers({ ...publicHeaders, 'Cache-Control': 'public, max-age=2' });
    const published = store.published();
    if (published === null || published.document.pathways.length === 0) {
      throw new HttpError(404, 'document', 'There is no pathway yet.');
    }
    return reply
      .type('application/json')
      .send(
        JSON.stringify(
          steeringManifest(published.document, new URL('/v1/steering', ownUrl(request, facts)).href),
        ),
      );
  });
}

/** If-None-Match (RFC 9110 13.1.2): a list of tags, weak or strong, or `*`. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

/** The address of the collector as the caller knows it. */
export function ownUrl(request: FastifyRequest, { publicUrl }: Facts): string {
  if (publicUrl !== null) return publicUrl;
  const url = `${request.protocol}://${request.host}/`;
  return URL.canParse(url) ? url : 'http://localhost/';
}
