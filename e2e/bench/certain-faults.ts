import type { FaultEntry, Scenario } from '../origin/scenario.ts';
import { isNarrow } from '../origin/match.ts';
import { isActive } from '../origin/periods.ts';

/** What a client asks for on its way to sound. */
export type Need = 'multivariant' | 'media-playlist' | 'init' | 'segment';

/** What stands between a perfect client and one kind of answer at one moment, on one pathway. */
export interface Passage {
  /** False: no request succeeds. */
  readonly isOpen: boolean;
  /** Headers come so late, at best. */
  readonly delaySeconds: number;
  /** All answers together carry no more; Infinity: as much as one likes. */
  readonly sharedBps: number;
  /** Each answer carries no more. */
  readonly eachBps: number;
  /** The second of the evening that a media playlist tells of. */
  readonly asOfSecond: number;
}

/**
 * The passage that faults leave which strike for certain, to a client that knows of them and tries in every way there
 * is. Faults that strike by chance are left out: who asks again at the right moment is not struck. So are those of one
 * rendition or one path: there are others.
 */
export function passageAt(scenario: Scenario, need: Need, pathway: string, second: number): Passage {
  const clear: Passage = {
    isOpen: true,
    delaySeconds: 0,
    sharedBps: Infinity,
    eachBps: Infinity,
    asOfSecond: second,
  };
  return scenario.faults
    .filter((entry) => isActive(entry, second) && isCertain(entry, need, pathway))
    .reduce((passage, entry) => narrowed(passage, entry, need, second), clear);
}

function isCertain({ match, probability }: FaultEntry, need: Need, pathway: string): boolean {
  if (probability < 1 || isNarrow(match)) return false;
  return (match.what === 'any' || match.what === need) && (match.pathway ?? pathway) === pathway;
}

type Place = { readonly bytes: number } | { readonly fraction: number };

/** Whether some of every body gets through before it is cut: resumed again and again it is whole in the end. */
function yieldsSome(after: Place | undefined): boolean {
  return after !== undefined && ('bytes' in after ? after.bytes : after.fraction) > 0;
}

function narrowed(passage: Passage, entry: FaultEntry, need: Need, second: number): Passage {
  const { fault } = entry;
  const blocked = { ...passage, isOpen: false };
  const late = (seconds: number): Passage =>
    Number.isFinite(seconds) ? { ...passage, delaySeconds: passage.delaySeconds + seconds } : blocked;
  switch (fault.type) {
    case 'not-found':
    case 'status':
    case 'malformed':
    case 'empty':
    case 'refuse':
    case 'timeout':
    case 'cached-error':
      return blocked;
    case 'reset':
    case 'truncate':
      return yieldsSome(fault.after) ? passage : blocked;
    case 'stalled-body':
      return yieldsSome(fault.after) ? passage : late(fault.seconds ?? Infinity);
    case 'hang':
      return late(fault.seconds ?? Infinity);
    case 'latency':
      // Whoever asks often enough gets the quickest answer there is.
      return late(Math.max(0, fault.ms - (fault.jitterMs ?? 0)) / 1000);
    case 'upstream':
    case 'slow-accept':
      return late(Math.max(0, (fault.ms ?? 0) - (fault.jitterMs ?? 0)) / 1000);
    case 'capacity':
      return { ...passage, sharedBps: Math.min(passage.sharedBps, fault.bitsPerSecond ?? Infinity) };
    case 'throttle':
      return { ...passage, sharedBps: Math.min(passage.sharedBps, fault.bitsPerSecond) };
    case 'trickle':
      return { ...passage, eachBps: Math.min(passage.eachBps, fault.bitsPerSecond) };
    case 'stale':
      return showing(passage, need, entry.fromSeconds);
    case 'older':
      return showing(passage, need, second - fault.bySeconds);
    // One request in a segment's time is within any limit; an ENDLIST need not be believed. What is cut goes on
    // from where it was cut, or is asked for whole on a new connection; the rest leaves the bytes as they are.
    case 'limiter':
    case 'ended':
    case 'slow-close':
    case 'limit-data':
    case 'slicer':
    case 'status-cycle':
    case 'gone':
    case 'range':
    case 'changed-etag':
    case 'no-cors':
    case 'headers':
    case 'rate-limit-fields':
    case 'clock-skew':
      return passage;
  }
}

function showing(passage: Passage, need: Need, asOfSecond: number): Passage {
  return need === 'media-playlist'
    ? { ...passage, asOfSecond: Math.min(passage.asOfSecond, asOfSecond) }
    : passage;
}
