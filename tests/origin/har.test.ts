import { expect, it } from 'vitest';
import { ask } from './raw-client.ts';
import { always, runUntil, useOrigins } from './test-origin.ts';

const start = useOrigins();

interface Har {
  readonly log: {
    readonly version: string;
    readonly entries: readonly {
      readonly startedDateTime: string;
      readonly time: number;
      readonly request: { readonly url: string; readonly headers: object; readonly queryString: object };
      readonly response: { readonly status: number; readonly headers: object; readonly bodySize: number };
      readonly timings: object;
      readonly _fault: string | null;
      readonly _open: boolean;
    }[];
  };
}

it('tells each request with its times, and what HAR has no place for', async () => {
  const slow = always({ type: 'latency', ms: 300 });
  const refusal = {
    ...always({ type: 'status', status: 503, retryAfter: 4 }),
    match: { what: 'multivariant' },
  };
  const origin = await start({ faults: [slow, refusal] });
  origin.begin();
  await origin.clock.advance(2_000);
  await runUntil(ask(`${origin.segmentUrl}?a=b%20c`, { Range: 'bytes=0-99' }), origin.clock);
  await runUntil(ask(origin.streamUrl()), origin.clock);
  const { headers, body } = await ask(`${origin.url}/__origin/log?format=har`);
  expect(headers['content-type']).toBe('application/json');
  const { log } = JSON.parse(body.toString()) as Har;
  expect(log.version).toBe('1.2');
  const [segment, multivariant] = log.entries;
  expect(segment).toMatchObject({
    startedDateTime: expect.stringMatching(/^2026-11-23T20:00:02\.\d{3}Z$/) as string,
    time: 300,
    request: {
      method: 'GET',
      url: `${origin.segmentUrl}?a=b%20c`,
      headers: [{ name: 'Range', value: 'bytes=0-99' }],
      queryString: [{ name: 'a', value: 'b c' }],
    },
    response: { status: 206, bodySize: 100 },
    timings: { send: 0, wait: 300, receive: 0 },
    _fault: 'latency',
    _open: false,
  });
  expect(multivariant?.response).toMatchObject({
    status: 503,
    headers: [{ name: 'Retry-After', value: '4' }],
  });
});

it('leaves out connections that asked for nothing, and tells what is still open', async () => {
  const refuse = { ...always({ type: 'refuse', at: 'accept' }), toSeconds: 5 };
  const origin = await start({ faults: [refuse, always({ type: 'hang' })] });
  origin.begin();
  await ask(origin.segmentUrl);
  await origin.clock.advance(5_000);
  void ask(origin.segmentUrl);
  await origin.waitForRequest(({ what }) => what === 'segment');
  await origin.clock.advance(1_000);
  const { log } = JSON.parse((await ask(`${origin.url}/__origin/log?format=har`)).body.toString()) as Har;
  expect(log.entries).toHaveLength(1);
  expect(log.entries[0]).toMatchObject({ time: 1_000, response: { status: 0 }, _open: true });
});
