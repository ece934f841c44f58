import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';
import { createAnswer, createErrorAnswer } from './answer.ts';
import { captionLanguageOf, captionSegment } from './captions.ts';
import { readRange } from './http-range.ts';
import type { Broadcast, OpenWindow } from './live-window.ts';
import { availableSegment, liveWindow, recordedSegments } from './live-window.ts';
import type { MediaLibrary, Rendition } from './media-library.ts';
import type { Pathway } from './pathway.ts';
import { renderMediaPlaylist, renderMultivariant, renderReplayPlaylist } from './playlists.ts';
import type { Steering } from './scenario.ts';
import { findShaped } from './shapes/find-shaped.ts';
import { shapeOf } from './shapes/shape.ts';
import { namedPathways, steeringManifest, steeringServer } from './steering-manifest.ts';
import { findStream } from './streams.ts';

export type What =
  | 'multivariant'
  | 'media-playlist'
  | 'init'
  | 'segment'
  /** The media playlist of a captions rendition, and its segments: apart, so that what strikes the sound spares them. */
  | 'captions-playlist'
  | 'captions'
  | 'steering'
  | 'key'
  | 'other';

/** What a path asks for. */
export interface Target {
  readonly path: string;
  readonly what: What;
  readonly rendition: string | null;
  /** Media sequence number of a segment. */
  readonly sequence: number | null;
  /** Of the recording: that has numbers of its own. */
  readonly isRecorded: boolean;
}

const steeringPath = '/live/steering.json';

/** NAME of /live/NAME.m3u8, else empty. */
function streamNameOf(path: string): string {
  return /^\/live\/([a-z-]+)\.m3u8$/.exec(path)?.[1] ?? '';
}

export function targetOf(path: string): Target {
  const other: Target = { path, what: 'other', rendition: null, sequence: null, isRecorded: false };
  if (findStream(streamNameOf(path)) !== null) return { ...other, what: 'multivariant' };
  if (path === steeringPath) return { ...other, what: 'steering' };
  const [, rendition, file, sequence] =
    /^\/live\/([a-z0-9-]+)\/((?:index|replay)\.m3u8|init\.mp4|(?:segment|recorded)-(\d{1,9})\.(?:m4s|vtt))$/.exec(
      path,
    ) ?? [];
  if (rendition === undefined || file === undefined) return shapedTarget(other);
  const isRecorded = file.startsWith('re');
  if (captionLanguageOf(rendition) !== null) {
    if (file === 'index.m3u8') return { ...other, what: 'captions-playlist', rendition };
    return file.endsWith('.vtt') && !isRecorded
      ? { ...other, what: 'captions', rendition, sequence: Number(sequence) }
      : other;
  }
  if (file.endsWith('.vtt')) return other;
  if (file.endsWith('.m3u8')) return { ...other, what: 'media-playlist', rendition, isRecorded };
  if (file === 'init.mp4') return { ...other, what: 'init', rendition };
  return { ...other, what: 'segment', rendition, sequence: Number(sequence), isRecorded };
}

/** Files that there are in some shapes only; a part has the number of its segment. */
function shapedTarget(other: Target): Target {
  const [, rendition, kind, first] =
    /^\/live\/([a-z0-9-]+)\/(segment|part|pack|key)-(\d{1,9})(?:-\d)?\.(?:ts|aac|m4s|bin)$/.exec(
      other.path,
    ) ?? [];
  if (rendition === undefined || shapeOf(rendition).shape === null) return other;
  if (kind === 'key') return { ...other, what: 'key', rendition };
  return { ...other, what: 'segment', rendition, sequence: kind === 'pack' ? null : Number(first) };
}

/** What a healthy answer depends on. */
export interface HealthyFacts {
  readonly library: MediaLibrary;
  readonly broadcast: Broadcast;
  /** The moment of the evening that is answered for. */
  readonly elapsedSeconds: number;
  /** Unix time in milliseconds. */
  readonly beganAtWallMs: number;
  /** True: a media playlist ends with EXT-X-ENDLIST though the broadcast goes on. */
  readonly endList: boolean;
  /** True: a Range is not read, as if it had not been sent. */
  readonly ignoresRange: boolean;
  /** Of the request. */
  readonly query?: URLSearchParams;
  /** False: a playlist is answered as it is, though it may be asked to wait. */
  readonly blocks?: boolean;
  /** The pathway that is asked. */
  readonly pathway: Pathway;
  /** All of them, in order of preference. */
  readonly pathways: readonly Pathway[];
  readonly steering: Steering | null;
}

