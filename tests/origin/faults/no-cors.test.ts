import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();
const field = 'access-control-allow-origin';

it('leaves the fields out of every answer', async () => {
  const origin = await start({ faults: [always({ type: 'no-cors' })] });
  expect((await ask(origin.segmentUrl)).headers).not.toHaveProperty(field);
  expect((await ask(origin.segmentUrl, {}, 'OPTIONS')).headers).not.toHaveProperty(field);
});

it('or only out of errors, wherever in the list they are made', async () => {
  const broken = { ...always({ type: 'status', status: 503 }), match: { what: 'segment' } };
  const origin = await start({ faults: [always({ type: 'no-cors', on: 'errors' }), broken] });
  const refused = await ask(origin.segmentUrl);
  expect(refused.status).toBe(503);
  expect(refused.headers).not.toHaveProperty(field);
  expect((await ask(`${origin.url}/live/aac-24/index.m3u8`)).headers[field]).toBe('*');
  expect((await ask(`${origin.url}/live/aac-24/segment-99999.m4s`)).headers).not.toHaveProperty(field);
});
