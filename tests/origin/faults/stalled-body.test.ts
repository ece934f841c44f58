import { expect, it } from 'vitest';
import { ask, exchange } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('sends some bytes and then nothing more; the connection stays open', async () => {
  const origin = await start({ faults: [always({ type: 'stalled-body', after: { bytes: 700 } })] });
  const { answer, received, close } = exchange(origin.segmentUrl);
  await origin.waitForRequest(() => true);
  while (received().body.length < 700) await origin.clock.advance(0);
  await origin.clock.advance(3_600_000);
  await ask(`${origin.url}/__origin/state`);
  expect(received().body).toHaveLength(700);
  expect(origin.log()[0]).toMatchObject({
    status: 200,
    fault: 'stalled-body',
    bytesSent: 700,
    endedAtMs: null,
  });
  close();
  await answer;
  await origin.waitForRequest((entry) => entry.endedAtMs !== null && !entry.completed);
});

it('goes on after so many seconds', async () => {
  const origin = await start({
    faults: [always({ type: 'stalled-body', after: { fraction: 0.5 }, seconds: 3 })],
  });
  const { answer } = exchange(origin.segmentUrl);
  const { headers, body } = await runUntil(answer, origin.clock);
  expect(body).toHaveLength(Number(headers['content-length']));
  expect(origin.log()[0]?.endedAtMs).toBeGreaterThanOrEqual(3000);
});
