import { expect, it } from 'vitest';
import { ask, exchange } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('never answers, until the client goes', async () => {
  const origin = await start({ faults: [always({ type: 'hang' })] });
  const { answer, received, close } = exchange(origin.segmentUrl);
  await origin.waitForRequest(() => true);
  await origin.clock.advance(3_600_000);
  // A round trip: whatever had been sent before it would be here.
  await ask(`${origin.url}/__origin/state`);
  expect(received().status).toBeNull();
  expect(origin.log()[0]).toMatchObject({ status: null, fault: 'hang', endedAtMs: null });
  close();
  await answer;
  const ended = await origin.waitForRequest((entry) => entry.endedAtMs !== null);
  expect(ended).toMatchObject({ bytesSent: 0, completed: false });
  expect(origin.clock.pending()).toBe(0);
});

it('answers after so many seconds', async () => {
  const origin = await start({ faults: [always({ type: 'hang', seconds: 10 })] });
  const { answer, received } = exchange(origin.segmentUrl);
  await origin.waitForRequest(() => true);
  await origin.clock.advance(9_999);
  await ask(`${origin.url}/__origin/state`);
  expect(received().status).toBeNull();
  expect(await runUntil(answer, origin.clock, 1)).toMatchObject({ status: 200, ended: 'closed' });
});