/** What a healthy origin answers to the same request when things are otherwise. */
export type HealthyWith = (
  change: Partial<
    Pick<HealthyFacts, 'elapsedSeconds' | 'beganAtWallMs' | 'endList' | 'ignoresRange' | 'blocks'>
  >,
) => Answer;

export interface Found {
  readonly contentType: string;
  /** How long a shared cache may keep it. */
  readonly cacheControl: string;
  readonly body: Buffer;
  /** It is not there yet, and said when it is. Default: 0. */
  readonly afterMs?: number;
  /** An error instead. */
  readonly status?: number;
}

/**
 * Cache lifetimes as a CDN has them: a playlist no longer than half a target duration, what never changes for long,
 * and a short one for errors, so that a crowd outside does not reach the origin with every request.
 */
export const playlistType = 'application/vnd.apple.mpegurl';
export const playlistCache = 'public, max-age=2';
const multivariantCache = 'public, max-age=10';
export const mediaCache = 'public, max-age=3600, immutable';
const errorCacheSeconds = 1;

function findResource(target: Target, facts: HealthyFacts): Found | null {
  const { library, broadcast, elapsedSeconds, pathway } = facts;
  if (target.what === 'steering') return findSteering(facts);
  const window = liveWindow(broadcast, elapsedSeconds);
  if (window.kind === 'not-started') return null;
  if (target.what === 'multivariant') return findMultivariant(target, facts);
  if (target.what === 'captions-playlist' || target.what === 'captions')
    return findCaptions(target, window, facts);
  const { shape, renditionId } = shapeOf(target.rendition ?? '');
  const rendition = library.get(renditionId);
  if (rendition === undefined) return null;
  if (shape !== null) {
    const windowAt = (second: number) => {
      const then = liveWindow(broadcast, second);
      return then.kind === 'open' ? then : null;
    };
    const others = othersOf(renditionId, library).map((id) => `${shape}-${id}`);
    return target.isRecorded
      ? null
      : findShaped(target, { ...facts, shape, rendition, window, windowAt, others });
  }
  // A recording is there when the last word has been spoken.
  if (target.isRecorded) return window.ended ? findRecorded(target, rendition, facts) : null;
  switch (target.what) {
    case 'media-playlist': {
      const body = Buffer.from(mediaPlaylist(window, facts, 'sound'));
      return { contentType: playlistType, cacheControl: playlistCache, body };
    }
    case 'init':
      return { contentType: 'audio/mp4', cacheControl: mediaCache, body: rendition.init };
    case 'segment': {
      const sequence = (target.sequence ?? -1) - pathway.numberOffset;
      const segment = availableSegment(broadcast, elapsedSeconds, sequence);
      if (segment === null) return null;
      const body = rendition.segment(segment.sound, segment.place + pathway.numberOffset);
      return { contentType: 'audio/mp4', cacheControl: mediaCache, body };
    }
    default:
      return null;
  }
}

/** The other renditions of the same language and codec. */
function othersOf(renditionId: string, library: MediaLibrary): string[] {
  const family = (id: string) => id.replace(/\d+$/, '');
  return [...library.keys()].filter((id) => id !== renditionId && family(id) === family(renditionId));
}

function findRecorded(target: Target, rendition: Rendition, facts: HealthyFacts): Found | null {
  const { broadcast, elapsedSeconds } = facts;
  const segments = recordedSegments(broadcast, elapsedSeconds);
  if (target.what === 'media-playlist') {
    const body = Buffer.from(renderReplayPlaylist(facts, segments));
    return { contentType: playlistType, cacheControl: playlistCache, body };
  }
  const segment = segments[target.sequence ?? -1];
  if (segment === undefined || segment.gap) return null;
  const body = rendition.segment(segment.sound, segment.place);
  return { contentType: 'audio/mp4', cacheControl: mediaCache, body };
}

function mediaPlaylist(window: OpenWindow, facts: HealthyFacts, of: 'sound' | 'captions'): string {
  const { broadcast, beganAtWallMs, elapsedSeconds, pathway } = facts;
  const endList = window.ended || facts.endList;
  return renderMediaPlaylist({
    broadcast,
    window,
    elapsedSeconds,
    beganAtWallMs,
    endList,
    numberOffset: pathway.numberOffset,
    of,
  });
}

