import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createVirtualEngine } from '../../e2e/fleet/virtual-engine.ts';
import { usualLimits } from '../../src/feed/keeping.ts';
import { checkShown, demand } from '../fakes/check-shown.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createFakeShelf } from '../fakes/fake-shelf.ts';
import { act, createMoodyOrigins } from '../fakes/moody-origins.ts';
import { createScriptedFetch } from '../fakes/scripted-fetch.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

/** Room for some seven segments behind the listener in memory, and for as many more on the shelf. */
const littleRoom = { ...usualLimits, memoryBytes: 200_000, shelfBytes: 100_000 };

/** What somebody does, after so many seconds. */
const deed = fc.record({
  afterSeconds: fc.integer({ min: 1, max: 15 }),
  what: fc.oneof(
    fc.record({ kind: fc.constant('seek' as const), share: fc.double({ min: -0.2, max: 1.2, noNaN: true }) }),
    fc.record({ kind: fc.constant('step' as const), seconds: fc.constantFrom(-30, -15, 15, 30) }),
    fc.record({
      kind: fc.constantFrom('pause' as const, 'play' as const, 'live' as const, 'hurry' as const),
    }),
    fc.record({ kind: fc.constant('rate' as const), rate: fc.constantFrom(0.75, 1, 1.5, 2) }),
  ),
});

it('whoever goes to and fro while origins fail is given valid playlists, and hears again in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 1, maxLength: 5 }),
      fc.array(deed, { minLength: 1, maxLength: 14 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom(usualLimits, littleRoom),
      async (acts, deeds, dated, seed, limits) => {
        const clock = createFakeClock();
        const { answer, endsAtMs } = createMoodyOrigins(clock, acts, 0, dated);
        const network = createScriptedFetch(clock, answer);
        const given = new Map<number, string[]>();
        const shelf = createFakeShelf();
        const engine = createVirtualEngine({
          clock,
          fetch: network.fetch,
          random: seededRandom(seed),
          keeping: { limits, openShelf: () => Promise.resolve(shelf) },
          onPlaylist(text, player) {
            const texts = given.get(player) ?? [];
            given.set(player, texts);
            if (texts.at(-1) !== text) texts.push(text);
          },
        });
        const failures: string[] = [];
        engine.subscribe(({ type }) => {
          if (type === 'failed') failures.push(type);
        });
        engine.unlock();
        engine.start([
          { id: 'a', url: 'https://a.example/live/main.m3u8' },
          { id: 'b', url: 'https://b.example/live/main.m3u8' },
        ]);
        for (const { afterSeconds, what } of deeds) {
          await clock.advance(afterSeconds * 1000);
          const { seekableFromSeconds, edgeSeconds } = engine.feed() ?? {};
          const first = seekableFromSeconds ?? 0;
          const at = engine.position().positionSeconds;
          if (what.kind === 'seek') engine.seek(first + what.share * ((edgeSeconds ?? 0) - first));
          else if (what.kind === 'step') engine.seek(at + what.seconds);
          else if (what.kind === 'rate') engine.setRate(what.rate);
          else if (what.kind === 'live') engine.jumpToLive();
          else if (what.kind === 'hurry') engine.hurry();
          else engine[what.kind]();
          const onShelf = [...shelf.held.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
          demand(onShelf <= limits.shelfBytes, () => `${onShelf} bytes on the shelf`);
        }
        await clock.advance(Math.max(0, endsAtMs - clock.now()));
        engine.play();
        engine.setRate(1);
        // Gates that were closed for long, a rest after a denial that was believed, a doubt about numbers.
        await clock.advance(6 * 60_000);
        for (const texts of given.values()) checkShown(texts);
        if (failures.length === 0) {
          const { heardSeconds } = engine.heard();
          await clock.advance(60_000);
          const now = engine.heard().heardSeconds;
          demand(now > heardSeconds + 30, () => `only ${now - heardSeconds} s were heard in the last minute`);
        }
        engine.destroy();
        await clock.advance(0);
        expect(clock.pending()).toBe(0);
        expect(network.open()).toBe(0);
      },
    ),
    { numRuns: 25, seed: 11 },
  );
}, 240_000);
