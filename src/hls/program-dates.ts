import type { MediaSegment } from './media-segment.ts';

/**
 * Gives every segment its date once one is known: forward from the last date written before it, and backward from
 * the first (RFC 8216bis 6.3.3). Not across a discontinuity: durations do not tell how long an encoder was away,
 * and a date that is wrong would align what does not belong together.
 */
export function withProgramDates(segments: readonly MediaSegment[]): MediaSegment[] {
  const dated = [...segments];
  for (let index = 1; index < dated.length; index += 1) {
    const before = dated[index - 1];
    const segment = dated[index];
    if (before === undefined || segment === undefined || !needsDateFrom(segment, before)) continue;
    dated[index] = {
      ...segment,
      programDateTimeMs: before.programDateTimeMs + before.durationSeconds * 1000,
    };
  }
  for (let index = dated.length - 2; index >= 0; index -= 1) {
    const segment = dated[index];
    const after = dated[index + 1];
    if (segment === undefined || after === undefined || !needsDateFrom(segment, after)) continue;
    dated[index] = {
      ...segment,
      programDateTimeMs: after.programDateTimeMs - segment.durationSeconds * 1000,
    };
  }
  return dated;
}

function needsDateFrom(
  segment: MediaSegment,
  neighbour: MediaSegment,
): neighbour is MediaSegment & { readonly programDateTimeMs: number } {
  return (
    segment.programDateTimeMs === null &&
    neighbour.programDateTimeMs !== null &&
    segment.discontinuitySequence === neighbour.discontinuitySequence
  );
}
