import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualLimits } from '../../src/feed/keeping.ts';
import { checkShown, demand } from '../fakes/check-shown.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { act, createMoodyOrigins } from '../fakes/moody-origins.ts';
import { createScriptedFetch } from '../fakes/scripted-fetch.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

/** Room for some seven segments behind the listener: what was listed leaves the playlist again. */
const littleRoom = { ...usualLimits, memoryBytes: 200_000, shelfBytes: 0 };

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
