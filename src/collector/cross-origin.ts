import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from './http-error.ts';

/** Pages of which origins may send reports and use the producers' interface; `*`: any. The own origin always may. */
export interface AllowedOrigins {
  has(origin: string): boolean;
}

export function allowedOrigins(origins: readonly string[]): AllowedOrigins {
  const listed = new Set(origins);
  return { has: (origin) => listed.has('*') || listed.has(origin) };
}

/** Longer than any browser keeps it: a preflight per report would double the requests. */
const MAX_AGE_SECONDS = 86_400;

/** Lets a listed origin read the answer. No cookies are ever involved. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply, allowed: AllowedOrigins): void {
  const { origin } = request.headers;
  reply.header('Vary', 'Origin');
  if (origin === undefined || !allowed.has(origin)) return;
  reply.header('Access-Control-Allow-Origin', origin);
  reply.header('Access-Control-Expose-Headers', 'ETag, Date, Retry-After');
}

/** Answers a preflight. */
export function answerPreflight(
  request: FastifyRequest,
  reply: FastifyReply,
  allowed: AllowedOrigins,
): FastifyReply {
  if (request.headers.origin === undefined || !allowed.has(request.headers.origin)) {
    throw new HttpError(403, 'origin', 'Pages of this origin may not use the collector.');
  }
  return reply
    .header('Access-Control-Allow-Methods', 'GET, POST, PUT')
    .header('Access-Control-Allow-Headers', 'Authorization, Content-Type, If-Match, If-None-Match')
    .header('Access-Control-Max-Age', String(MAX_AGE_SECONDS))
    .code(204)
    .send();
}
