import { inSeconds } from '../fixtures/retry-after.ts';
import { expect, test } from '../fixtures/kit.ts';

// The kit itself: its fixtures, and of each matcher that it can fail.

const refusal = { type: 'status', status: 503, retryAfter: 3 } as const;

test('an evening, a listener, and what is expected of them', async ({ page, evening, listener, origin }) => {
  const tonight = await evening({
    faults: [{ fromSeconds: 6, toSeconds: 12, match: { what: 'any' }, probability: 0.7, fault: refusal }],
  });
  const anna = await listener(page);
  await anna.open({ stream: tonight.stream });
  await anna.pressListen();
  await expect(anna).toBeListening();
  const moment = await anna.moment();
  await tonight.until(14);
  expect(origin.log().some(({ fault }) => fault === 'status')).toBe(true);
  await expect(anna).toBeListening();
  await expect(anna).toHaveHeardEverythingSince(moment);
  expect(anna).toRespectRetryAfter();
  expect(anna).toStayUnder({ requestsPerSecond: 10 });
});

test('each matcher can fail', async ({ page, evening, listener, origin }) => {
  const tonight = await evening('clean');
  const anna = await listener(page);
  await anna.open({ stream: tonight.stream });
  await expect(expect(anna).toBeListening({ timeoutMs: 1_500 })).rejects.toThrow('not listening');
  await expect(anna).not.toBeListening({ timeoutMs: 500 });
  const before = await anna.moment();
  await expect(expect(anna).toHaveHeardEverythingSince(before)).rejects.toThrow('nothing was heard');

  await anna.pressListen();
  await expect(anna).toBeListening();
  const moment = await anna.moment();
  await anna.toHear(1);
  await expect(anna).toHaveHeardEverythingSince(moment);
  await page.evaluate(() => {
    const audio = document.querySelector('audio');
    if (audio !== null) audio.currentTime += 4;
  });
  await anna.toHear(1);
  await expect(expect(anna).toHaveHeardEverythingSince(moment)).rejects.toThrow('s were jumped over');

  expect(() => expect(anna).toStayUnder({ requestsPerSecond: 1 })).toThrow('more than 1');
  const { pageMs } = moment;
  const never = { requestsPerSecond: 1, since: { pageMs, originMs: Infinity } };
  expect(() => expect(anna).toStayUnder(never)).toThrow('nothing was asked for');

  expect(() => expect(anna).toRespectRetryAfter()).toThrow('nobody was told to wait');
  origin.addFaults([
    { fromSeconds: 0, match: { what: 'multivariant' }, probability: 1, fault: { ...refusal, retryAfter: 5 } },
  ]);
  await page.evaluate(async (url) => {
    await fetch(url);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await fetch(url);
  }, tonight.stream);
  expect(() => expect(anna).toRespectRetryAfter()).toThrow('"Retry-After: 5"');
});

test('as many listeners as one likes, each at a page of their own', async ({
  context,
  evening,
  listener,
}) => {
  const tonight = await evening('clean');
  const [anna, ben] = await Promise.all([
    listener(await context.newPage()),
    listener(await context.newPage()),
  ]);
  await anna.open({ stream: tonight.stream });
  await ben.open({ stream: tonight.stream });
  await ben.pressListen();
  await expect(ben).toBeListening();
  await expect(anna).not.toBeListening({ timeoutMs: 500 });
});

test('a Retry-After is read as seconds, as a date, and not at all', () => {
  const beganAtMs = Date.UTC(2026, 10, 23, 20);
  const of = (retryAfter: string | null) =>
    inSeconds({ retryAfter, atMs: 9_000, endedAtMs: 10_000 }, beganAtMs);
  expect(of('7')).toBe('7');
  expect(of('Mon, 23 Nov 2026 20:00:30 GMT')).toBe('20');
  expect(of('Mon, 23 Nov 2026 19:00:00 GMT')).toBe('0');
  expect([of('soon'), of('soon 1 GMT'), of(null)]).toEqual([null, null, null]);
});
