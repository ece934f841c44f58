import { boolean, check, number, object, optional, pipe, safeParse } from 'valibot';
import type { Clock } from '../network/clock.ts';
import {
  type AdmissionBounds,
  type AdmissionFigures,
  type ControllerState,
  createController,
  LOOK_SECONDS,
  nextAdmissionFraction,
  POLL_SECONDS,
} from './admission-controller.ts';
import type { Bookkeeper } from './bookkeeper.ts';
import { HttpError } from './http-error.ts';
import { changedFields, toPublished } from './published.ts';
import { type Store, StoreUnavailableError } from './store.ts';
import { BUCKET_MS, bucketOf, counted, failuresOf } from './tally.ts';

const share = pipe(
  number(),
  check((value) => value >= 0 && value <= 1, 'a number from 0 to 1'),
);
const commandSchema = pipe(
  object({ on: boolean(), least: optional(share, 0.05), most: optional(share, 1) }),
  check(({ least, most }) => least <= most, 'least is not above most'),
);

/** Counts of the last two whole buckets. */
const LATELY_BUCKETS = 2;
const NOTE = 'automatic admission';

/** What producers see of it. */
interface AutomaticStatus {
  readonly on: boolean;
  readonly least: number;
  readonly most: number;
  /** What it has published last; null while it has published nothing. */
  readonly fraction: number | null;
}

/**
 * Lets the controller move the admission of the document while a producer has switched it on. Whatever a producer
 * publishes meanwhile overrules it: it goes on from the admission that they have written. The switch is of this
 * collector, and off after a restart.
 */
export interface AutomaticAdmission {
  status(): AutomaticStatus;
  /** `{"on": true, "least": 0.05, "most": 1}`. Throws an HttpError 422 that says what is wrong. */
  command(body: unknown): AutomaticStatus;
  stop(): Promise<void>;
}

export interface AutomaticAdmissionOptions {
  readonly store: Store;
  readonly bookkeeper: Pick<Bookkeeper, 'status'>;
  readonly clock: Clock;
  readonly tell: (sentence: string) => void;
}

export function createAutomaticAdmission(options: AutomaticAdmissionOptions): AutomaticAdmission {
  const { store, bookkeeper, clock, tell } = options;
  let bounds: AdmissionBounds | null = null;
  let lastBounds: AdmissionBounds = { least: 0.05, most: 1 };
  let state: ControllerState | null = null;
  let publishedFraction: number | null = null;
  let cancel: (() => void) | null = null;
  let looking: Promise<void> = Promise.resolve();

  const next = () => {
    cancel = clock.setTimer(() => {
      looking = look()
        .catch((error: unknown) => {
          // The next look tries again; the bookkeeper tells of the store.
          if (!(error instanceof StoreUnavailableError))
            tell(`Admission could not be moved: ${String(error)}`);
        })
        .finally(() => {
          if (bounds !== null) next();
        });
    }, LOOK_SECONDS * 1000);
  };

  async function look(): Promise<void> {
    const before = store.published();
    const status = bookkeeper.status();
    // Old figures, or none because reports are off, move nothing.
    if (bounds === null || before === null || status.stale || status.sampleRate === 0) return;
    const nowMs = clock.wallNow();
    const bucket = bucketOf(nowMs);
    const counts = await store.counts(bucket - LATELY_BUCKETS, bucket - 1);
    const present = before.document.admission ?? 1;
    if (state === null || present !== publishedFraction) {
      // At the beginning nobody is in who could be harmed by a low one; later it goes on from what there is.
      const first = publishedFraction === null && status.now.listening.value === 0 ? bounds.least : present;
      state = createController(first, bounds);
    }
    state = nextAdmissionFraction(state, figuresOf(status, counts, nowMs), bounds);
    const fraction = Number(state.fraction.toFixed(4));
    state = { ...state, fraction };
    if (fraction === present && before.document.pollSeconds !== undefined) {
      publishedFraction = fraction;
      return;
    }
    const revised = {
      ...before.document,
      admission: fraction,
      pollSeconds: before.document.pollSeconds ?? POLL_SECONDS,
      revision: (before.document.revision ?? 0) + 1,
    };
    const result = await store.publish(before.etag, toPublished(revised), {
      at: new Date(nowMs).toISOString(),
      revision: revised.revision,
      fields: changedFields(before.document, revised),
      note: NOTE,
    });
    // Where a producer was faster, theirs is what it goes on from at the next look.
    if (result.kind === 'published') publishedFraction = fraction;
  }

  const status = (): AutomaticStatus => ({
    on: bounds !== null,
    ...lastBounds,
    fraction: bounds === null ? null : publishedFraction,
  });

  return {
    status,
    command(body) {
      const parsed = safeParse(commandSchema, body);
      if (!parsed.success) {
        throw new HttpError(
          422,
          'automatic',
          'Expected {"on": true or false, "least": …, "most": …}, shares from 0 to 1, least not above most.',
        );
      }
      const { on, least, most } = parsed.output;
      lastBounds = { least, most };
      if (!on) {
        bounds = null;
        state = null;
        publishedFraction = null;
        cancel?.();
        cancel = null;
      } else {
        const wasOff = bounds === null;
        bounds = lastBounds;
        if (wasOff) next();
      }
      return status();
    },
    async stop() {
      bounds = null;
      cancel?.();
      await looking;
    },
  };
}

/** The controller's figures from the join status and the counts of the last ten seconds. */
function figuresOf(
  { now, sampleRate }: ReturnType<Bookkeeper['status']>,
  counts: ReadonlyMap<string, number>,
  nowMs: number,
): AdmissionFigures {
  const of = (name: string) => counts.get(name) ?? 0;
  const ended = of(counted.started) + of(counted.startFailures) + of(counted.exits);
  const failures = failuresOf(counts).reduce((sum, { count }) => sum + count, 0);
  const { waiting, joining, listening, rebuffering, lost } = now;
  const all = [waiting, joining, listening, rebuffering, lost];
  return {
    atSeconds: nowMs / 1000,
    audience: all.reduce((sum, { value }) => sum + value, 0),
    joining: joining.value,
    listening: listening.value,
    // Whoever is lost hears nothing and holds a place.
    rebuffering: rebuffering.value + lost.value,
    failuresPerSecond: failures / sampleRate / ((LATELY_BUCKETS * BUCKET_MS) / 1000),
    startFailures: ended === 0 ? null : of(counted.startFailures) / ended,
    sessions: all.reduce((sum, { n }) => sum + n, 0),
  };
}
