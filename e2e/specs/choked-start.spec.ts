import { expect } from 'playwright/test';
import { course, firstSound, listeningRatio, longestSilenceSeconds } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

test('the evening itself: forty seconds late, then choked, from one press to the end', async ({
  evening,
  listener,
}, testInfo) => {
  test.setTimeout(260_000);
  await evening.begin('choked-start');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toSay('join-status', 'waiting');
  await evening.until(138);
  await listener.toHaveStayed(60_000);
  await listener.toSay('link', 'steady', 60_000);

  const samples = await listener.samples();
  const sound = firstSound(samples);
  const beganAt = Date.parse(evening.origin.state().beganAt ?? '');
  const soundAt = sound === null ? Infinity : (sound.wallMs - beganAt) / 1000;
  const ratio = listeningRatio(samples);
  testInfo.annotations.push({ type: 'first sound, second', description: soundAt.toFixed(1) });
  testInfo.annotations.push({ type: 'listening ratio', description: ratio.toFixed(3) });
  testInfo.annotations.push({
    type: 'longest silence',
    description: longestSilenceSeconds(samples).toFixed(1),
  });
  expect(soundAt, 'there was nothing to hear before').toBeGreaterThanOrEqual(48);
  expect(soundAt, 'sound long before the line is free').toBeLessThan(108);
  expect(ratio).toBeGreaterThan(0.6);
  const said = course(samples, 'joinStatus');
  expect(said).toEqual(expect.arrayContaining(['waiting', 'joining', 'listening-in-trouble', 'listening']));
  expect(said).not.toContain('failed');
  expectDiscipline(evening.log());
});
