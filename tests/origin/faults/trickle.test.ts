import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();
const bitsPerSecond = 24_000;
const trickle = { type: 'trickle', bitsPerSecond };

it('gives each answer that speed, however many there are', async () => {
  const origin = await start({ faults: [always(trickle)] });
  const answers = await runUntil(Promise.all([1, 2, 3].map(() => ask(origin.segmentUrl))), origin.clock);
  const bits = ((answers[0]?.body.length ?? 0) + 600) * 8;
  for (const { endedAtMs, fault } of origin.log()) {
    expect(fault).toBe('trickle');
    const measuredBps = bits / ((endedAtMs ?? 0) / 1000);
    expect(measuredBps / bitsPerSecond).toBeGreaterThan(0.9);
    expect(measuredBps / bitsPerSecond).toBeLessThan(1.1);
  }
});

it('lets go in the middle of a transfer', async () => {
  const origin = await start({ faults: [{ ...always(trickle), toSeconds: 2 }] });
  const { body } = await runUntil(ask(`${origin.url}/live/aac-96/segment-12.m4s`), origin.clock);
  expect((body.length * 8) / bitsPerSecond).toBeGreaterThan(10);
  expect(origin.log()[0]?.endedAtMs).toBeGreaterThan(1900);
  expect(origin.log()[0]?.endedAtMs).toBeLessThan(2500);
});
