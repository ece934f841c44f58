import { expect, it } from 'vitest';
import { parseMediaPlaylist } from '../../../src/hls/media-playlist.ts';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();
const hourBack = always({ type: 'clock-skew', bySeconds: -3600 });

it('moves Date and the dates of a playlist, and nothing else', async () => {
  const [right, wrong] = [await start({}), await start({ faults: [hourBack] })];
  const facts = async (origin: typeof right) => {
    const url = `${origin.url}/live/aac-24/index.m3u8`;
    const { headers, body } = await ask(url);
    const { mediaSequence, segments } = parseMediaPlaylist(body.toString(), url);
    return {
      dateMs: Date.parse(headers['date'] ?? ''),
      spokenMs: segments[0]?.programDateTimeMs ?? NaN,
      mediaSequence,
    };
  };
  const [one, other] = [await facts(right), await facts(wrong)];
  expect(one.dateMs - other.dateMs).toBe(3_600_000);
  expect(one.spokenMs - other.spokenMs).toBe(3_600_000);
  expect(one.mediaSequence).toBe(other.mediaSequence);
});

it('moves a Retry-After that is a date', async () => {
  const refusal = always({ type: 'status', status: 503, retryAfter: { dateInSeconds: 20 } });
  const origin = await start({ faults: [hourBack, refusal] });
  const { headers } = await ask(origin.segmentUrl);
  const waitMs = Date.parse(headers['retry-after'] ?? '') - Date.parse(headers['date'] ?? '');
  expect(waitMs).toBe(20_000);
  expect(Date.parse(headers['date'] ?? '')).toBeLessThan(origin.clock.wallNow() - 3_500_000);
});
