import { expect, it } from 'vitest';
import { createLine, turnBytes } from '../../e2e/origin/line.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

const never = new AbortController().signal;
const saturated = { saturatedForMs: () => Infinity };

it.each([
  { bitsPerSecond: 8, expected: 1 },
  { bitsPerSecond: 48_000, expected: 300 },
  { bitsPerSecond: 10_000_000, expected: 1460 },
])('serves $bitsPerSecond bit/s in turns of $expected bytes', ({ bitsPerSecond, expected }) => {
  expect(turnBytes(bitsPerSecond)).toBe(expected);
});

it('grants one turn at a time, at the rate of the line', async () => {
  const clock = createFakeClock();
  const startedAtMs = clock.now();
  const line = createLine({ bitsPerSecond: 48_000, ...saturated }, clock);
  const grants: [number, number][] = [];
  const takeAll = async () => {
    for (let left = 1000; left > 0;) {
      const granted = await line.take(left, never);
      grants.push([clock.now() - startedAtMs, granted]);
      left -= granted;
    }
  };
  const taken = takeAll();
  await clock.advance(1000);
  await taken;
  expect(grants).toEqual([
    // One turn had been saved up.
    [0, 300],
    [0, 300],
    [50, 300],
    [100, 100],
  ]);
});

it('takes turns among those who wait', async () => {
  const clock = createFakeClock();
  const line = createLine({ bitsPerSecond: 48_000, ...saturated }, clock);
  const order: string[] = [];
  const take = async (name: string) => {
    for (let turn = 0; turn < 3; turn += 1) {
      await line.take(300, never);
      order.push(name);
    }
  };
  const all = Promise.all([take('a'), take('b'), take('c')]);
  await clock.advance(1000);
  await all;
  expect(order.join('')).toBe('abcabcabc');
});

it('saves up no more than one turn in a quiet moment', async () => {
  const clock = createFakeClock();
  const line = createLine({ bitsPerSecond: 48_000, ...saturated }, clock);
  await line.take(300, never);
  await clock.advance(60_000);
  const startedAtMs = clock.now();
  const times: number[] = [];
  const all = Promise.all(
    [1, 2, 3, 4].map(async () => {
      await line.take(300, never);
      times.push(clock.now() - startedAtMs);
    }),
  );
  await clock.advance(1000);
  await all;
  expect(times).toEqual([0, 0, 50, 100]);
});

it('holds nobody while it is not saturated, and lets everybody go when it no longer is', async () => {
  const clock = createFakeClock();
  const endsAtMs = clock.now() + 120;
  const line = createLine(
    { bitsPerSecond: 800, saturatedForMs: () => Math.max(0, endsAtMs - clock.now()) },
    clock,
  );
  await line.take(10, never);
  const waiting = Promise.all([1000, 2000, 3000, 4000].map((bytes) => line.take(bytes, never)));
  await clock.advance(119);
  await clock.advance(1);
  // Turns of 5 bytes at once, after 50 and after 100 ms; the whole after 120.
  expect(await waiting).toEqual([5, 5, 5, 4000]);
  expect(await line.take(9000, never)).toBe(9000);
  expect(clock.pending()).toBe(0);
});

it('lets those go who no longer want to', async () => {
  const clock = createFakeClock();
  const line = createLine({ bitsPerSecond: 80, ...saturated }, clock);
  await line.take(1, never);
  await line.take(1, never);
  const controller = new AbortController();
  const gone = line.take(1, controller.signal);
  const stays = line.take(1, never);
  controller.abort();
  await gone;
  const startedAtMs = clock.now();
  const staysUntil = stays.then(() => clock.now() - startedAtMs);
  await clock.advance(1000);
  expect(await staysUntil).toBe(100);
  expect(clock.pending()).toBe(0);
});
