import { expect, it } from 'vitest';
import { createAnswer } from '../../../e2e/origin/answer.ts';
import { latency } from '../../../e2e/origin/faults/latency.ts';
import { ask, exchange } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('holds the headers back for that long, and no longer', async () => {
  const origin = await start({ faults: [always({ type: 'latency', ms: 800 })] });
  const { answer, received } = exchange(origin.segmentUrl);
  await origin.waitForRequest(() => true);
  await origin.clock.advance(799);
  await ask(`${origin.url}/__origin/state`);
  expect(received().status).toBeNull();
  await origin.clock.advance(1);
  expect(await answer).toMatchObject({ status: 200, ended: 'closed' });
});

it.each([
  { ms: 800, jitterMs: 600, chance: 0, expected: 200 },
  { ms: 800, jitterMs: 600, chance: 0.5, expected: 800 },
  { ms: 800, jitterMs: 600, chance: 0.75, expected: 1100 },
  { ms: 100, jitterMs: 600, chance: 0, expected: 0 },
  { ms: 100, chance: 0.9, expected: 100 },
])('waits $expected ms for $ms ± $jitterMs at chance $chance', ({ expected, chance, ...fault }) => {
  const answer = createAnswer(200, {}, new Uint8Array());
  expect(latency(answer, { type: 'latency', ...fault }, chance).headersAfterMs).toBeCloseTo(expected);
});

it('adds up with what else strikes', async () => {
  const origin = await start({
    faults: [
      always({ type: 'latency', ms: 500 }),
      always({ type: 'latency', ms: 300 }),
      always({ type: 'not-found' }),
    ],
  });
  expect(await runUntil(ask(origin.segmentUrl), origin.clock)).toMatchObject({ status: 404 });
  expect(origin.log()[0]?.endedAtMs).toBeGreaterThanOrEqual(800);
});
