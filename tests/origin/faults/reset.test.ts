import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('resets before the headers', async () => {
  const origin = await start({ faults: [always({ type: 'reset' })] });
  const { status, ended } = await ask(origin.segmentUrl);
  expect({ status, ended }).toEqual({ status: null, ended: 'ECONNRESET' });
  expect(origin.log()[0]).toMatchObject({ fault: 'reset', status: null, bytesSent: 0, completed: false });
});

it('resets after the stated byte', async () => {
  const origin = await start({ faults: [always({ type: 'reset', after: { bytes: 1000 } })] });
  const { status, body, ended } = await runUntil(ask(origin.segmentUrl), origin.clock);
  expect({ status, ended, bytes: body.length }).toEqual({ status: 200, ended: 'ECONNRESET', bytes: 1000 });
});

it('leaves an answer alone that it does not strike', async () => {
  const origin = await start({ faults: [{ ...always({ type: 'reset' }), match: { what: 'multivariant' } }] });
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 200, ended: 'closed' });
  expect(origin.log()[0]).toMatchObject({ fault: null, completed: true });
});
