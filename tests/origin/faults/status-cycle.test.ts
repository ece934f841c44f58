import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('goes round a list, for each path by itself', async () => {
  const origin = await start({ faults: [always({ type: 'status-cycle', statuses: [503, 404, 200] })] });
  const statuses: (number | null)[] = [];
  for (let request = 0; request < 7; request += 1) statuses.push((await ask(origin.segmentUrl)).status);
  expect(statuses).toEqual([503, 404, 200, 503, 404, 200, 503]);
  expect((await ask(`${origin.url}/live/aac-48/segment-12.m4s`)).status).toBe(503);
  expect(origin.log()[2]).toMatchObject({ fault: null, completed: true });
});
