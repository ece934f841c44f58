import { expect, it } from 'vitest';
import { parseMediaPlaylist } from '../../../src/hls/media-playlist.ts';
import { ask } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();

async function newest(fault: object): Promise<number | undefined> {
  const origin = await start({ startsAtSeconds: 0, faults: [always({ ...fault })] });
  const url = `${origin.url}/live/aac-24/index.m3u8`;
  const { body } = await runUntil(ask(url), origin.clock);
  expect(origin.log()[0]).toMatchObject({ atMs: 0, fault: 'type' in fault ? fault.type : null });
  return parseMediaPlaylist(body.toString(), url).segments.at(-1)?.sequence;
}

it('answers for the moment at which the request arrives; latency for the one at which it was sent', async () => {
  expect(await newest({ type: 'upstream', ms: 9_000 })).toBe(2);
  expect(await newest({ type: 'latency', ms: 9_000 })).toBe(0);
});

it('lets a long request need longer', async () => {
  const origin = await start({ faults: [always({ type: 'upstream', bitsPerSecond: 8_000 })] });
  const seconds = async (more: number) => {
    const url = `${origin.segmentUrl}?${'x'.repeat(more)}`;
    await runUntil(ask(url), origin.clock);
    const entry = origin.log().at(-1);
    return ((entry?.headersAtMs ?? 0) - (entry?.atMs ?? 0)) / 1000;
  };
  const [short, long] = [await seconds(0), await seconds(2_000)];
  expect(short).toBeGreaterThan(0.05);
  expect(long - short).toBeCloseTo(2, 1);
});

it('adds up with what happens to the answer', async () => {
  const origin = await start({
    faults: [always({ type: 'upstream', ms: 1_000 }), always({ type: 'status', status: 503 })],
  });
  expect(await runUntil(ask(origin.segmentUrl), origin.clock)).toMatchObject({ status: 503 });
  expect(origin.log()[0]).toMatchObject({ fault: 'status' });
  expect(origin.log()[0]?.headersAtMs).toBeGreaterThanOrEqual(1_000);
});
