import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { useOrigins } from '../test-origin.ts';

const start = useOrigins();
const stale = {
  fromSeconds: 10,
  toSeconds: 30,
  match: { what: 'media-playlist' },
  fault: { type: 'stale' },
};

it('stays what it was when its time began; segments go on', async () => {
  const origin = await start({ faults: [stale] });
  origin.begin();
  const playlist = async () => (await ask(`${origin.url}/live/aac-24/index.m3u8`)).body.toString();
  await origin.clock.advance(10_000);
  const before = await playlist();
  expect(before).toContain('segment-17.m4s');
  await origin.clock.advance(19_999);
  expect(await playlist()).toBe(before);
  expect(await ask(`${origin.url}/live/aac-24/segment-22.m4s`)).toMatchObject({ status: 200 });
  await origin.clock.advance(1);
  expect(await playlist()).toContain('segment-22.m4s');
  expect(origin.log().map(({ fault }) => fault)).toEqual(['stale', 'stale', null, null]);
});

it('has the validator of what it is', async () => {
  const origin = await start({ faults: [stale] });
  origin.begin({ atSeconds: 10 });
  const url = `${origin.url}/live/aac-24/index.m3u8`;
  const { headers } = await ask(url);
  await origin.clock.advance(10_000);
  expect(await ask(url, { 'If-None-Match': headers['etag'] ?? '' })).toMatchObject({ status: 304 });
});
