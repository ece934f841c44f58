import { expect, it } from 'vitest';
import { slicer } from '../../../e2e/origin/faults/slicer.ts';
import { createAnswer } from '../../../e2e/origin/answer.ts';
import { ask, exchange } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('sends a slice, waits, and sends the next', async () => {
  const origin = await start({ faults: [always({ type: 'slicer', bytes: 1_000, delayMs: 100 })] });
  const { received, answer } = exchange(origin.segmentUrl);
  for (const slices of [1, 2, 3]) {
    await expect.poll(() => received().body.length).toBe(slices * 1_000);
    expect(origin.log()[0]).toMatchObject({ bytesSent: slices * 1_000 });
    await origin.clock.advance(100);
  }
  const { headers, body } = await runUntil(answer, origin.clock);
  expect(body).toHaveLength(Number(headers['content-length']));
  const pauses = Math.ceil(body.length / 1_000) - 1;
  expect(origin.log()[0]?.endedAtMs).toBeGreaterThanOrEqual(pauses * 100);
});

it('changes no byte', async () => {
  const sliced = await start({ faults: [always({ type: 'slicer', bytes: 700, jitterBytes: 600 })] });
  const clean = await start({});
  const [one, other] = await Promise.all([ask(sliced.segmentUrl), ask(clean.segmentUrl)]);
  expect(one.body).toEqual(other.body);
});

it('has slices of different lengths, as long as stated on average', () => {
  const answer = createAnswer(200, {}, Buffer.alloc(0));
  const { slices } = slicer(answer, { type: 'slicer', bytes: 100, jitterBytes: 100 }, 0.3);
  const sizes = Array.from({ length: 200 }, (_, index) => slices?.sizeOf(index) ?? 0);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1);
  expect(Math.min(...sizes)).toBeLessThan(10);
  expect(Math.max(...sizes)).toBeGreaterThan(190);
  expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeCloseTo(100, -1);
});
