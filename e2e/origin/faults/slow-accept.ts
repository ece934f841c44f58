import * as v from 'valibot';
import { milliseconds } from '../schema-parts.ts';

export const slowAcceptSchema = v.pipe(
  v.strictObject({ type: v.literal('slow-accept'), ms: milliseconds, jitterMs: v.optional(milliseconds) }),
  v.description(
    'A new connection is slow to begin with, as a TLS handshake with a busy server is: its first request is taken so much later. The next ones on it are not.',
  ),
);

/** `chance` is uniform in [0, 1). */
export function slowAcceptDelayMs(fault: v.InferOutput<typeof slowAcceptSchema>, chance: number): number {
  return Math.max(0, fault.ms + (2 * chance - 1) * (fault.jitterMs ?? 0));
}
