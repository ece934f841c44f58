import type { Slot } from '../hls/timeline.ts';
import { isAhead, planReplacement } from './audio-replacement-plan.ts';
import type { HeldSegment } from './segment-entry.ts';
import type { SegmentSource } from './segment-source.ts';
import { indexAt } from './slot-index.ts';
import { sourcesOf } from './track.ts';

export interface ReplacementOptions {
  readonly signal: AbortSignal;
  slots(): readonly Slot[];
  readonly segments: Pick<SegmentSource, 'held' | 'fetchBeside' | 'replaceFrom'>;
  trackOf(renditionId: string): string;
  targetDurationSeconds(): number;
  isUntouched(): boolean;
  /** Something has come, or can not be had: look again. */
  onProgress(): void;
  /** From this slot on other bytes are in hand; `gone` are in hand no more in what they were. */
  onReplaced(fromSequence: number, gone: readonly number[]): void;
}

/**
 * Puts one version of the sound in the place of another, in what is in hand ahead of the playhead. Until the new one is
 * there the old one stays; what has been heard stays what it was.
 */
export interface Replacement {
  /** Towards this rendition from now on. */
  begin(renditionId: string): void;
  /** Fetches one segment ahead in this rendition, to be used when it is begun. False when it cannot be had. */
  tryOne(renditionId: string, positionSeconds: number, signal: AbortSignal): Promise<boolean>;
  cancel(): void;
  isUnderWay(): boolean;
  /** Call when the playhead has moved and when anything has come. */
  look(positionSeconds: number): void;
}

export function createReplacement(options: ReplacementOptions): Replacement {
  const { segments } = options;
  let wantedId: string | null = null;
  let ready = new Map<number, HeldSegment>();
  let failed = new Set<number>();
  let fetching = new Map<number, AbortController>();
  let misses = 0;
  let aimedAt: number | null = null;
  let tried: { readonly sequence: number; readonly segment: HeldSegment } | null = null;

  const cancel = () => {
    for (const abort of fetching.values()) abort.abort(new Error('replaced otherwise'));
    wantedId = null;
    ready = new Map();
    failed = new Set();
    fetching = new Map();
    misses = 0;
    aimedAt = null;
  };

  const fetch = (sequence: number, renditionId: string) => {
    const abort = new AbortController();
    fetching.set(sequence, abort);
    void segments.fetchBeside(sequence, renditionId, abort.signal).then((segment) => {
      if (abort.signal.aborted || options.signal.aborted) return;
      fetching.delete(sequence);
      if (segment === null) failed.add(sequence);
      else ready.set(sequence, segment);
      options.onProgress();
    });
  };

  /** What the playhead has reached or will before the change: its place is taken by what is heard. */
  const forgetBefore = (sequence: number) => {
    for (const known of ready.keys()) if (known < sequence) ready.delete(known);
    for (const [known, abort] of fetching) {
      if (known >= sequence) continue;
      fetching.delete(known);
      abort.abort(new Error('too late'));
    }
  };

  return {
    begin(renditionId) {
      cancel();
      wantedId = renditionId;
      if (tried?.segment.renditionId === renditionId) ready.set(tried.sequence, tried.segment);
      tried = null;
    },
    async tryOne(renditionId, positionSeconds, until) {
      const offered = options
        .slots()
        .filter((slot) => sourcesOf(slot).some((source) => source.renditionId === renditionId));
      const slot = offered.find((each) => isAhead(each, positionSeconds)) ?? offered.at(-1);
      if (slot === undefined) return false;
      const segment = await segments.fetchBeside(slot.sequence, renditionId, until);
      tried = segment === null ? null : { sequence: slot.sequence, segment };
      return segment !== null;
    },
    cancel,
    isUnderWay: () => wantedId !== null,
    look(positionSeconds) {
      if (wantedId === null) return;
      const renditionId = wantedId;
      const track = options.trackOf(renditionId);
      const isWanted = (id: string) => options.trackOf(id) === track;
      const slots = options.slots();
      const ahead = slots.slice(indexAt(slots, positionSeconds));
      const plan = planReplacement({
        slots: ahead.map((slot) => {
          const held = segments.held(slot.sequence);
          return {
            sequence: slot.sequence,
            startSeconds: slot.startSeconds,
            durationSeconds: slot.durationSeconds,
            isOffered: sourcesOf(slot).some((source) => source.renditionId === renditionId),
            isOld: held !== null && !isWanted(held.renditionId),
          };
        }),
        positionSeconds,
        ready: new Set(ready.keys()),
        failed,
        targetDurationSeconds: options.targetDurationSeconds(),
        misses,
        isUntouched: options.isUntouched(),
      });
      switch (plan.kind) {
        case 'done': {
          // What is on its way in another version is asked for anew in this one.
          const next = ahead.find(({ sequence }) => segments.held(sequence) === null);
          const gone = next === undefined ? [] : segments.replaceFrom(next.sequence, renditionId, new Map());
          cancel();
          if (next !== undefined && gone.length > 0) options.onReplaced(next.sequence, gone);
          return;
        }
        case 'wait':
          return;
        case 'fetch':
          if (aimedAt !== null && plan.fromSequence > aimedAt && !failed.has(aimedAt)) misses += 1;
          aimedAt = plan.fromSequence;
          forgetBefore(plan.fromSequence);
          for (const sequence of plan.sequences) if (!fetching.has(sequence)) fetch(sequence, renditionId);
          return;
        case 'change': {
          const replaced = new Map([...ready].filter(([sequence]) => sequence >= plan.fromSequence));
          const gone = segments.replaceFrom(plan.fromSequence, renditionId, replaced);
          cancel();
          options.onReplaced(plan.fromSequence, gone);
        }
      }
    },
  };
}
