import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerPreflight } from './cross-origin.ts';
import type { Facts } from './facts.ts';
import { HttpError } from './http-error.ts';
import { readLines, type ReadLines } from './read-lines.ts';
import type { RefusalReason } from './report.ts';
import { createLimiter } from './request-limit.ts';
import { sampleRateOf } from './status-report.ts';
import type { Published } from './store.ts';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_NAMED = 10;
const BUSY_SECONDS = 5;

/** `POST /v1/reports`: CMCD v2 event reports, one a line. `app` is a scope of its own: it takes no other content. */
export function addReportRoutes(app: FastifyInstance, facts: Facts): void {
  const { store, metrics, clock, pathways } = facts;
  const isAllowed = createLimiter(facts.reportLimit);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/cmcd', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  app.options('/v1/reports', (request, reply) => answerPreflight(request, reply, facts.origins));
  app.post<{ Body: string }>(
    '/v1/reports',
    {
      bodyLimit: MAX_BODY_BYTES,
      onRequest: (_request, _reply, done) => {
        takesReports(store.published());
        if (!isAllowed(clock.now()))
          throw busy(429, 'busy', 'More reports than this collector takes.', facts);
        done();
      },
      onResponse: (_request, reply, done) => {
        metrics.answered(reply.statusCode);
        done();
      },
    },
    async (request, reply) => {
      const { document } = takesReports(store.published());
      const nowMs = clock.wallNow();
      const read = readLines(request.body, document.id, nowMs);
      const refusals = new Map<RefusalReason, number>();
      for (const { reason } of read.refusals) refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
      const taken = await store.take(read.reports, refusals, {
        nowMs,
        revision: document.revision ?? 0,
        pathways,
      });
      if (taken.full > 0 && taken.kept === 0) {
        throw busy(503, 'full', 'No room for another session.', facts);
      }
      // A line that was taken before is as good as taken: whoever sends it again needs to hear that.
      return answer(reply, read, taken.kept + taken.duplicates);
    },
  );
}

/** The document, while it asks for reports. Throws an HttpError otherwise. */
function takesReports(published: Published | null): Published {
  // Not 410: that would end the reports of everybody who came before the producers.
  if (published === null) {
    throw new HttpError(503, 'document', 'There is no broadcast yet.', { 'Retry-After': '30' });
  }
  if (sampleRateOf(published.document) === 0) throw new HttpError(410, 'reports-off', 'Reports are off.');
  return published;
}

function answer(reply: FastifyReply, { refusals }: ReadLines, accepted: number): FastifyReply {
  if (refusals.length === 0 && accepted > 0) return reply.code(204).send();
  const refused = refusals
    .slice(0, MAX_NAMED)
    .map(({ line, key, reason, message }) => ({ line, key, reason, message }));
  if (accepted > 0) return reply.code(200).send({ accepted, refused });
  throw new HttpError(400, 'reports', 'No line could be taken.', {}, { accepted, refused });
}

/** Whoever is told to come back must not come back together. */
export function busy(status: number, code: string, message: string, { random }: Facts): HttpError {
  return new HttpError(status, code, message, {
    'Retry-After': String(Math.ceil(BUSY_SECONDS * (1 + random()))),
  });
}
