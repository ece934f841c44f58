import type { SegmentKey } from '../hls/media-segment.ts';
import { renderSynthetic, type SyntheticKey, type SyntheticSegment } from '../hls/synthetic-playlist.ts';
import type { Slot } from '../hls/timeline.ts';
import type { Clock } from '../network/clock.ts';
import { beginningWaitMs } from './beginning.ts';
import type { HeldSegment } from './segment-entry.ts';
import type { SegmentSource } from './segment-source.ts';
import { indexFrom } from './slot-index.ts';

/** Addresses that no network ever sees; `.invalid` is reserved for that (RFC 6761). */
const BASE = 'https://feed.holdline.invalid/';
export const SHOWN_PLAYLIST_URL = `${BASE}live.m3u8`;

/**
 * So many segments behind the playhead stay listed: ten minutes, as a rule, and more than the element ever buffers
 * behind it. What is kept beyond that has left the list only: the player remembers over a kilobyte of every segment
 * that is listed, which in hours of listening would come to megabytes.
 */
const LISTED_BEHIND = 150;
/**
 * With every new segment two old ones may leave, not more: the playhead may be told to be where the element only goes
 * to, and the element must not find that what it plays has left.
 */
const LEAVING_AT_ONCE = 2;

type Bytes = Uint8Array | Promise<Uint8Array | null> | null;

export interface ShownPlaylistOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  slots(): readonly Slot[];
  readonly segments: Pick<SegmentSource, 'state' | 'held'>;
  /** The bytes of a segment, wherever they are kept; null when they are nowhere any more. */
  body(sequence: number): Bytes;
  targetDurationSeconds(): number;
  joinSequence(): number | null;
  /** The slot at the playhead; null while there is none. */
  hereSequence(): number | null;
  ended(): boolean;
  /** A gap of this many seconds has become part of what the listener is given. */
  onGap(seconds: number): void;
}

export interface ShownPlaylist {
  /** Call after anything was settled or listed. */
  update(): void;
  /** From this slot on what was given out holds no more; whoever has it begins anew. */
  takeBackFrom(sequence: number): void;
  /** Something has been given out, or could be: from now on the beginning stands, unless it is begun anew. */
  hasBegun(): boolean;
  /** The player has been told of this slot, or could be. */
  lists(sequence: number): boolean;
  /** The first listed slot; null while nothing is. */
  firstSequence(): number | null;
  /** What stands before this slot is kept no more. */
  forgetBefore(sequence: number): void;
  /** Begins with this slot, for a new player. */
  restart(sequence: number): void;
  /** Tells of a loss, once for each slot. */
  countLoss(slot: Slot): void;
  /** The broadcast has ended and everything up to its end is listed. */
  isComplete(): boolean;
  next(
    afterSequence: number | null,
    signal: AbortSignal,
  ): Promise<{ text: string; lastSequence: number; ended: boolean; startSeconds: number }>;
  resource(url: string): Bytes;
}

/**
 * The one playlist that the player sees. It lists only what is in hand, here or on the shelf, so that every request it
 * causes is answered soon, and it answers a request for more when there is more (blocking reload).
 */
