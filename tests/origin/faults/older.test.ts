import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { useOrigins } from '../test-origin.ts';

const start = useOrigins();
const older = { fromSeconds: 0, match: { what: 'media-playlist' }, fault: { type: 'older', bySeconds: 12 } };

async function newestListed(origin: { readonly url: string }): Promise<number> {
  const { body } = await ask(`${origin.url}/live/aac-24/index.m3u8`);
  return Number(/segment-(\d+)\.m4s\s*$/.exec(body.toString())?.[1]);
}

it('is what it was so long ago, at every moment', async () => {
  const origin = await start({ faults: [older] });
  expect(await newestListed(origin)).toBe(12);
  await origin.clock.advance(8_000);
  expect(await newestListed(origin)).toBe(14);
});

it('was not there before the stream was', async () => {
  const origin = await start({ startsAtSeconds: -10, faults: [older] });
  expect(await ask(`${origin.url}/live/aac-24/index.m3u8`)).toMatchObject({ status: 404 });
});

it('alternates with the newest copy where it is one cache of several', async () => {
  const origin = await start({ faults: [{ ...older, probability: 0.5 }] });
  const seen: number[] = [];
  for (let n = 0; n < 20; n += 1) seen.push(await newestListed(origin));
  expect(new Set(seen)).toEqual(new Set([12, 15]));
});
