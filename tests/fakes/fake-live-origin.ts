import type { Clock } from '../../src/network/clock.ts';
import { serveBytes, type ScriptedAnswer, type ScriptedRequest } from './scripted-fetch.ts';

export interface FakeLiveOptions {
  readonly clock: Clock;
  readonly segmentSeconds?: number;
  readonly windowSegments?: number;
  /** Segments that exist when the clock starts. */
  readonly segmentsBefore?: number;
  readonly segmentBytes?: number;
  /** After this many segments the broadcast is over. */
  readonly lastSegment?: number;
  readonly host?: string;
  /** What it answers to the first request, in place of two variants of its own. */
  readonly multivariant?: string;
  /** Its numbers are higher by this much than those of an origin that began at the same time. */
  readonly numberOffset?: number;
  /** Its segments have dates (EXT-X-PROGRAM-DATE-TIME). */
  readonly dated?: boolean;
}

export interface FakeLiveOrigin {
  readonly url: string;
  /** What a healthy origin answers. */
  answer(request: ScriptedRequest): ScriptedAnswer;
}

export type Asked = 'multivariant' | 'media-playlist' | 'init' | 'segment';

export function whatIsAsked(url: string): Asked {
  if (url.endsWith('/main.m3u8')) return 'multivariant';
  if (url.endsWith('.m3u8')) return 'media-playlist';
  return url.endsWith('init.mp4') ? 'init' : 'segment';
}

/** The number in a segment's address. */
export function segmentNumber(url: string): number {
  return Number(/(\d+)\.m4s$/.exec(url)?.[1] ?? NaN);
}

const box = (name: string, size: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, size);
  bytes.set(new TextEncoder().encode(name), 4);
  return bytes;
};
const concat = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** A live broadcast with two renditions and a sliding window, on the test's clock. */
export function createFakeLiveOrigin(options: FakeLiveOptions): FakeLiveOrigin {
  const {
    clock,
    segmentSeconds = 4,
    windowSegments = 6,
    segmentsBefore = 10,
    segmentBytes = 12_000,
    numberOffset = 0,
  } = options;
  const startMs = clock.now();
  const firstSegmentWallMs = clock.wallNow() - segmentsBefore * segmentSeconds * 1000;
  const base = `https://${options.host ?? 'origin.example'}/live/`;
  const newest = () =>
    Math.min(
      options.lastSegment ?? Infinity,
      numberOffset + segmentsBefore - 1 + Math.floor((clock.now() - startMs) / 1000 / segmentSeconds),
    );
  const dateOf = (number: number) =>
    new Date(firstSegmentWallMs + (number - numberOffset) * segmentSeconds * 1000).toISOString();
  const text = (body: string): ScriptedAnswer => ({ kind: 'answer', body });

  return {
    url: `${base}main.m3u8`,
    answer(request) {
      const { url } = request;
      switch (whatIsAsked(url)) {
        case 'multivariant':
          return text(
            options.multivariant ??
              '#EXTM3U\n' +
                '#EXT-X-STREAM-INF:BANDWIDTH=30000,CODECS="mp4a.40.2"\nlow/index.m3u8\n' +
                '#EXT-X-STREAM-INF:BANDWIDTH=100000,CODECS="mp4a.40.2"\nhigh/index.m3u8\n',
          );
        case 'media-playlist': {
          const last = newest();
          const first = Math.max(numberOffset, last - windowSegments + 1);
          const lines = [
            '#EXTM3U',
            `#EXT-X-TARGETDURATION:${segmentSeconds}`,
            `#EXT-X-MEDIA-SEQUENCE:${first}`,
            '#EXT-X-MAP:URI="init.mp4"',
          ];
          for (let number = first; number <= last; number += 1) {
            if (options.dated === true) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${dateOf(number)}`);
            lines.push(`#EXTINF:${segmentSeconds},`, `${number}.m4s`);
          }
          if (last === options.lastSegment) lines.push('#EXT-X-ENDLIST');
          return text(`${lines.join('\n')}\n`);
        }
        case 'init':
          return serveBytes(request, concat(box('ftyp', 24), box('moov', 600)));
        case 'segment': {
          const number = segmentNumber(url);
          const gone = number > newest() || number < newest() - windowSegments * 2;
          if (gone) return { kind: 'answer', status: 404, body: 'not found' };
          return serveBytes(request, concat(box('moof', 100), box('mdat', segmentBytes - 100)));
        }
      }
    },
  };
}