function findCaptions(target: Target, window: OpenWindow, facts: HealthyFacts): Found | null {
  const { broadcast, elapsedSeconds, pathway } = facts;
  const language = captionLanguageOf(target.rendition ?? '');
  if (language === null) return null;
  if (target.what === 'captions-playlist') {
    const body = Buffer.from(mediaPlaylist(window, facts, 'captions'));
    return { contentType: playlistType, cacheControl: playlistCache, body };
  }
  const sequence = (target.sequence ?? -1) - pathway.numberOffset;
  const segment = availableSegment(broadcast, elapsedSeconds, sequence);
  if (segment === null) return null;
  const text = captionSegment(language, segment.sound, segment.place + pathway.numberOffset);
  return { contentType: 'text/vtt; charset=utf-8', cacheControl: mediaCache, body: Buffer.from(text) };
}

function findMultivariant(target: Target, facts: HealthyFacts): Found | null {
  const { library, pathways, steering } = facts;
  const stream = findStream(streamNameOf(target.path));
  if (stream === null || (stream.layout === 'steered' && steering === null)) return null;
  const { broadcast, elapsedSeconds } = facts;
  const window = liveWindow(broadcast, elapsedSeconds);
  if (stream.layout === 'replay' && !(window.kind === 'open' && window.ended)) return null;
  const renditions = stream.renditions.flatMap((id) => library.get(id) ?? []);
  const server = steering === null ? undefined : steeringServer(pathways, steering);
  const text = renderMultivariant(renditions, {
    layout: stream.layout,
    ...(stream.others === undefined ? {} : { others: stream.others }),
    pathways: namedPathways(pathways, steering),
    steeringUrl: `${server?.url ?? ''}${steeringPath}`,
    captions: stream.captions ?? [],
    ...(stream.shape === undefined ? {} : { shape: stream.shape }),
  });
  return { contentType: playlistType, cacheControl: multivariantCache, body: Buffer.from(text) };
}

function findSteering({ steering, pathways, library, elapsedSeconds }: HealthyFacts): Found | null {
  if (steering === null) return null;
  const manifest = steeringManifest({
    steering,
    pathways,
    renditionIds: [...library.keys()],
    elapsedSeconds,
  });
  const body = Buffer.from(JSON.stringify(manifest));
  return { contentType: 'application/json', cacheControl: 'no-cache', body };
}

function etagOf(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** What a healthy origin answers: whole, partial (RFC 9110, 14), unchanged, or not found. */
export function healthyAnswer(
  target: Target,
  method: string,
  requested: IncomingHttpHeaders,
  facts: HealthyFacts,
): Answer {
  if (method !== 'GET' && method !== 'HEAD') {
    const refusal = createErrorAnswer(405, 'Method Not Allowed', null);
    return { ...refusal, headers: { ...refusal.headers, Allow: 'GET, HEAD, OPTIONS' } };
  }
  const found = findResource(target, facts);
  if (found === null) return createErrorAnswer(404, 'Not Found', errorCacheSeconds);
  if (found.status !== undefined) return createErrorAnswer(found.status, 'Bad Request', null);
  return { ...answerWith(found, method, requested, facts), headersAfterMs: found.afterMs ?? 0 };
}

function answerWith(
  found: Found,
  method: string,
  requested: IncomingHttpHeaders,
  facts: HealthyFacts,
): Answer {
  const etag = etagOf(found.body);
  const common = { ETag: etag, 'Cache-Control': found.cacheControl };
  if (matchesEtag(requested['if-none-match'], etag)) return createAnswer(304, common, new Uint8Array());

  const headers = { ...common, 'Content-Type': found.contentType, 'Accept-Ranges': 'bytes' };
  const ifRange = requested['if-range'];
  const isRange = !facts.ignoresRange && method === 'GET' && (ifRange === undefined || ifRange === etag);
  const part = readRange(isRange ? requested.range : undefined, found.body.length);
  switch (part.kind) {
    case 'whole':
      return createAnswer(200, headers, found.body);
    case 'unsatisfiable':
      return createAnswer(
        416,
        { ...common, 'Content-Range': `bytes */${found.body.length}` },
        new Uint8Array(),
      );
    case 'part': {
      const contentRange = `bytes ${part.start}-${part.end}/${found.body.length}`;
      const body = found.body.subarray(part.start, part.end + 1);
      return createAnswer(206, { ...headers, 'Content-Range': contentRange }, body);
    }
  }
}

/** If-None-Match, compared weakly (RFC 9110, 13.1.2). */
function matchesEtag(field: string | undefined, etag: string): boolean {
  if (field === undefined) return false;
  return field.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
