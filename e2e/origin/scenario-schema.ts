import * as v from 'valibot';
import { faultSchema } from './fault.ts';
import { matchSchema } from './match.ts';
import { fraction, pathwayId, positiveSeconds, seconds, text } from './schema-parts.ts';
import { streamNames } from './streams.ts';

const flag = v.boolean('must be true or false');
const mediaSequence = v.pipe(
  v.number('must be a media sequence number'),
  v.integer('must be a media sequence number'),
  v.minValue(0, 'must not be negative'),
);

const cycleSchema = v.strictObject({
  everySeconds: v.pipe(seconds, v.minValue(0.1, 'must be at least 0.1')),
  forSeconds: positiveSeconds,
  /** From `fromSeconds` to the first turn. */
  offsetSeconds: v.optional(positiveSeconds),
});

const faultEntrySchema = v.strictObject({
  /** For people: what the switch is called that it stands for. */
  name: v.optional(text),
  /** Seconds since the evening began; without `toSeconds` for the rest of it. */
  fromSeconds: positiveSeconds,
  toSeconds: v.optional(positiveSeconds),
  /** It strikes for the first part of every turn, over and over. */
  cycle: v.optional(cycleSchema),
  match: matchSchema,
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

const quotable = v.pipe(text, v.regex(/^[^"\r\n]*$/, 'must not have quotes or line breaks'));
const dateRangeSchema = v.strictObject({
  id: quotable,
  atSeconds: seconds,
  durationSeconds: v.optional(v.nullable(positiveSeconds), null),
  title: v.optional(v.nullable(quotable), null),
  className: v.optional(v.nullable(quotable), null),
  endOnNext: v.optional(flag, false),
});

const pathwaySchema = v.union(
  [
    v.pipe(
      pathwayId,
      v.transform((id) => ({ id, numberOffset: 0 })),
    ),
    v.strictObject({ id: pathwayId, numberOffset: v.optional(mediaSequence, 0) }),
  ],
  'must be a name or {"id", "numberOffset"}',
);

const steeringSchema = v.strictObject({
  ttlSeconds: v.pipe(
    v.number('must be a whole number of seconds'),
    v.integer('must be a whole number of seconds'),
    v.minValue(1, 'must be at least 1'),
  ),
  /** Said in every manifest, relative to it. Default: not said. */
  reloadUri: v.optional(text),
  /** Whose server SERVER-URI names. Default: the first. */
  pathway: v.optional(pathwayId),
  /** In order of time; before the first one the order of the pathways. */
  steps: v.optional(
    v.array(
      v.strictObject({
        atSeconds: seconds,
        priority: v.pipe(v.array(pathwayId, 'must be a list'), v.minLength(1, 'must name a pathway')),
      }),
      'must be a list',
    ),
    [],
  ),
  /** Pathways that no playlist names: PATHWAY-CLONES. */
  clones: v.optional(v.array(v.strictObject({ id: pathwayId, baseId: pathwayId }), 'must be a list'), []),
});

/** What a scenario file may say; `Broadcast` tells what the fields of the stream mean. */
export const scenarioSchema = v.strictObject({
  /** Where an editor finds what may be said. */
  $schema: v.optional(v.string('must be an address')),
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
  /** What the playlists mark with EXT-X-DATERANGE. */
  dateRanges: v.optional(v.array(dateRangeSchema, 'must be a list'), []),
  programDateTime: v.optional(flag, true),
  /** Servers of the same broadcast, in order of preference. */
  pathways: v.optional(
    v.pipe(v.array(pathwaySchema, 'must be a list'), v.minLength(1, 'must name a pathway')),
    ['main'],
  ),
  steering: v.optional(steeringSchema),
  /** The stream that a listener of this evening is given. */
  stream: v.optional(v.picklist(streamNames, `must be one of ${streamNames.join(', ')}`), 'main'),
  faults: v.array(faultEntrySchema, 'must be a list'),
});
