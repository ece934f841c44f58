import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it.each([
  { fault: { status: 503 }, retryAfter: undefined },
  { fault: { status: 503, retryAfter: 2 }, retryAfter: '2' },
  { fault: { status: 429, retryAfter: { text: 'soon' } }, retryAfter: 'soon' },
  // The fake clock stands at 20:00:00.
  { fault: { status: 429, retryAfter: { dateInSeconds: 90 } }, retryAfter: 'Mon, 23 Nov 2026 20:01:30 GMT' },
])('answers $fault', async ({ fault, retryAfter }) => {
  const origin = await start({ faults: [always({ type: 'status', ...fault })] });
  const { status, headers, body } = await ask(origin.segmentUrl);
  expect(status).toBe(fault.status);
  expect(headers['retry-after']).toBe(retryAfter);
  expect(headers['content-type']).toContain('text/html');
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(body.toString()).toContain(`<h1>${fault.status} `);
  expect(origin.log()[0]).toMatchObject({
    status: fault.status,
    fault: 'status',
    retryAfter: retryAfter ?? null,
  });
});

it('lets a cache keep the error, and leaves the CORS fields out', async () => {
  const origin = await start({
    faults: [always({ type: 'status', status: 503, cacheSeconds: 5, cors: false })],
  });
  const { headers } = await ask(origin.segmentUrl);
  expect(headers['cache-control']).toBe('max-age=5');
  expect(headers).not.toHaveProperty('access-control-allow-origin');
});

it('strikes each client who has a name by chances of its own, whatever the others ask', async () => {
  const scenario = { faults: [{ ...always({ type: 'status', status: 503 }), probability: 0.5 }] };
  const fates = async (names: readonly (string | null)[]) => {
    const origin = await start(scenario);
    const seen = new Map<string | null, (number | null)[]>();
    for (let round = 0; round < 12; round += 1) {
      for (const name of names) {
        const { status } = await ask(origin.segmentUrl, name === null ? {} : { 'X-Client-Id': name });
        seen.set(name, [...(seen.get(name) ?? []), status]);
      }
    }
    return seen;
  };
  const alone = await fates([null]);
  const together = await fates(['one', null, 'other']);
  expect(together.get(null)).toEqual(alone.get(null));
  expect(together.get('one')).not.toEqual(together.get('other'));
  expect(together.get('one')).toEqual((await fates(['one'])).get('one'));
});
