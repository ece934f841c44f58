import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('answers 404 with an HTML page', async () => {
  const origin = await start({ faults: [always({ type: 'not-found' })] });
  const { status, headers, body, ended } = await ask(origin.streamUrl());
  expect({ status, ended }).toEqual({ status: 404, ended: 'closed' });
  expect(headers['content-type']).toContain('text/html');
  expect(headers).not.toHaveProperty('cache-control');
  expect(body.toString()).toContain('<h1>404 Not Found</h1>');
});

it('says how long caches may keep it', async () => {
  const origin = await start({ faults: [always({ type: 'not-found', cacheSeconds: 10 })] });
  const { headers } = await ask(origin.streamUrl());
  expect(headers['cache-control']).toBe('max-age=10');
});
