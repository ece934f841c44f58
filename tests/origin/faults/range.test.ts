import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();
const Range = 'bytes=1000-1999';

async function answerTo(answer: string) {
  const origin = await start({ faults: [always({ type: 'range', answer })] });
  const part = await ask(origin.segmentUrl, { Range });
  expect(origin.log()[0]).toMatchObject({ fault: 'range', range: Range, status: part.status });
  const plain = await ask(origin.segmentUrl);
  expect(plain.status).toBe(200);
  expect(origin.log()[1]).toMatchObject({ fault: null });
  return { part, whole: plain.body, contentRange: part.headers['content-range'] };
}

it('ignores it', async () => {
  const { part, whole, contentRange } = await answerTo('ignored');
  expect(part.status).toBe(200);
  expect(part.body).toEqual(whole);
  expect(contentRange).toBeUndefined();
});

it('sends another part, and says so', async () => {
  const { part, whole, contentRange } = await answerTo('other-part');
  expect({ status: part.status, contentRange }).toEqual({
    status: 206,
    contentRange: `bytes 500-1999/${whole.length}`,
  });
  expect(part.body).toEqual(whole.subarray(500, 2000));
});

it('says that it is what was asked for, and sends something else', async () => {
  const { part, whole, contentRange } = await answerTo('mislabelled');
  expect(contentRange).toBe(`bytes 1000-1999/${whole.length}`);
  expect(part.body).toEqual(whole.subarray(0, 1000));
});

it('tells another length', async () => {
  const { part, whole, contentRange } = await answerTo('wrong-total');
  expect(contentRange).toBe(`bytes 1000-1999/${whole.length + 1000}`);
  expect(part.body).toEqual(whole.subarray(1000, 2000));
});

it('does not say which part it is', async () => {
  const { part, whole, contentRange } = await answerTo('unlabelled');
  expect({ status: part.status, contentRange }).toEqual({ status: 206, contentRange: undefined });
  expect(part.body).toEqual(whole.subarray(1000, 2000));
});

it('refuses a part that is there', async () => {
  const { part, whole, contentRange } = await answerTo('unsatisfiable');
  expect({ status: part.status, contentRange }).toEqual({
    status: 416,
    contentRange: `bytes */${whole.length}`,
  });
});

it('is answered wrongly and cut as well', async () => {
  const cut = always({ type: 'truncate', after: { bytes: 300 } });
  const origin = await start({ faults: [cut, always({ type: 'range', answer: 'ignored' })] });
  const first = await ask(origin.segmentUrl);
  const second = await ask(origin.segmentUrl, { Range: 'bytes=300-' });
  expect(second.status).toBe(200);
  expect(second.body).toEqual(first.body);
  expect(origin.log()[1]).toMatchObject({ fault: 'truncate' });
});
