import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('answers 410 as soon as a segment is no longer listed, and 404 to what is still to come', async () => {
  // At second 0 the playlist lists 10 to 15.
  const origin = await start({ faults: [always({ type: 'gone' })] });
  const status = async (sequence: number) =>
    (await ask(`${origin.url}/live/aac-24/segment-${sequence}.m4s`)).status;
  expect(await Promise.all([9, 10, 15, 16].map(status))).toEqual([410, 200, 200, 404]);
  const healthy = await start({});
  expect((await ask(`${healthy.url}/live/aac-24/segment-9.m4s`)).status).toBe(200);
});

it('goes by the numbers of its pathway', async () => {
  const pathways = ['a', { id: 'b', numberOffset: 100 }];
  const origin = await start({ pathways, faults: [always({ type: 'gone' })] });
  const url = `${origin.pathwayUrl('b')}/live/aac-24/segment-`;
  expect((await ask(`${url}109.m4s`)).status).toBe(410);
  expect((await ask(`${url}110.m4s`)).status).toBe(200);
});
