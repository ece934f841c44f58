import type { SegmentKey } from '../hls/media-segment.ts';
import { looksLikeInit } from '../hls/media-sniff.ts';
import { nullPacket } from '../hls/null-packet.ts';
import type { Slot } from '../hls/timeline.ts';
import { withoutVideo } from '../hls/without-video.ts';
import type { TransferDecision, TransferFailure, TransferResult } from '../network/transfer-request.ts';
import { fetchResource } from './network-context.ts';
import { missingDelayMs } from './patience.ts';
import type { SegmentSearchOptions } from './segment-search.ts';
import type { SlotSource } from './track.ts';

const MAX_INIT_BYTES = 1024 * 1024;
const AES_128_KEY_BYTES = 16;
/** An init section or key that stays missing this many times makes its segment a gap; the next segment asks again. */
const MAX_MISSING_COMPANION = 4;

type Bytes = Uint8Array<ArrayBuffer>;

/** Init sections and keys: shared by many segments, fetched once, forgotten if they cannot be had. */
export interface Companions {
  /** Init section, key, and the key of the init section; null where there is none. Rejects with GivenUp. */
  of(source: SlotSource, slot: Slot): Promise<readonly [Bytes | null, Bytes | null, Bytes | null]>;
  /** What stands for the init section of media that has none, one for each rendition. */
  standIn(renditionId: string): Bytes;
}

export function createCompanions(
  options: Pick<SegmentSearchOptions, 'context' | 'pathways' | 'targetDurationSeconds'>,
  signal: AbortSignal,
): Companions {
  const { context, pathways } = options;
  const known = new Map<string, Promise<Bytes>>();

  const companion = (name: string, load: () => Promise<Bytes>): Promise<Bytes> => {
    const begun = known.get(name);
    if (begun !== undefined) return begun;
    const loading = load();
    known.set(name, loading);
    loading.catch(() => known.delete(name));
    return loading;
  };

  const companionDecision = ({ kind, attempt, pathwayId }: TransferFailure): TransferDecision => {
    // Its segments will come from elsewhere, each with its own.
    const hasMoved = pathways.currentId() !== pathwayId && attempt > 1;
    if (kind === 'denied') pathways.deny(pathwayId);
    const isDenied = kind === 'denied' && pathways.isDeniedEverywhere();
    if (isDenied || hasMoved) return { kind: 'give-up' };
    if (kind !== 'not-found' && kind !== 'denied') return { kind: 'retry' };
    return attempt >= MAX_MISSING_COMPANION
      ? { kind: 'give-up' }
      : {
          kind: 'retry',
          afterMs: missingDelayMs(options.targetDurationSeconds(), context.random),
        };
  };

  const initOf = ({ segment, pathwayId, renditionId }: SlotSource, slot: Slot): Promise<Bytes> | null => {
    const { map } = segment;
    // An encoder that was restarted writes another init section to the same address.
    const era = `${pathwayId} ${renditionId} ${slot.run}.${segment.discontinuitySequence}`;
    if (map === null) return null;
    const range = map.byteRange;
    return companion(
      `init ${era} ${addressOfInit(map.uri, segment.uri)} ${range === null ? '' : `${range.start}+${range.length}`}`,
      () =>
        fetchResource(context, {
          what: 'init',
          choose: () => ({ gate: pathways.gate(pathwayId), url: map.uri, pathwayId }),
          ...(range === null ? {} : { byteRange: range }),
          priority: () => 'segment-soonest',
          maxBytes: MAX_INIT_BYTES,
          signal,
          // An encrypted init section looks like nothing.
          check: (body) => (map.key !== null || looksLikeInit(body) ? null : 'no initialization section'),
          onFailure: companionDecision,
        })
          .then(bodyOrGivenUp)
          // Once for all its segments: the player knows an init section by its being the same bytes.
          .then((init) => (map.key === null ? (withoutVideo(init) ?? init) : init)),
    );
  };

  const keyBytes = (key: SegmentKey | null, pathwayId: string): Promise<Bytes> | null => {
    if (key === null) return null;
    return companion(`key ${key.uri}`, () =>
      fetchResource(context, {
        what: 'key',
        choose: () => ({ gate: pathways.gate(pathwayId), url: key.uri, pathwayId }),
        priority: () => 'segment-soonest',
        maxBytes: MAX_INIT_BYTES,
        signal,
        check: (body) =>
          body.byteLength === AES_128_KEY_BYTES ? null : `a key of ${body.byteLength} bytes instead of 16`,
        onFailure: companionDecision,
      }).then(bodyOrGivenUp),
    );
  };

  /**
   * What stands for an init section where the media has none: hls.js begins to read anew, sample rate and all, only
   * where that changes. Without it another rendition in TS or packed audio is decoded with the numbers of the one
   * before: silence, or another pitch.
   */
  const standIns = new Map<string, Bytes>();
  const standIn = (renditionId: string): Bytes => {
    const packet = standIns.get(renditionId) ?? nullPacket();
    standIns.set(renditionId, packet);
    return packet;
  };

  const of = (source: SlotSource, slot: Slot) => {
    const { segment, pathwayId } = source;
    const all = Promise.all([
      initOf(source, slot),
      keyBytes(segment.key, pathwayId),
      keyBytes(segment.map?.key ?? null, pathwayId),
    ]);
    // Of another pathway in the end: nobody waits for it.
    all.catch(() => undefined);
    return all;
  };

  return { of, standIn };
}

/** The body; throws GivenUp where there is none. */
export function bodyOrGivenUp(result: TransferResult): Uint8Array<ArrayBuffer> {
  if (result.kind === 'ok') return result.body;
  throw new GivenUp(result.failure.kind === 'denied' ? result.failure.status : null);
}

/** A query that the segment has as well is a token, which may change with every playlist: it names nothing. */
function addressOfInit(initUri: string, segmentUri: string): string {
  const [path = initUri, query] = initUri.split('?');
  return query !== undefined && segmentUri.endsWith(`?${query}`) ? path : initUri;
}

/** It cannot be had; the status when it was denied. */
export class GivenUp extends Error {
  readonly deniedStatus: number | null;
  constructor(deniedStatus: number | null) {
    super('given up');
    this.deniedStatus = deniedStatus;
  }
}
