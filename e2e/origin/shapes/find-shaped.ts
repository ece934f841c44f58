import { decodeTimeOf, timescaleOf } from '../boxes.ts';
import type { OpenWindow, Segment } from '../live-window.ts';
import { availableSegment, listedAs, segmentUnderWay } from '../live-window.ts';
import type { Rendition } from '../media-library.ts';
import { segmentSeconds } from '../media-library.ts';
import type { PlaylistForm } from '../playlists.ts';
import { renderMediaPlaylist } from '../playlists.ts';
import type { Found, HealthyFacts, Target } from '../resources.ts';
import { mediaCache, playlistCache, playlistType } from '../resources.ts';
import { aacConfigOf, packedAudio, presentationTime } from './adts.ts';
import { encrypted, keyNumberOf, keyOf } from './encryption.ts';
import { partReadyAt, renderLowLatency } from './low-latency.ts';
import { transportStream } from './mpegts.ts';
import { fragment, partBounds, partsPerSegment } from './parts.ts';
import { samplesOf } from './samples.ts';
import { shapes, type Shape } from './shape.ts';

/** So many segments lie in one file of byte ranges. */
const segmentsPerPack = 5;
/** A reload that waits for what does not come is answered after so long (RFC 8216bis 6.2.5.2). */
const longestBlockSeconds = 3 * segmentSeconds;

export interface ShapedFacts extends HealthyFacts {
  readonly shape: Shape;
  readonly rendition: Rendition;
  readonly window: OpenWindow;
  /** What is listed at another second; null: nothing. */
  readonly windowAt: (second: number) => OpenWindow | null;
  /** Names of the stream's other renditions in this shape. */
  readonly others: readonly string[];
}

/** What a path asks for of a rendition that is packed otherwise than in plain fragmented MP4; null: nothing. */
export function findShaped(target: Target, facts: ShapedFacts): Found | null {
  const { shape, rendition } = facts;
  const file = target.path.slice(target.path.lastIndexOf('/') + 1);
  if (file === 'index.m3u8') return shape === 'll' ? lowLatencyPlaylist(facts) : playlist(facts);
  const media = { contentType: shapes[shape].contentType, cacheControl: mediaCache };
  if (file === 'init.mp4') return shapes[shape].hasInit ? { ...media, body: rendition.init } : null;
  const [, kind = '', first = '', second = '', extension = ''] =
    /^(segment|part|pack|key)-(\d+)(?:-(\d))?\.(\w+)$/.exec(file) ?? [];
  const number = Number(first);
  switch (kind) {
    case 'segment': {
      if (extension !== shapes[shape].extension) return null;
      const segment = available(number, facts);
      return segment === null ? null : { ...media, body: packed(segment, number, facts) };
    }
    case 'part':
      return shape === 'll' && extension === 'm4s' ? findPart(number, Number(second), facts) : null;
    case 'pack':
      return shape === 'ranges' && extension === 'm4s' ? findPack(number, facts) : null;
    case 'key':
      return shape === 'aes' && extension === 'bin'
        ? { contentType: 'application/octet-stream', cacheControl: mediaCache, body: keyOf(number) }
        : null;
    default:
      return null;
  }
}

function available(number: number, { broadcast, elapsedSeconds, pathway }: ShapedFacts): Segment | null {
  return availableSegment(broadcast, elapsedSeconds, number - pathway.numberOffset);
}

function plain({ sound, place }: Segment, { rendition, pathway }: ShapedFacts): Buffer {
  return rendition.segment(sound, place + pathway.numberOffset);
}

function packed(segment: Segment, number: number, facts: ShapedFacts): Buffer {
  const { shape, rendition } = facts;
  const bytes = plain(segment, facts);
  switch (shape) {
    case 'ranges':
      return bytes;
    case 'aes':
      return encrypted(bytes, number);
    case 'll':
      return Buffer.concat(Array.from({ length: partsPerSegment }, (_, part) => partOf(bytes, part, facts)));
    case 'adts':
    case 'ts': {
      const { init } = rendition;
      const config = aacConfigOf(init);
      const time = presentationTime(decodeTimeOf(bytes), init);
      const frames = samplesOf(bytes).data;
      if (shape === 'adts') return packedAudio(frames, config, time);
      const ticksPerFrame = (segmentSeconds * 90_000) / frames.length;
      return transportStream(frames, { config, time, ticksPerFrame, number });
    }
  }
}

function partOf(bytes: Buffer, part: number, { rendition }: ShapedFacts): Buffer {
  const { data, trackId } = samplesOf(bytes);
  const ticksPerSample = (timescaleOf(rendition.init) * segmentSeconds) / data.length;
  const { from, to } = partBounds(data.length, part);
  const start = decodeTimeOf(bytes);
  const samples = { data: data.slice(from, to), trackId };
  const decodeTime = start + from * ticksPerSample;
  return fragment(samples, { decodeTime, ticksPerSample, number: Math.round(decodeTime / ticksPerSample) });
}

/** Where the parts of a segment end: the same in all segments of a rendition. */
function partEndsOf({ rendition }: ShapedFacts): number[] {
  const samples = samplesOf(rendition.segment(0)).data.length;
  return Array.from(
    { length: partsPerSegment },
    (_, part) => (partBounds(samples, part).to / samples) * segmentSeconds,
  );
}