export function createShownPlaylist(options: ShownPlaylistOptions): ShownPlaylist {
  const { segments } = options;
  /** What is kept of what was given out begins here; until there is something, the listener's beginning. */
  let beginSequence: number | null = null;
  /** Where the list begins: there, or later. Never goes back, unless it is begun anew. */
  let listedFrom: number | null = null;
  /** The last slot listed: up to it everything is held or given up. */
  let lastSequence: number | null = null;
  /** There is, or was, something to begin with. */
  let hasBegun = false;
  /** Told as lost: a list that is begun anew tells nothing twice. */
  const losses = new Set<number>();
  let complete = false;
  const waiting = new Set<() => void>();
  /** When the first segment came to be in hand, before anything was shown. */
  let firstInHandAtMs: number | null = null;
  let cancelBegin: (() => void) | null = null;
  options.signal.addEventListener('abort', () => cancelBegin?.(), { once: true });

  /** Whether to begin with what is in hand, though it may be little. Looks again when the time has come. */
  const mayBegin = (heldSeconds: number, isAll: boolean): boolean => {
    const { clock } = options;
    firstInHandAtMs ??= clock.now();
    const facts = { heldSeconds, isAll, targetDurationSeconds: options.targetDurationSeconds() };
    const restMs = Math.ceil(firstInHandAtMs + beginningWaitMs(facts) - clock.now());
    cancelBegin?.();
    cancelBegin = restMs > 0 ? clock.setTimer(update, restMs) : null;
    return restMs <= 0;
  };

  /** One address per distinct init section or key. */
  const resources = new Map<Uint8Array, string>();

  const resourceUrl = (bytes: Uint8Array, kind: 'init' | 'key'): string => {
    const known = resources.get(bytes);
    if (known !== undefined) return known;
    const url = `${BASE}${kind}/${String(resources.size)}`;
    resources.set(bytes, url);
    return url;
  };

  const shownKey = (key: SegmentKey | null, bytes: Uint8Array | null): SyntheticKey | null =>
    key === null || bytes === null
      ? null
      : { method: key.method, uri: resourceUrl(bytes, 'key'), iv: key.iv };

  /** What was given out must not change: the discontinuity numbers of the slots listed so far, and what they came of. */
  const numbers = new Map<number, { readonly number: number; readonly domain: string }>();
  let lastListed: { readonly slot: Slot; readonly number: number; readonly domain: string } | null = null;

  /**
   * Gives a slot its number: one more wherever the timeline has a discontinuity, and wherever the segment in hand comes
   * from a pathway whose media times have nothing to do with those of the one before.
   */
  const enlist = (slot: Slot) => {
    const domain = segments.held(slot.sequence)?.domain ?? lastListed?.domain ?? '';
    const isBreak =
      lastListed !== null &&
      (slot.discontinuitySequence !== lastListed.slot.discontinuitySequence ||
        (lastListed.domain !== '' && domain !== lastListed.domain));
    const number = (lastListed?.number ?? slot.discontinuitySequence) + (isBreak ? 1 : 0);
    numbers.set(slot.sequence, { number, domain });
    lastListed = { slot, number, domain };
  };

  const shownSegment = (slot: Slot): SyntheticSegment | null => {
    const common = {
      sequence: slot.sequence,
      discontinuitySequence: numbers.get(slot.sequence)?.number ?? slot.discontinuitySequence,
      durationSeconds: slot.durationSeconds,
      uri: `${BASE}segment/${String(slot.sequence)}`,
      programDateTimeMs: slot.programDateTimeMs,
    };
    if (segments.state(slot.sequence).kind === 'gap') {
      return { ...common, mapUri: null, mapKey: null, key: null, gap: true };
    }
    const held: HeldSegment | null = segments.held(slot.sequence);
    if (held === null) return null;
    return {
      ...common,
      mapUri: held.init === null ? null : resourceUrl(held.init, 'init'),
      mapKey: shownKey(held.source.map?.key ?? null, held.initKey),
      key: shownKey(held.source.key, held.key),
      gap: false,
    };
  };

  const listedSlots = (): readonly Slot[] => {
    const slots = options.slots();
    const from = firstListed();
    return from === null || lastSequence === null
      ? []
      : slots.slice(indexFrom(slots, from), indexFrom(slots, lastSequence + 1));
  };
  const firstListed = (): number | null =>
    beginSequence === null ? null : Math.max(beginSequence, listedFrom ?? 0);

  /** What was heard long ago leaves the list at its beginning; `added` have come at its end. */
  const leaveLongHeard = (first: number, added: number): number => {
    const leftBehind = (options.hereSequence() ?? 0) - LISTED_BEHIND;
    return Math.max(first, Math.min(leftBehind, first + LEAVING_AT_ONCE * added));
  };

  const countLoss = (slot: Slot) => {
    if (losses.has(slot.sequence)) return;
    losses.add(slot.sequence);
    options.onGap(slot.durationSeconds);
  };

  const update = () => {
    const from = beginSequence ?? options.joinSequence();
    if (from === null) return;
    let gaps: Slot[] = [];
    const lost: Slot[] = [];
    let heldSeconds = 0;
    let last = lastSequence;
    let unsettled = false;
    const slots = options.slots();
    for (const slot of slots.slice(indexFrom(slots, Math.max(from, (lastSequence ?? -1) + 1)))) {
      const state = segments.state(slot.sequence);
      if (state.kind === 'gap') {
        // A gap at the end is shown only together with what follows it. What was passed over by choice is no loss.
        if (state.reason !== 'passed-over') gaps.push(slot);
      } else if (state.kind === 'held') {
        lost.push(...gaps);
        gaps = [];
        heldSeconds += slot.durationSeconds;
        last = slot.sequence;
      } else {
        unsettled = true;
        break;
      }
    }
    const isLast = options.ended() && !unsettled;
    const mayWait = !hasBegun && !isLast;
    if (mayWait && (heldSeconds === 0 || !mayBegin(heldSeconds, !unsettled))) return;
    if (last === lastSequence && isLast === complete) return;
    const newFrom = Math.max(from, (lastSequence ?? -1) + 1);
    for (const slot of slots.slice(indexFrom(slots, newFrom))) {
      if (last === null || slot.sequence > last) break;
      enlist(slot);
    }
    if (last !== null) {
      beginSequence = from;
      listedFrom = leaveLongHeard(Math.max(from, listedFrom ?? 0), last + 1 - newFrom);
    }
    const keptFrom = slots[0]?.sequence ?? 0;
    for (const sequence of losses) if (sequence < keptFrom) losses.delete(sequence);
    const numberedFrom = Math.max(keptFrom, listedFrom ?? 0);
    for (const sequence of numbers.keys()) if (sequence < numberedFrom) numbers.delete(sequence);
    lastSequence = last;
    hasBegun ||= last !== null;
    complete = isLast;
    for (const slot of lost) countLoss(slot);
    for (const wake of [...waiting]) wake();
  };

  /** Once told it never shrinks, though the segment that it was raised for has left (RFC 8216bis 6.2.1). */
  let targetSeconds = 0;

  const text = () => {
    const slots = listedSlots();
    const longest = Math.max(0, ...slots.map(({ durationSeconds }) => Math.round(durationSeconds)));
    targetSeconds = Math.max(targetSeconds, options.targetDurationSeconds(), longest);
    return {
      text: renderSynthetic({
        targetDurationSeconds: targetSeconds,
        segments: slots.map((slot) => shownSegment(slot)).filter((segment) => segment !== null),
        ended: complete,
      }),
      lastSequence: lastSequence ?? 0,
      ended: complete,
      startSeconds: slots[0]?.startSeconds ?? 0,
    };
  };

  const isNewer = (afterSequence: number | null) =>
    lastSequence !== null &&
    listedSlots().length > 0 &&
    (complete || afterSequence === null || lastSequence > afterSequence);

  return {
    update,
    hasBegun: () => hasBegun,
    lists: (sequence) =>
      lastSequence !== null && sequence >= (firstListed() ?? Infinity) && sequence <= lastSequence,
    firstSequence: () => (lastSequence === null ? null : beginSequence),
    forgetBefore(sequence) {
      if (beginSequence !== null && lastSequence !== null) beginSequence = Math.max(beginSequence, sequence);
    },
    restart(sequence) {
      beginSequence = sequence;
      listedFrom = null;
      lastSequence = null;
      complete = false;
      lastListed = null;
      numbers.clear();
      update();
    },
    countLoss,
    takeBackFrom(sequence) {
      if (lastSequence === null || lastSequence < sequence) return;
      const slots = options.slots();
      const before = slots[indexFrom(slots, sequence) - 1];
      const told = before === undefined ? undefined : numbers.get(before.sequence);
      // Before anything was listed it begins anew as a whole.
      lastListed = before === undefined || told === undefined ? null : { slot: before, ...told };
      lastSequence = lastListed?.slot.sequence ?? null;
      for (const known of numbers.keys()) if (known >= sequence) numbers.delete(known);
      complete = false;
    },
    isComplete: () => complete,
    next(afterSequence, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const finish = () => {
          waiting.delete(attempt);
          signal.removeEventListener('abort', onAbort);
        };
        const attempt = () => {
          if (!isNewer(afterSequence)) return;
          finish();
          resolve(text());
        };
        const onAbort = () => {
          finish();
          reject(signal.reason as Error);
        };
        waiting.add(attempt);
        signal.addEventListener('abort', onAbort, { once: true });
        attempt();
      });
    },
    resource(url) {
      if (url.startsWith(`${BASE}segment/`)) {
        return options.body(Number(url.slice(`${BASE}segment/`.length)));
      }
      for (const [bytes, known] of resources) if (known === url) return bytes;
      return null;
    },
  };
}
