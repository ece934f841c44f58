import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it.each([
  { after: { bytes: 0 }, expected: () => 0 },
  { after: { bytes: 1000 }, expected: () => 1000 },
  { after: { fraction: 0.25 }, expected: (whole: number) => Math.floor(whole / 4) },
])(
  'cuts the body at $after, states the whole length and closes in good order',
  async ({ after, expected }) => {
    const origin = await start({ faults: [always({ type: 'truncate', after })] });
    const { status, headers, body, ended } = await ask(origin.segmentUrl);
    const whole = Number(headers['content-length']);
    expect(whole).toBeGreaterThan(1000);
    expect({ status, ended, bytes: body.length }).toEqual({
      status: 200,
      ended: 'closed',
      bytes: expected(whole),
    });
    expect(origin.log()[0]).toMatchObject({
      fault: 'truncate',
      bytesSent: expected(whole),
      completed: false,
    });
  },
);

it('cuts the rest that a Range asks for, so that every try makes progress', async () => {
  const origin = await start({ faults: [always({ type: 'truncate', after: { bytes: 1000 } })] });
  const first = await ask(origin.segmentUrl);
  const second = await ask(origin.segmentUrl, { Range: 'bytes=1000-' });
  expect(second.status).toBe(206);
  expect(second.body).toHaveLength(1000);
  await origin.reset({ scenario: 'clean' });
  const whole = await ask(origin.segmentUrl);
  expect(whole.body.subarray(0, 2000)).toEqual(Buffer.concat([first.body, second.body]));
});

it('ends in good order also where the cut lies behind the end', async () => {
  const origin = await start({ faults: [always({ type: 'truncate', after: { bytes: 1e9 } })] });
  const { headers, body } = await ask(origin.segmentUrl);
  expect(body).toHaveLength(Number(headers['content-length']));
});
