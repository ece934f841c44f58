import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();
const quota = { type: 'rate-limit-fields', limit: 100, remaining: 0, resetSeconds: 30, windowSeconds: 60 };

it.each([
  [{}, { 'ratelimit-policy': '"default";q=100;w=60', ratelimit: '"default";r=0;t=30' }],
  [{ form: 'separate' }, { 'ratelimit-limit': '100', 'ratelimit-remaining': '0', 'ratelimit-reset': '30' }],
  [{ form: 'x' }, { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }],
])('tells a quota: %j', async (form, fields) => {
  const origin = await start({ faults: [always({ ...quota, ...form })] });
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 200, headers: fields });
});

it('tells it with a refusal too', async () => {
  const origin = await start({
    faults: [always(quota), always({ type: 'status', status: 429, retryAfter: 3 })],
  });
  const { status, headers } = await ask(origin.segmentUrl);
  expect(status).toBe(429);
  expect(headers).toMatchObject({ ratelimit: '"default";r=0;t=30', 'retry-after': '3' });
});
