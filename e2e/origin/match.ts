import * as v from 'valibot';
import { isInSet, numberSet } from './number-set.ts';
import type { Pathway } from './pathway.ts';
import type { Target } from './resources.ts';
import { pathwayId, text } from './schema-parts.ts';

const whats = [
  'multivariant',
  'media-playlist',
  'init',
  'segment',
  'captions-playlist',
  'captions',
  'steering',
  'key',
  'any',
] as const;
const what = v.picklist(whats, `must be one of ${whats.join(', ')}`);

const conditions = {
  /** One or several; `*` stands for anything. */
  rendition: v.optional(v.union([text, v.array(text)], 'must be a rendition or a list of them')),
  pathway: v.optional(pathwayId),
  /** The whole path, in which `*` stands for anything. */
  path: v.optional(text),
  /** Media sequence numbers of segments, as their pathway numbers them. */
  sequence: v.optional(numberSet),
  /** Segments counted from the one that was the newest when the entry began, which is 0. */
  relativeSequence: v.optional(numberSet),
  /** Places in the playlist as it is now: 0 the oldest segment, -1 the newest. */
  index: v.optional(numberSet),
  /** Which request for its path it is, from 1. */
  request: v.optional(numberSet),
};

/** Which requests an entry of a scenario is about: all conditions hold, and none of the exceptions. */
export const matchSchema = v.strictObject({
  what,
  ...conditions,
  except: v.optional(v.array(v.strictObject({ what: v.optional(what), ...conditions }), 'must be a list')),
});
type Conditions = NonNullable<v.InferOutput<typeof matchSchema>['except']>[number];

/** Media sequence numbers of what a playlist lists, both included, as its pathway numbers them. */
interface Listed {
  readonly first: number;
  readonly last: number;
}

/** A request as it is matched, and as chance sees it. */
export interface AskedFor {
  readonly target: Target;
  readonly pathway: Pathway;
  /** Which request for the path it is on this pathway, from 1. */
  readonly ordinal: number;
  /** By what name the client goes, if it has one: then it has a fate of its own. */
  readonly client?: string | null;
  /** What is listed at a second of the evening; null: nothing yet. */
  readonly listedAt?: (second: number) => Listed | null;
  /** The Range header as it came. */
  readonly range?: string | null;
  /** Whether it is the first request on its connection. */
  readonly opensConnection?: boolean;
}

/** Seconds of the evening. */
interface Moments {
  readonly now: number;
  /** When the entry began. */
  readonly from: number;
}

export function matches(
  { except = [], ...conditions }: v.InferOutput<typeof matchSchema>,
  asked: AskedFor,
  moments: Moments,
): boolean {
  return fits(conditions, asked, moments) && !except.some((exception) => fits(exception, asked, moments));
}

/** Whether it is about less than all requests of a kind to a pathway. */
export function isNarrow(match: v.InferOutput<typeof matchSchema>): boolean {
  return Object.entries(match).some(
    ([name, condition]) => !['what', 'pathway'].includes(name) && condition !== undefined,
  );
}

function fits(conditions: Conditions, asked: AskedFor, { now, from }: Moments): boolean {
  const { target, pathway, ordinal, listedAt = () => null } = asked;
  const { rendition, path, sequence, relativeSequence, index, request } = conditions;
  if (conditions.pathway !== undefined && conditions.pathway !== pathway.id) return false;
  if (!['any', target.what].includes(conditions.what ?? 'any')) return false;
  if (rendition !== undefined && !isOneOf([rendition].flat(), target.rendition)) return false;
  if (path !== undefined && !isOneOf([path], target.path)) return false;
  if (request !== undefined && !isInSet(request, ordinal)) return false;
  if (sequence === undefined && relativeSequence === undefined && index === undefined) return true;
  // From here on it is about segments.
  if (target.sequence === null) return false;
  if (sequence !== undefined && !isInSet(sequence, target.sequence)) return false;
  if (relativeSequence !== undefined) {
    const newest = listedAt(from)?.last;
    if (newest === undefined || !isInSet(relativeSequence, target.sequence - newest)) return false;
  }
  if (index === undefined) return true;
  const listed = listedAt(now);
  if (listed === null || target.sequence < listed.first || target.sequence > listed.last) return false;
  return isInSet(index, target.sequence - listed.first) || isInSet(index, target.sequence - listed.last - 1);
}

function isOneOf(patterns: readonly string[], name: string | null): boolean {
  return name !== null && patterns.some((pattern) => wildcard(pattern).test(name));
}

function wildcard(pattern: string): RegExp {
  const literals = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`);
}