/** A part that is complete, or the next ones of the segment under way, as soon as they are. */
function findPart(number: number, part: number, facts: ShapedFacts): Found | null {
  const { broadcast, window, elapsedSeconds, pathway } = facts;
  if (part >= partsPerSegment) return null;
  const next = segmentUnderWay(broadcast, window);
  const isNext = next !== null && next.sequence === number - pathway.numberOffset && !next.gap;
  const segment = isNext ? next : available(number, facts);
  if (segment === null) return null;
  const waitSeconds = Math.max(0, partReadyAt(segment, part, partEndsOf(facts)) - elapsedSeconds);
  const body = partOf(plain(segment, facts), part, facts);
  return { contentType: 'audio/mp4', cacheControl: mediaCache, body, afterMs: waitSeconds * 1000 };
}

/** All of a file, also what has not been listed yet: its length and its ETag stay what they are. */
function findPack(pack: number, facts: ShapedFacts): Found | null {
  const numbers = numbersOfPack(pack);
  if (!numbers.some((number) => available(number, facts) !== null)) return null;
  const body = Buffer.concat(numbers.map((number) => bytesInPack(number, facts)));
  return { contentType: 'audio/mp4', cacheControl: mediaCache, body };
}

function numbersOfPack(pack: number): number[] {
  return Array.from({ length: segmentsPerPack }, (_, index) => pack * segmentsPerPack + index);
}

function bytesInPack(number: number, facts: ShapedFacts): Buffer {
  const segment = listedAs(facts.broadcast, facts.window, number - facts.pathway.numberOffset);
  return segment === null ? Buffer.alloc(0) : plain(segment, facts);
}

function playlist(facts: ShapedFacts): Found {
  const { broadcast, window, elapsedSeconds, beganAtWallMs, pathway } = facts;
  const text = renderMediaPlaylist({
    broadcast,
    window,
    elapsedSeconds,
    beganAtWallMs,
    endList: window.ended || facts.endList,
    numberOffset: pathway.numberOffset,
    of: 'sound',
    form: formOf(facts),
  });
  return { contentType: playlistType, cacheControl: playlistCache, body: Buffer.from(text) };
}

function formOf(facts: ShapedFacts): PlaylistForm {
  const { shape, window, pathway } = facts;
  const { hasInit, extension } = shapes[shape];
  const first = window.first + pathway.numberOffset;
  if (shape === 'ranges') {
    return {
      hasInit,
      nameOf: (number) => `pack-${Math.floor(number / segmentsPerPack)}.m4s`,
      above(number) {
        const before = numbersOfPack(Math.floor(number / segmentsPerPack)).filter((other) => other < number);
        const start = before.reduce((sum, other) => sum + bytesInPack(other, facts).length, 0);
        return [`#EXT-X-BYTERANGE:${bytesInPack(number, facts).length}@${start}`];
      },
    };
  }
  const isNewKey = (number: number) => number === first || keyNumberOf(number) !== keyNumberOf(number - 1);
  return {
    hasInit,
    nameOf: (number) => `segment-${number}.${extension ?? ''}`,
    above: (number) =>
      shape === 'aes' && isNewKey(number)
        ? [`#EXT-X-KEY:METHOD=AES-128,URI="key-${keyNumberOf(number)}.bin"`]
        : [],
  };
}

/** At once, or as soon as it lists what `_HLS_msn` and `_HLS_part` ask for (RFC 8216bis 6.2.5.2). */
function lowLatencyPlaylist(facts: ShapedFacts): Found {
  const { query, elapsedSeconds, window, blocks = true } = facts;
  const asked = query?.get('_HLS_msn') ?? null;
  const found = { contentType: playlistType, cacheControl: playlistCache };
  const isOver = window.ended || facts.endList || !blocks;
  if (asked === null || isOver) return { ...found, body: lowLatencyText(facts) };
  const readyAt = listedAtSecond(
    Number(asked),
    Number(query?.get('_HLS_part') ?? partsPerSegment - 1),
    facts,
  );
  if (readyAt === null) return { ...found, body: Buffer.alloc(0), status: 400 };
  const waitSeconds = Math.min(longestBlockSeconds, Math.max(0, readyAt - elapsedSeconds));
  if (waitSeconds === 0) return { ...found, body: lowLatencyText(facts) };
  const then = facts.windowAt(elapsedSeconds + waitSeconds);
  const later = { ...facts, elapsedSeconds: elapsedSeconds + waitSeconds, window: then ?? window };
  return { ...found, body: lowLatencyText(later), afterMs: waitSeconds * 1000 };
}

/** The second at which a part is listed; null for one that nobody can wait for. */
function listedAtSecond(number: number, part: number, facts: ShapedFacts): number | null {
  const { window, pathway, broadcast } = facts;
  const sequence = number - pathway.numberOffset + Math.floor(part / partsPerSegment);
  if (!Number.isInteger(sequence) || part < 0 || sequence > window.last + 2) return null;
  if (sequence <= window.last) return 0;
  const segment = segmentUnderWay(broadcast, window);
  // The encoder is down: nothing comes.
  if (segment === null) return Infinity;
  const later = (sequence - segment.sequence) * segmentSeconds;
  return partReadyAt(segment, part % partsPerSegment, partEndsOf(facts)) + later;
}

function lowLatencyText(facts: ShapedFacts): Buffer {
  const { broadcast, window, elapsedSeconds, beganAtWallMs, pathway, others, query } = facts;
  const text = renderLowLatency({
    broadcast,
    window,
    elapsedSeconds,
    beganAtWallMs,
    endList: window.ended || facts.endList,
    numberOffset: pathway.numberOffset,
    partEnds: partEndsOf(facts),
    skips: ['YES', 'v2'].includes(query?.get('_HLS_skip') ?? ''),
    otherUrls: others.map((name) => `../${name}/index.m3u8`),
  });
  return Buffer.from(text);
}
