import * as v from 'valibot';
import { faultSchema } from './fault.ts';
import { fraction, positiveSeconds, seconds } from './schema-parts.ts';

const whats = ['multivariant', 'media-playlist', 'init', 'segment', 'steering', 'any'] as const;
const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
const flag = v.boolean('must be true or false');
const mediaSequence = v.pipe(
  v.number('must be a media sequence number'),
  v.integer('must be a media sequence number'),
  v.minValue(0, 'must not be negative'),
);

const faultEntrySchema = v.strictObject({
  /** Seconds since the evening began; without `toSeconds` for the rest of it. */
  fromSeconds: positiveSeconds,
  toSeconds: v.optional(positiveSeconds),
  match: v.strictObject({
    what: v.picklist(whats, `must be one of ${whats.join(', ')}`),
    rendition: v.optional(text),
    /** The whole path, in which `*` stands for anything. */
    path: v.optional(text),
  }),
  /** Share of the matching requests (for `refuse`: connections) that it strikes. */
  probability: v.optional(fraction, 1),
  fault: faultSchema,
});

const restartSchema = v.strictObject({
  atSeconds: seconds,
  silentSeconds: v.optional(positiveSeconds, 0),
  mediaSequence: v.optional(mediaSequence, 0),
  keepsWindow: v.optional(flag, false),
});

const gapSchema = v.strictObject({ fromSeconds: seconds, toSeconds: seconds });

/** What a scenario file may say; `Broadcast` tells what the fields of the stream mean. */
export const scenarioSchema = v.strictObject({
  name: v.pipe(text, v.regex(/^[a-z0-9-]+$/, 'must be small letters, digits and hyphens')),
  description: text,
  /** All chance follows from it. */
  seed: v.pipe(v.number('must be a whole number'), v.integer('must be a whole number')),
  playlist: v.optional(v.picklist(['sliding', 'event'], 'must be "sliding" or "event"'), 'sliding'),
  windowSegments: v.optional(
    v.pipe(
      v.number('must be a number of segments'),
      v.integer('must be a whole number of segments'),
      // RFC 8216bis 6.2.2: a live playlist holds at least three target durations.
      v.minValue(3, 'must be at least 3'),
    ),
    6,
  ),
  /** When the stream appears. Negative: it has been running when the evening begins. */
  startsAtSeconds: seconds,
  /** When the broadcast is over. Default: never. */
  endsAtSeconds: v.optional(v.nullable(positiveSeconds), null),
  scheduledStartSeconds: seconds,
  restarts: v.optional(v.array(restartSchema, 'must be a list'), []),
  gaps: v.optional(v.array(gapSchema, 'must be a list'), []),
  programDateTime: v.optional(flag, true),
  faults: v.array(faultEntrySchema, 'must be a list'),
});
