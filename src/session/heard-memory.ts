import { array, boolean, check, nullable, object, pipe } from 'valibot';
import { MOST_SPANS, type WallSpan } from './heard-spans.ts';
import { finite, MAX_KEY_CHARACTERS, readEntries, rememberedKey, writeEntries } from './remembered.ts';

const NAME = 'holdline.heard';
const MOST_BROADCASTS = 8;

/** What this device has heard of one broadcast. */
export interface Heard {
  readonly spans: readonly WallSpan[];
  /** Some of it live: else there is nothing that was missed. */
  readonly isLive: boolean;
  /** When the talk began, for whoever waited for it and saw its first segment. */
  readonly beganMs: number | null;
}

export const nothingHeard: Heard = { spans: [], isLive: false, beganMs: null };

const span = pipe(
  object({ fromMs: finite, toMs: finite }),
  check(({ fromMs, toMs }) => toMs > fromMs),
);
const schema = object({
  key: rememberedKey,
  spans: pipe(
    array(span),
    check((items) => items.length <= MOST_SPANS),
    check((items) => items.every(({ fromMs }, index) => fromMs >= (items[index - 1]?.toMs ?? -Infinity))),
  ),
  isLive: boolean(),
  beganMs: nullable(finite),
});

type Store = Pick<Storage, 'getItem' | 'setItem'> | null;

/** `key` is the broadcast's id or the stream's address. */
export function readHeard(storage: Store, key: string): Heard {
  const entry = readEntries(storage, NAME, schema).findLast((candidate) => candidate.key === key);
  return entry === undefined
    ? nothingHeard
    : { spans: entry.spans, isLive: entry.isLive, beganMs: entry.beganMs };
}

export function writeHeard(storage: Store, key: string, heard: Heard): void {
  if (key.length > MAX_KEY_CHARACTERS) return;
  const others = readEntries(storage, NAME, schema).filter((entry) => entry.key !== key);
  const spans = heard.spans.map(({ fromMs, toMs }) => ({
    fromMs: Math.round(fromMs),
    toMs: Math.round(toMs),
  }));
  writeEntries(storage, NAME, [...others, { key, ...heard, spans }], MOST_BROADCASTS);
}
