import fc from 'fast-check';
import { createFakeLiveOrigin, whatIsAsked } from './fake-live-origin.ts';
import type { FakeClock } from './fake-clock.ts';
import type { ScriptedAnswer, ScriptedRequest } from './scripted-fetch.ts';

/** What one pathway does for some seconds. */
const moods = [
  'healthy',
  'stale',
  'older',
  'ended',
  'empty',
  'restarted',
  'gaps',
  'longer',
  'malformed',
  'pages',
  'missing',
  'denied',
  'refusing',
  'limiting',
  'unreachable',
  'hanging',
  'cut',
] as const;
type Mood = (typeof moods)[number];

export interface Act {
  readonly forSeconds: number;
  readonly moods: Readonly<Record<'a' | 'b', Mood>>;
  /** Only playlists, only media, or everything. */
  readonly where: 'playlists' | 'media' | 'all';
}

export const act: fc.Arbitrary<Act> = fc.record({
  forSeconds: fc.integer({ min: 2, max: 25 }),
  moods: fc.record({ a: fc.constantFrom(...moods), b: fc.constantFrom(...moods) }),
  where: fc.constantFrom('playlists', 'media', 'all'),
});

const no = (status: number, headers: Record<string, string> = {}): ScriptedAnswer => ({
  kind: 'answer',
  status,
  headers,
  body: 'no',
  afterMs: 30,
});

/** Two origins whose moods change. Silent ones are told apart from those that answer. */
export function createMoodyOrigins(
  clock: FakeClock,
  acts: readonly Act[],
  numberOffset: number,
  dated: boolean,
) {
  const startMs = clock.now();
  const origins = {
    a: createFakeLiveOrigin({ clock, host: 'a.example', dated }),
    b: createFakeLiveOrigin({ clock, host: 'b.example', dated, numberOffset }),
  };
  const seen: Record<'a' | 'b', string[]> = { a: [], b: [] };
  /** Restarts so far, each with numbers and addresses of its own. */
  const runs = { a: 0, b: 0 };
  const restartedIn = { a: -1, b: -1 };

  const actAt = (ms: number): { act: Act; index: number } | null => {
    let untilMs = startMs;
    for (const [index, each] of acts.entries()) {
      untilMs += each.forSeconds * 1000;
      if (ms < untilMs) return { act: each, index };
    }
    return null;
  };

  const textOf = (healthy: ScriptedAnswer) =>
    healthy.kind === 'answer' && typeof healthy.body === 'string' ? healthy.body : '';
  const playlist = (body: string): ScriptedAnswer => ({ kind: 'answer', body, afterMs: 10 });

  const struck = (
    mood: Mood,
    host: 'a' | 'b',
    index: number,
    healthy: ScriptedAnswer,
    isPlaylist: boolean,
  ) => {
    const text = textOf(healthy);
    const last = seen[host].at(-1);
    switch (mood) {
      case 'healthy':
        return healthy;
      case 'stale':
        return isPlaylist && last !== undefined ? playlist(last) : healthy;
      case 'older':
        return isPlaylist ? playlist(seen[host].at(-4) ?? text) : healthy;
      case 'ended':
        return isPlaylist ? playlist(`${text}#EXT-X-ENDLIST\n`) : healthy;
      case 'empty':
        return isPlaylist ? playlist('') : { ...healthy, body: '' };
      case 'restarted':
        if (restartedIn[host] !== index) {
          restartedIn[host] = index;
          runs[host] += 1;
        }
        return healthy;
      case 'gaps':
        return isPlaylist
          ? playlist(text.replaceAll(/(#EXTINF:[^\n]+\n)(\d+[13579]\.m4s)/g, '#EXT-X-GAP\n$1$2'))
          : healthy;
      case 'longer':
        return isPlaylist ? playlist(text.replaceAll(/#EXTINF:4,(\n\d*7\.m4s)/g, '#EXTINF:6.4,$1')) : healthy;
      case 'malformed':
        return isPlaylist
          ? playlist(text.replace('#EXT-X-TARGETDURATION:4\n', ''))
          : { ...healthy, body: 'junk' };
      case 'pages':
        return playlist('<!doctype html><p>busy');
      case 'missing':
        return no(404);
      case 'denied':
        return isPlaylist ? no(500) : no(403);
      case 'refusing':
        return no(503, { 'retry-after': '2' });
      case 'limiting':
        return no(429, { 'retry-after': '5' });
      case 'unreachable':
        return { kind: 'refuse', afterMs: 20 } as const;
      case 'hanging':
        return { kind: 'hang' } as const;
      case 'cut':
        return healthy.kind === 'answer' ? { ...healthy, breakAt: 40 } : healthy;
    }
  };

  const answer = (request: ScriptedRequest): ScriptedAnswer => {
    const host = new URL(request.url).host === 'a.example' ? 'a' : 'b';
    const what = whatIsAsked(request.url);
    const isPlaylist = what === 'media-playlist' || what === 'multivariant';
    // Behind its restarts an origin numbers and names its segments anew.
    const url = request.url.replace(/run\d+-/, '');
    let healthy = origins[host].answer({ ...request, url });
    const now = actAt(request.atMs);
    const mood = now?.act.moods[host] ?? 'healthy';
    if (what === 'media-playlist' && healthy.kind === 'answer' && runs[host] > 0) {
      const run = runs[host];
      healthy = {
        ...healthy,
        body: textOf(healthy)
          .replace(
            /MEDIA-SEQUENCE:(\d+)/,
            (_all, number: string) => `MEDIA-SEQUENCE:${Number(number) % (7 * run)}`,
          )
          .replaceAll(/^(\d+\.m4s)$/gm, `run${run}-$1`),
      };
    }
    const touched = now === null || now.act.where === 'all' || (now.act.where === 'playlists') === isPlaylist;
    const given = touched && now !== null ? struck(mood, host, now.index, healthy, isPlaylist) : healthy;
    const text = textOf(given);
    if (what === 'media-playlist' && given.kind === 'answer' && text.startsWith('#EXTM3U'))
      seen[host].push(text);
    return given;
  };
  return { answer, endsAtMs: startMs + acts.reduce((sum, { forSeconds }) => sum + forSeconds * 1000, 0) };
}
