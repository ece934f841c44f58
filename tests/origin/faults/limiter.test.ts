import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();
const limiter = { type: 'limiter', requestsPerSecond: 2, burst: 3 };

it('lets a burst through, then refuses and says for how long', async () => {
  const origin = await start({ faults: [always(limiter)] });
  const statuses: (number | null)[] = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await ask(origin.segmentUrl)).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect(origin.log().at(-1)).toMatchObject({ fault: 'limiter', status: 429, retryAfter: '1' });
  await origin.clock.advance(1_000);
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 200 });
});

it('refuses with 503 where it is told to', async () => {
  const origin = await start({ faults: [always({ ...limiter, burst: 1, status: 503 })] });
  await ask(origin.segmentUrl);
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
});

it('tells clients apart', async () => {
  const origin = await start({ faults: [always({ ...limiter, burst: 1 })] });
  const askAs = async (client: string) => (await ask(origin.segmentUrl, { 'X-Client-Id': client })).status;
  expect([await askAs('a'), await askAs('b'), await askAs('a'), await askAs('b')]).toEqual([
    200, 200, 429, 429,
  ]);
});

it('counts what it is asked about, and lets a later fault have its turn', async () => {
  const origin = await start({
    faults: [
      { ...always({ type: 'not-found' }), match: { what: 'init' } },
      always({ ...limiter, burst: 1 }),
      { ...always({ type: 'status', status: 500 }), match: { what: 'segment' } },
    ],
  });
  // Struck before it comes to the limiter.
  expect(await ask(`${origin.url}/live/aac-24/init.mp4`)).toMatchObject({ status: 404 });
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 500 });
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 429 });
});

it('starts a new evening with a full bucket', async () => {
  const origin = await start({ faults: [always({ ...limiter, burst: 1 })] });
  await ask(origin.segmentUrl);
  origin.begin({ restart: true });
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 200 });
});
