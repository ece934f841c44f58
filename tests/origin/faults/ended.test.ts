import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('says that it is over though the broadcast goes on, and takes it back', async () => {
  const ended = { fromSeconds: 0, toSeconds: 8, match: { what: 'media-playlist' }, fault: { type: 'ended' } };
  const origin = await start({ faults: [ended] });
  const playlist = async () => (await ask(`${origin.url}/live/aac-24/index.m3u8`)).body.toString();
  expect(await playlist()).toMatch(/segment-15\.m4s\n#EXT-X-ENDLIST\n$/);
  await origin.clock.advance(4_000);
  expect(await playlist()).toMatch(/segment-16\.m4s\n#EXT-X-ENDLIST\n$/);
  await origin.clock.advance(4_000);
  expect(await playlist()).toMatch(/segment-17\.m4s\n$/);
});

it('says so once where the broadcast is over indeed', async () => {
  const ended = { fromSeconds: 0, match: { what: 'media-playlist' }, fault: { type: 'ended' } };
  const origin = await start({ endsAtSeconds: 0, faults: [ended] });
  const { body } = await ask(`${origin.url}/live/aac-24/index.m3u8`);
  expect(body.toString().match(/ENDLIST/g)).toHaveLength(1);
});
