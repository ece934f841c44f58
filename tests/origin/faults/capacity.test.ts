import { describe, expect, it } from 'vitest';
import { createCapacityQueue } from '../../../e2e/origin/capacity-queue.ts';
import { ask, exchange } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();
const capacity = { type: 'capacity', requestsPerSecond: 10, queue: 2, beyond: '503' };

/** As many different segments and clients as that, all at once. */
function crowd(url: string, count: number) {
  return Array.from({ length: count }, (_, n) => ask(url, { 'X-Client-Id': `listener-${n}` }));
}

it('serves all clients together at its rate, keeps a queue, and refuses the rest', async () => {
  const origin = await start({ faults: [always({ ...capacity, retryAfterSeconds: 7 })] });
  const answers = await runUntil(Promise.all(crowd(origin.segmentUrl, 6)), origin.clock);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 503, 503, 503]);
  expect(answers.find(({ status }) => status === 503)?.headers['retry-after']).toBe('7');
  const served = origin.log().filter(({ status }) => status === 200);
  const firstMs = served[0]?.headersAtMs ?? 0;
  expect(served.map(({ headersAtMs = Infinity }) => headersAtMs - firstMs)).toEqual([0, 100, 200]);
  expect(origin.log().map(({ fault }) => fault)).toEqual([
    null,
    'capacity',
    'capacity',
    'capacity',
    'capacity',
    'capacity',
  ]);
});

it.each([
  ['429', { status: 429, ended: 'closed' }],
  ['reset', { status: null, ended: 'ECONNRESET' }],
])('beyond it: %s', async (beyond, expected) => {
  const origin = await start({ faults: [always({ ...capacity, queue: 0, beyond })] });
  const answers = await runUntil(Promise.all(crowd(origin.segmentUrl, 2)), origin.clock);
  expect(answers.map(({ status }) => status)).toContain(200);
  expect(answers.find(({ status }) => status !== 200)).toMatchObject(expected);
});

it('beyond it: hang', async () => {
  const origin = await start({ faults: [always({ ...capacity, queue: 0, beyond: 'hang' })] });
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 200 });
  const { received, close } = exchange(origin.segmentUrl);
  await origin.waitForRequest(({ id }) => id === 2);
  await origin.clock.advance(60_000);
  expect(received().status).toBeNull();
  close();
});

it('carries so many bits for all of them together, named or not', async () => {
  const bitsPerSecond = 96_000;
  const origin = await start({
    faults: [always({ ...capacity, requestsPerSecond: 1000, queue: 100, bitsPerSecond })],
  });
  const answers = await runUntil(
    Promise.all([...crowd(origin.segmentUrl, 2), ask(origin.segmentUrl)]),
    origin.clock,
  );
  const bits = answers.reduce((sum, { body }) => sum + (body.length + 600) * 8, 0);
  const seconds = Math.max(...origin.log().map(({ endedAtMs }) => endedAtMs ?? 0)) / 1000;
  expect(bits / seconds / bitsPerSecond).toBeGreaterThan(0.9);
  expect(bits / seconds / bitsPerSecond).toBeLessThan(1.1);
});

describe('the queue', () => {
  it('answers as many as it can, however many ask', () => {
    const queue = createCapacityQueue({ requestsPerSecond: 100, queue: 10, refusalCost: 0 });
    let served = 0;
    for (let ms = 0; ms < 10_000; ms += 1) if (queue.ask(ms).kind === 'admitted') served += 1;
    expect(served).toBeGreaterThan(990);
    expect(served).toBeLessThan(1_020);
  });

  it('loses to refusals what they cost', () => {
    // Nine of ten are refused at a twentieth each: 100 = served + 0.05 (1000 - served).
    const queue = createCapacityQueue({ requestsPerSecond: 100, queue: 10, refusalCost: 0.05 });
    let served = 0;
    for (let ms = 0; ms < 10_000; ms += 1) if (queue.ask(ms).kind === 'admitted') served += 1;
    expect(served / 10).toBeGreaterThan(50);
    expect(served / 10).toBeLessThan(56);
  });

  it('is empty again after a quiet time', () => {
    const queue = createCapacityQueue({ requestsPerSecond: 1, queue: 1, refusalCost: 1 });
    expect([queue.ask(0), queue.ask(0), queue.ask(0)].map(({ kind }) => kind)).toEqual([
      'admitted',
      'admitted',
      'refused',
    ]);
    expect(queue.ask(3_000)).toEqual({ kind: 'admitted', waitMs: 0 });
  });
});
