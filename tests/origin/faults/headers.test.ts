import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, scenarioOf, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('says fields otherwise, and leaves some out, whatever their case', async () => {
  const fault = { type: 'headers', set: { 'content-type': 'text/plain', Age: '30' }, remove: ['etag'] };
  const origin = await start({ faults: [always(fault)] });
  const { status, headers } = await ask(origin.segmentUrl);
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'content-type': 'text/plain', age: '30' });
  expect(headers).not.toHaveProperty('etag');
});

it.each([{ set: { 'no good': 'x' } }, { set: { Age: 'a\r\nb' } }, { remove: ['a b'] }])(
  'takes nothing that is no header: %j',
  (fields) => {
    expect(() => scenarioOf({ faults: [always({ type: 'headers', ...fields })] })).toThrow(/header field/);
  },
);
