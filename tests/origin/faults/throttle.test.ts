import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, runUntil, useOrigins } from '../test-origin.ts';

const start = useOrigins();
const bitsPerSecond = 48_000;
const throttle = { type: 'throttle', bitsPerSecond };

/** Bits on the line for a body, with some 600 bytes of headers. */
const wireBits = (bodyBytes: number) => (bodyBytes + 600) * 8;

function expectFull(measuredBps: number): void {
  expect(measuredBps / bitsPerSecond).toBeGreaterThan(0.9);
  expect(measuredBps / bitsPerSecond).toBeLessThan(1.1);
}

it('lets one connection have the whole line', async () => {
  const origin = await start({ faults: [always(throttle)] });
  const { body } = await runUntil(ask(origin.segmentUrl), origin.clock);
  const seconds = (origin.log()[0]?.endedAtMs ?? 0) / 1000;
  expectFull(wireBits(body.length) / seconds);
});

it('shares one bucket fairly among all connections', async () => {
  const origin = await start({ faults: [always(throttle)] });
  const answers = await runUntil(Promise.all([1, 2, 3].map(() => ask(origin.segmentUrl))), origin.clock);
  const bits = answers.reduce((sum, { body }) => sum + wireBits(body.length), 0);
  const ends = origin.log().map(({ endedAtMs }) => (endedAtMs ?? 0) / 1000);
  expectFull(bits / Math.max(...ends));
  expect(Math.min(...ends) / Math.max(...ends)).toBeGreaterThan(0.95);
});

it('gives each client who has a name a line of its own', async () => {
  const origin = await start({ faults: [always(throttle)] });
  const askAs = (name: string) => ask(origin.segmentUrl, { 'X-Client-Id': name });
  const answers = await runUntil(Promise.all(['one', 'other', 'other'].map(askAs)), origin.clock);
  const bits = wireBits(answers[0]?.body.length ?? 0);
  const lastEnd = (name: string) =>
    Math.max(...origin.log().map(({ client, endedAtMs }) => (client === name ? (endedAtMs ?? 0) / 1000 : 0)));
  expectFull(bits / lastEnd('one'));
  expectFull((2 * bits) / lastEnd('other'));
});

it('saturates in the middle of a transfer', async () => {
  const stall = always({ type: 'stalled-body', after: { fraction: 0.5 }, seconds: 6 });
  const origin = await start({ faults: [stall, { ...always(throttle), fromSeconds: 5 }] });
  const { body } = await runUntil(ask(origin.segmentUrl), origin.clock);
  const secondHalfSeconds = (body.length * 8) / 2 / bitsPerSecond;
  const seconds = (origin.log()[0]?.endedAtMs ?? 0) / 1000;
  expect(seconds).toBeGreaterThan(6 + 0.9 * secondHalfSeconds);
  expect(seconds).toBeLessThan(6 + 1.2 * secondHalfSeconds);
});

it('lets go in the middle of a transfer', async () => {
  const origin = await start({ faults: [{ ...always(throttle), toSeconds: 2 }] });
  const { body } = await runUntil(ask(`${origin.url}/live/aac-96/segment-12.m4s`), origin.clock);
  expect((body.length * 8) / bitsPerSecond).toBeGreaterThan(6);
  expect(origin.log()[0]?.endedAtMs).toBeGreaterThan(1900);
  expect(origin.log()[0]?.endedAtMs).toBeLessThan(2500);
});

it('leaves no timer behind when a client goes', async () => {
  const origin = await start({ faults: [always(throttle)] });
  const signalled = origin.waitForRequest((entry) => entry.bytesSent > 0 || entry.endedAtMs !== null);
  void ask(origin.segmentUrl);
  await origin.waitForRequest(() => true);
  await origin.clock.advance(500);
  await origin.reset();
  await expect(signalled).rejects.toThrow('reset');
  await origin.clock.advance(100);
  expect(origin.clock.pending()).toBe(0);
});
