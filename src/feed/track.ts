import type { MediaSegment } from '../hls/media-segment.ts';
import type { Slot, Timeline } from '../hls/timeline.ts';

/** One place where a slot's audio can be had. */
export interface SlotSource {
  readonly pathwayId: string;
  readonly renditionId: string;
  readonly segment: MediaSegment;
}

/** Cannot be part of an id: attribute values have no line breaks (RFC 8216bis 4.2). */
const BETWEEN = '\n';

/** The timeline's name for one rendition on one pathway: a numbering of its own. */
export function trackId(pathwayId: string, renditionId: string): string {
  return `${pathwayId}${BETWEEN}${renditionId}`;
}

/** What is listed for a slot, but for what the origin declares missing. */
export function sourcesOf(slot: Slot): SlotSource[] {
  return [...slot.sources].flatMap(([id, segment]) => {
    const [pathwayId = '', renditionId = ''] = id.split(BETWEEN);
    return segment.gap ? [] : [{ pathwayId, renditionId, segment }];
  });
}

/**
 * The first of the pathways that number this rendition as this one does: their media times go on into each other. A
 * segment from a pathway that numbers otherwise needs a discontinuity.
 */
export function timeDomain(
  { tracks }: Timeline,
  pathwayIds: readonly string[],
  { pathwayId, renditionId }: Pick<SlotSource, 'pathwayId' | 'renditionId'>,
): string {
  const own = tracks.get(trackId(pathwayId, renditionId));
  const first = pathwayIds.find((id) => {
    const other = tracks.get(trackId(id, renditionId));
    return other !== undefined && other.run === own?.run && other.shift === own.shift;
  });
  return first ?? pathwayId;
}
