import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualLimits } from '../../src/feed/keeping.ts';
import { parseMediaPlaylist, type MediaPlaylist } from '../../src/hls/media-playlist.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeLiveOrigin, whatIsAsked } from '../fakes/fake-live-origin.ts';
import { createScriptedFetch, type ScriptedAnswer, type ScriptedRequest } from '../fakes/scripted-fetch.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

/** Room for some seven segments behind the listener: what was listed leaves the playlist again. */
const littleRoom = { ...usualLimits, memoryBytes: 200_000, shelfBytes: 0 };

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

interface Act {
  readonly forSeconds: number;
  readonly moods: Readonly<Record<'a' | 'b', Mood>>;
  /** Only playlists, only media, or everything. */
  readonly where: 'playlists' | 'media' | 'all';
}

const act: fc.Arbitrary<Act> = fc.record({
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
function createMoodyOrigins(clock: FakeClock, acts: readonly Act[], numberOffset: number, dated: boolean) {
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

/** Everything that the player is given, asked for as hls.js does. */
function readAll(listener: VirtualListener, stop: AbortSignal): string[] {
  const texts: string[] = [];
  const next = (after: number | null): void => {
    listener.feed.playlist(after, stop).then(
      ({ text, lastSequence, ended }) => {
        texts.push(text);
        if (!ended) next(lastSequence);
      },
      () => undefined,
    );
  };
  next(null);
  return texts;
}

/** expect() for every line of every playlist would take most of the time. */
function demand(condition: boolean, message: () => string): void {
  if (!condition) throw new Error(message());
}

function checkShown(texts: readonly string[]): void {
  const given = new Map<number, string>();
  let before: MediaPlaylist | null = null;
  for (const [place, text] of texts.entries()) {
    const shown = parseMediaPlaylist(text, 'https://feed.holdline.invalid/live.m3u8');
    const [first] = shown.segments;
    if (first === undefined) throw new Error('an empty playlist');
    const target = Number(/#EXT-X-TARGETDURATION:(\d+)/.exec(text)?.[1]);
    const firstBefore = before?.segments[0];
    if (before !== null && firstBefore !== undefined) {
      demand(first.sequence >= firstBefore.sequence, () => `sequence went back in ${place}`);
      demand(
        first.discontinuitySequence >= firstBefore.discontinuitySequence,
        () => `discontinuity sequence went back in ${place}`,
      );
      demand(target >= before.targetDurationSeconds, () => `target duration shrank in ${place}`);
    }
    const addresses = new Set(shown.segments.map(({ uri }) => uri));
    demand(addresses.size === shown.segments.length, () => `a segment twice in ${place}`);
    for (const [index, segment] of shown.segments.entries()) {
      const { sequence, uri, durationSeconds, discontinuitySequence } = segment;
      demand(Math.round(durationSeconds) <= target, () => `longer than the target duration in ${place}`);
      const step = discontinuitySequence - (shown.segments[index - 1] ?? segment).discontinuitySequence;
      demand(step === 0 || step === 1, () => `discontinuities out of order in ${place}`);
      demand(uri.endsWith(`/segment/${sequence}`), () => `number ${sequence} stands for ${uri} in ${place}`);
      const said = [uri, durationSeconds, discontinuitySequence].join(' ');
      demand((given.get(sequence) ?? said) === said, () => `${given.get(sequence)} became ${said}`);
      given.set(sequence, said);
    }
    demand(!shown.endList || place === texts.length - 1, () => `an end in the middle: ${place}`);
    before = shown;
  }
}

describe('whatever two origins do', () => {
  it('the player is given valid playlists, waits end, and the budget is kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(0, 0, 1000),
        fc.boolean(),
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom(usualLimits, littleRoom),
        async (acts, numberOffset, dated, seed, limits) => {
          const clock = createFakeClock();
          const { answer, endsAtMs } = createMoodyOrigins(clock, acts, numberOffset, dated);
          const answeredMs: number[] = [];
          const network = createScriptedFetch(clock, (request) => {
            const given = answer(request);
            if (given.kind === 'answer') answeredMs.push(request.atMs);
            return given;
          });
          const listener = createVirtualListener({
            clock,
            fetch: network.fetch,
            url: [
              { id: 'a', url: 'https://a.example/live/main.m3u8' },
              { id: 'b', url: 'https://b.example/live/main.m3u8' },
            ],
            seed,
            keeping: { limits },
          });
          const stop = new AbortController();
          const texts = readAll(listener, stop.signal);
          await clock.advance(endsAtMs - clock.now());
          const isStopped = listener.feed.snapshot().phase.kind === 'stopped';
          const heardBefore = listener.heardSeconds();
          // Gates that were closed for long, a rest after a denial that was believed, a doubt about numbers.
          await clock.advance(6 * 60_000);
          checkShown(texts);
          const startsMs = network.requests.map(({ atMs }) => atMs);
          for (const atMs of startsMs) {
            const inASecond = startsMs.filter((other) => other >= atMs && other < atMs + 1000).length;
            demand(inASecond <= 10, () => `${inASecond} requests in a second`);
            const isAnswered = answeredMs.some((other) => other >= atMs - 30_000 && other < atMs + 60_000);
            const inAMinute = startsMs.filter((other) => other >= atMs && other < atMs + 60_000).length;
            demand(
              isAnswered || inAMinute <= 20,
              () => `${inAMinute} requests in a minute without an answer`,
            );
          }
          if (!isStopped) {
            demand(listener.heardSeconds() > heardBefore, () => 'nothing is heard any more');
            demand(
              listener.feed.inHandSeconds(listener.positionSeconds()) > 0,
              () => 'nothing is in hand any more',
            );
          }
          listener.stop();
          stop.abort(new Error('over'));
          await clock.advance(0);
          expect(clock.pending()).toBe(0);
          expect(network.open()).toBe(0);
        },
      ),
      { numRuns: 25, seed: 7 },
    );
  }, 120_000);
});
