import { expect, it } from 'vitest';
import { ask, exchange } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('closes in good order without an answer, when the time is over', async () => {
  const origin = await start({ faults: [always({ type: 'timeout', seconds: 3 })] });
  const { received, answer } = exchange(origin.segmentUrl);
  await origin.waitForRequest(({ what }) => what === 'segment');
  await origin.clock.advance(2_999);
  expect(origin.log()[0]).toMatchObject({ endedAtMs: null });
  expect(received().status).toBeNull();
  expect(await runUntil(answer, origin.clock)).toMatchObject({ status: null, ended: 'closed' });
  expect(origin.log()[0]).toMatchObject({ fault: 'timeout', status: null, bytesSent: 0, completed: false });
});

it('closes at once with no time', async () => {
  const origin = await start({ faults: [always({ type: 'timeout', seconds: 0 })] });
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: null, ended: 'closed' });
});
