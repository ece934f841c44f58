import { dateRangeTags } from '../date-range-tags.ts';
import type { Broadcast, OpenWindow, Segment } from '../live-window.ts';
import { listedSegments, segmentUnderWay } from '../live-window.ts';
import { segmentSeconds } from '../media-library.ts';
import { partsPerSegment } from './parts.ts';

export interface LowLatencyFacts {
  readonly broadcast: Broadcast;
  readonly window: OpenWindow;
  readonly elapsedSeconds: number;
  /** Unix time in milliseconds at which the evening began. */
  readonly beganAtWallMs: number;
  readonly endList: boolean;
  /** Added to the numbers of the broadcast. */
  readonly numberOffset: number;
  /** Where the parts of a segment end, in seconds from its beginning. */
  readonly partEnds: readonly number[];
  /** Whether a delta update is asked for. */
  readonly skips: boolean;
  /** Addresses of the other renditions' playlists. */
  readonly otherUrls: readonly string[];
}

/** RFC 8216bis 4.4.3.8: at least six target durations. */
const skipUntilSeconds = 6 * segmentSeconds;
/** Parts are listed for so many target durations before the end (RFC 8216bis 4.4.4.9: at least three). */
const listsPartsOf = 3;
/** A part is there when it is complete; sums of parts lose a little. */
const roundingSeconds = 1e-6;

/** When a part was complete, in seconds of the evening. */
export function partReadyAt({ startSeconds }: Segment, part: number, partEnds: readonly number[]): number {
  return startSeconds + (partEnds[part] ?? segmentSeconds);
}

/** A media playlist of low-latency HLS (RFC 8216bis B.1). */
export function renderLowLatency(facts: LowLatencyFacts): string {
  const { broadcast, window, elapsedSeconds, beganAtWallMs, numberOffset, partEnds } = facts;
  const listed = listedSegments(broadcast, window);
  const skipped = facts.skips ? Math.max(0, listed.length - skipUntilSeconds / segmentSeconds) : 0;
  const target = Math.max(...partEnds.map((end, part) => end - (partEnds[part - 1] ?? 0)));
  const discontinuitySequence = listed[0]?.discontinuitiesBefore ?? 0;
  const times = { fromSeconds: listed[0]?.startSeconds ?? 0, toSeconds: elapsedSeconds, beganAtWallMs };
  const control = [
    'CAN-BLOCK-RELOAD=YES',
    `PART-HOLD-BACK=${(3 * target).toFixed(3)}`,
    `HOLD-BACK=${3 * segmentSeconds}`,
    `CAN-SKIP-UNTIL=${skipUntilSeconds}`,
  ];
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${segmentSeconds}`,
    `#EXT-X-SERVER-CONTROL:${control.join(',')}`,
    `#EXT-X-PART-INF:PART-TARGET=${target.toFixed(3)}`,
    `#EXT-X-MEDIA-SEQUENCE:${window.first + numberOffset}`,
    ...(discontinuitySequence > 0 ? [`#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`] : []),
    '#EXT-X-INDEPENDENT-SEGMENTS',
    // What stands before a skipped segment is known from the playlist before.
    ...(skipped > 0 ? [`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`] : ['#EXT-X-MAP:URI="init.mp4"']),
    ...dateRangeTags(broadcast.dateRanges, times),
  ];
  const head = ({ startSeconds, discontinuity }: Segment) => [
    ...(discontinuity ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(broadcast.programDateTime
      ? [`#EXT-X-PROGRAM-DATE-TIME:${new Date(beganAtWallMs + startSeconds * 1000).toISOString()}`]
      : []),
  ];
  const partName = (sequence: number, part: number) => `part-${sequence + numberOffset}-${part}.m4s`;
  const parts = (segment: Segment) =>
    partEnds.flatMap((end, part) => {
      if (segment.gap || partReadyAt(segment, part, partEnds) > elapsedSeconds + roundingSeconds) return [];
      const seconds = (end - (partEnds[part - 1] ?? 0)).toFixed(3);
      return [`#EXT-X-PART:DURATION=${seconds},URI="${partName(segment.sequence, part)}",INDEPENDENT=YES`];
    });
  for (const segment of listed.slice(skipped)) {
    lines.push(
      ...head(segment),
      ...(segment.gap ? ['#EXT-X-GAP'] : []),
      ...(segment.sequence > window.last - listsPartsOf ? parts(segment) : []),
      `#EXTINF:${segmentSeconds.toFixed(3)},`,
      `segment-${segment.sequence + numberOffset}.m4s`,
    );
  }
  if (facts.endList) return [...lines, '#EXT-X-ENDLIST', ''].join('\n');
  const next = segmentUnderWay(broadcast, window);
  const ready = next === null ? [] : parts(next);
  if (next !== null && !next.gap) {
    lines.push(...(ready.length > 0 ? head(next) : []), ...ready);
    lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${partName(next.sequence, ready.length)}"`);
  }
  // The last part of a segment is the last that is there while nothing of the next one is.
  const last =
    ready.length > 0
      ? { msn: window.last + 1, part: ready.length - 1 }
      : { msn: window.last, part: partsPerSegment - 1 };
  for (const url of facts.otherUrls) {
    const where = `LAST-MSN=${last.msn + numberOffset},LAST-PART=${last.part}`;
    lines.push(`#EXT-X-RENDITION-REPORT:URI="${url}",${where}`);
  }
  return [...lines, ''].join('\n');
}
