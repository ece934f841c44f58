import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('answers 200 with nothing, whatever part was asked for', async () => {
  const origin = await start({ faults: [always({ type: 'empty' })] });
  const { status, headers, body, ended } = await ask(origin.segmentUrl, { Range: 'bytes=100-' });
  expect({ status, ended }).toEqual({ status: 200, ended: 'closed' });
  expect(body).toHaveLength(0);
  expect(headers).toMatchObject({
    'content-length': '0',
    'content-type': 'audio/mp4',
    'cache-control': 'public, max-age=3600, immutable',
  });
  expect(headers).not.toHaveProperty('etag');
  expect(headers).not.toHaveProperty('content-range');
  expect(origin.log()[0]).toMatchObject({ fault: 'empty', status: 200, bytesSent: 0, completed: true });
});
