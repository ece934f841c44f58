import { expect, it } from 'vitest';
import { ask, exchange } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('sends the whole body without its length, and closes so much later', async () => {
  const origin = await start({ faults: [always({ type: 'slow-close', ms: 4_000 })] });
  const whole = (await runUntil(ask(origin.segmentUrl), origin.clock)).body.length;
  const { received, answer } = exchange(origin.segmentUrl);
  // Nothing but the close is still to come.
  await expect.poll(() => received().body.length).toBe(whole);
  expect(origin.log()[1]).toMatchObject({ bytesSent: whole, endedAtMs: null });
  const { status, headers, ended } = await runUntil(answer, origin.clock);
  expect({ status, ended }).toEqual({ status: 200, ended: 'closed' });
  expect(headers).not.toHaveProperty('content-length');
  expect(headers['connection']).toBe('close');
  const [entry] = origin.log();
  expect((entry?.endedAtMs ?? 0) - (entry?.atMs ?? 0)).toBeGreaterThanOrEqual(4_000);
});
