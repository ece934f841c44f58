import { Agent, get } from 'node:http';
import { expect, it } from 'vitest';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();

function fetchOver(agent: Agent, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    }).once('error', reject);
  });
}

it('keeps the first request of a connection waiting, and no other', async () => {
  const origin = await start({ faults: [always({ type: 'slow-accept', ms: 2_000 })] });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (const expected of [200, 200])
    expect(await runUntil(fetchOver(agent, origin.segmentUrl), origin.clock)).toBe(expected);
  agent.destroy();
  await runUntil(fetchOver(new Agent(), origin.segmentUrl), origin.clock);
  const waits = origin.log().map(({ atMs, headersAtMs = Infinity }) => headersAtMs - atMs);
  expect(waits).toEqual([2_000, 0, 2_000]);
  expect(origin.log().map(({ fault }) => fault)).toEqual(['slow-accept', null, 'slow-accept']);
});
