import { expect, it } from 'vitest';
import { createDraw } from '../../e2e/origin/draw.ts';

it('is the same for the same seed and question, whatever was drawn in between', () => {
  const [one, other] = [createDraw(7), createDraw(7)];
  const first = one('strike', 3, '/live/main.m3u8', 1);
  for (let n = 0; n < 10; n += 1) other('something else', n);
  expect(other('strike', 3, '/live/main.m3u8', 1)).toBe(first);
});

it('is another for another seed, and for every part of the question', () => {
  const asked = [
    createDraw(7)('a', 1),
    createDraw(8)('a', 1),
    createDraw(7)('b', 1),
    createDraw(7)('a', 2),
    createDraw(7)('a', 1, 1),
    createDraw(7)('a1'),
  ];
  expect(new Set(asked).size).toBe(asked.length);
});

it('is uniform, also over questions that differ by a digit', () => {
  const draw = createDraw(1);
  const counts = new Array<number>(10).fill(0);
  for (let n = 0; n < 10_000; n += 1) {
    const tenth = Math.floor(draw('strike', n % 3, '/live/aac-24/index.m3u8', n) * 10);
    counts[tenth] = (counts[tenth] ?? 0) + 1;
  }
  expect(counts).toHaveLength(10);
  // Four standard deviations.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
