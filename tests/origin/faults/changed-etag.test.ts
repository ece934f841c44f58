import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('has another ETag behind a cut, for the same bytes', async () => {
  const cut = { ...always({ type: 'truncate', after: { bytes: 500 } }), match: { what: 'any', request: 1 } };
  const origin = await start({ faults: [cut, always({ type: 'changed-etag' })] });
  const first = await ask(origin.segmentUrl);
  const rest = await ask(origin.segmentUrl, { Range: 'bytes=500-' });
  expect(rest.status).toBe(206);
  expect(rest.headers['etag']).not.toBe(first.headers['etag']);
  expect(rest.headers['etag']).toMatch(/^"[^"]+"$/);
  await origin.reset({ scenario: 'clean' });
  const whole = await ask(origin.segmentUrl);
  expect(Buffer.concat([first.body, rest.body])).toEqual(whole.body);
});

it('can be weak', async () => {
  const origin = await start({ faults: [always({ type: 'changed-etag', weak: true })] });
  expect((await ask(origin.segmentUrl)).headers['etag']).toMatch(/^W\/"[^"]+"$/);
});
