import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { trackConnections } from '../../../e2e/origin/connections.ts';
import { createDraw } from '../../../e2e/origin/draw.ts';
import type { Evening } from '../../../e2e/origin/evening.ts';
import { createRequestLog } from '../../../e2e/origin/request-log.ts';
import { ask, exchange } from '../raw-client.ts';
import { always, runUntil, scenarioOf, useOrigins } from '../test-origin.ts';

const start = useOrigins();
const blackout = (at: string) => ({ ...always({ type: 'refuse', at }), fromSeconds: 10, toSeconds: 30 });

it('resets connections at accept, for as long as the phase lasts, and logs them', async () => {
  const origin = await start({ faults: [blackout('accept')] });
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 200 });
  await origin.clock.advance(10_000);
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: null, ended: 'ECONNRESET' });
  expect(origin.log().at(-1)).toMatchObject({
    what: 'connection',
    path: null,
    fault: 'refuse',
    atMs: 10_000,
  });
  await origin.clock.advance(20_000);
  expect(await ask(origin.streamUrl())).toMatchObject({ status: 200 });
});

it('closes the listener, and opens it again on the same port', async () => {
  const origin = await start({ faults: [blackout('listener')] });
  origin.begin();
  await origin.clock.advance(10_000);
  expect(await ask(origin.streamUrl())).toMatchObject({ status: null, ended: 'ECONNREFUSED' });
  await origin.clock.advance(20_000);
  const answer = await runUntil(retry(origin.streamUrl()), origin.clock, 0);
  expect(answer).toMatchObject({ status: 200 });
});

it.each(['accept', 'listener'])('cuts open connections when it begins (%s)', async (at) => {
  const origin = await start({ faults: [blackout(at), always({ type: 'hang' })] });
  const { answer } = exchange(origin.segmentUrl);
  await origin.waitForRequest(({ what }) => what === 'segment');
  await origin.clock.advance(10_000);
  expect(await answer).toMatchObject({ status: null, ended: 'ECONNRESET' });
});

it('listens again after a reset in the middle of it', async () => {
  const origin = await start({ faults: [blackout('listener')] });
  origin.begin({ atSeconds: 20 });
  expect(await ask(origin.streamUrl())).toMatchObject({ ended: 'ECONNREFUSED' });
  await origin.reset({ scenario: 'clean' });
  expect(await ask(origin.streamUrl())).toMatchObject({ status: 200 });
});

it('refuses a share of the connections', async () => {
  const origin = await start({ faults: [{ ...always({ type: 'refuse', at: 'accept' }), probability: 0.5 }] });
  origin.begin();
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(origin.streamUrl())));
  const refused = answers.filter(({ ended }) => ended === 'ECONNRESET').length;
  expect(refused).toBeGreaterThan(8);
  expect(refused).toBeLessThan(32);
});

it('refuses in turns', async () => {
  const cycle = { everySeconds: 20, forSeconds: 5 };
  const origin = await start({
    faults: [{ ...always({ type: 'refuse', at: 'listener' }), fromSeconds: 10, cycle }],
  });
  origin.begin();
  const seen: string[] = [];
  for (const seconds of [5, 7, 10, 10, 10]) {
    await origin.clock.advance(seconds * 1000);
    const isRefused = [12, 32].includes(origin.state().elapsedSeconds);
    const answer = isRefused ? await ask(origin.streamUrl()) : await retry(origin.streamUrl());
    seen.push(answer.ended);
  }
  expect(seen).toEqual(['closed', 'ECONNREFUSED', 'closed', 'ECONNREFUSED', 'closed']);
});

/** Opening a listener takes the operating system a moment. */
async function retry(url: string): ReturnType<typeof ask> {
  const answer = await ask(url);
  return answer.ended === 'ECONNREFUSED' ? retry(url) : answer;
}

it('begins also where a timer fires a little early', async () => {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const scenario = scenarioOf({ faults: [blackout('listener')] });
  const due = new Map<number, () => void>();
  let now = 0;
  const evening: Pick<
    Evening,
    'scenario' | 'draw' | 'signal' | 'elapsedSeconds' | 'at' | 'onFault' | 'onFaultEnded'
  > = {
    scenario,
    draw: createDraw(1),
    signal: new AbortController().signal,
    elapsedSeconds: () => now,
    at: (second, callback) => void due.set(second, callback),
    onFault: (callback) => scenario.faults.forEach(callback),
    onFaultEnded: () => undefined,
  };
  const connections = trackConnections(server, createRequestLog(), () => 1);
  const main = { id: 'main', url: 'http://a', numberOffset: 0, chanceKey: [] };
  connections.refuseDuring(evening as Evening, main, () => undefined);
  now = 9.9996;
  due.get(10)?.();
  expect(server.listening).toBe(false);
});
