import * as v from 'valibot';

/** Building blocks of the scenario schema: every message says what was expected. */
export const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
/** RFC 8216bis 7.1 allows these characters in a PATHWAY-ID. */
export const pathwayId = v.pipe(
  v.string('must be a pathway'),
  v.regex(/^[A-Za-z0-9._-]+$/, 'must be letters, digits, dots, hyphens and underlines'),
);
export const seconds = v.pipe(
  v.number('must be a number of seconds'),
  v.finite('must be a number of seconds'),
);
export const positiveSeconds = v.pipe(seconds, v.minValue(0, 'must not be negative'));
export const milliseconds = v.pipe(
  v.number('must be a number of milliseconds'),
  v.finite('must be a number of milliseconds'),
  v.minValue(0, 'must not be negative'),
);
export const byteCount = v.pipe(
  v.number('must be a number of bytes'),
  v.integer('must be a whole number of bytes'),
  v.minValue(0, 'must not be negative'),
);
export const bitRate = v.pipe(
  v.number('must be bits per second'),
  v.minValue(1, 'must be at least 1 bit per second'),
);
export const fraction = v.pipe(
  v.number('must be a number from 0 to 1'),
  v.minValue(0, 'must be from 0 to 1'),
  v.maxValue(1, 'must be from 0 to 1'),
);

export const errorStatus = v.pipe(
  v.number('must be an HTTP status'),
  v.integer('must be an HTTP status'),
  v.minValue(400, 'must be an error status from 400 to 599'),
  v.maxValue(599, 'must be an error status from 400 to 599'),
);

/** A place in a body: after so many bytes, or at a share of its length. */
export const place = v.union(
  [v.strictObject({ bytes: byteCount }), v.strictObject({ fraction })],
  'must be {"bytes": N} or {"fraction": 0 to 1}',
);

/** Bytes of a body of `length` bytes that lie before a place. */
export function bytesBefore(where: v.InferOutput<typeof place>, length: number): number {
  return Math.min(length, 'bytes' in where ? where.bytes : Math.floor(where.fraction * length));
}
