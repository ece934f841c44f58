import { afterEach, describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/network/attempt.ts';
import { createGate, type Gate } from '../../src/network/gate.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import type { TransferAnswer, TransferRequest } from '../../src/network/transfer-request.ts';
import { transfer } from '../../src/network/transfer.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createScriptedFetch, serveBytes, type ScriptedAnswer } from '../fakes/scripted-fetch.ts';
import { testBytes } from './test-origin.ts';

const bytes = testBytes(20_000);
let clock = createFakeClock();
afterEach(() => expect(clock.pending()).toBe(0));

function bench(script: (index: number, request: Parameters<typeof serveBytes>[0]) => ScriptedAnswer) {
  clock = createFakeClock();
  const random = () => 0.5;
  const budget = createRetryBudget(clock);
  const gates = new Map<string, Gate>(
    ['a', 'b'].map((id) => [id, createGate({ clock, random, budget })] as const),
  );
  const gate = (id: string) => gates.get(id) ?? createGate({ clock, random, budget });
  const scripted = createScriptedFetch(clock, (request) => script(request.index, request));
  const answers: TransferAnswer[] = [];
  const failures: string[] = [];
  const startMs = clock.now();
  const run = (more: Partial<TransferRequest> = {}) =>
    transfer(
      {
        choose: () => ({ gate: gate('a'), url: 'https://a.example/1.m4s', pathwayId: 'a' }),
        priority: () => 'segment',
        resume: true,
        maxBytes: 1_000_000,
        signal: new AbortController().signal,
        onFailure({ kind }) {
          failures.push(kind);
          return { kind: 'retry' };
        },
        onAnswer: (answer) => answers.push(answer),
        ...more,
      },
      { fetch: scripted.fetch, clock, random },
    );
  return {
    gate,
    run,
    answers,
    failures,
    requests: scripted.requests,
    open: () => scripted.open(),
    startsMs: () => scripted.requests.map(({ atMs }) => Math.round((atMs - startMs) / 100) * 100),
    ranges: () => scripted.requests.map(({ headers }) => headers.get('range')),
  };
}

describe('beside a request that is not answered', () => {
  it('another one starts after the usual time, and takes its place', async () => {
    const on = bench((index, request) => (index === 0 ? { kind: 'hang' } : serveBytes(request, bytes)));
    const asked = on.run();
    await clock.advance(2100);
    expect(await asked).toMatchObject({ kind: 'ok', attempts: 2, bytesReceived: 20_000 });
    expect(on.startsMs()).toEqual([0, 2000]);
    expect(on.answers.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, 'timed-out'],
      [2, 'ok'],
    ]);
    expect(on.failures).toEqual([]);
    expect(on.open()).toBe(0);
    expect(on.gate('a').snapshot().inFlight).toBe(0);
  });

  it('the first goes on if it is answered first, and the second is let go', async () => {
    const on = bench((index, request) => ({
      ...serveBytes(request, bytes),
      afterMs: index === 0 ? 2500 : 4000,
    }));
    const asked = on.run();
    await clock.advance(2600);
    expect(await asked).toMatchObject({ kind: 'ok', attempts: 1 });
    expect(on.answers.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [2, 'overtaken'],
      [1, 'ok'],
    ]);
  });

  it('there are never more than two others', async () => {
    const on = bench(() => ({ kind: 'hang' }));
    const owner = new AbortController();
    const asked = on.run({ signal: owner.signal });
    await clock.advance(7900);
    expect(on.startsMs()).toEqual([0, 2000, 4000]);
    await clock.advance(52_000);
    expect(on.requests.length).toBeLessThanOrEqual(20);
    owner.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    expect(on.open()).toBe(0);
  });

  it('a refusal of the second does not end the first', async () => {
    const on = bench((index, request) =>
      index === 0
        ? { ...serveBytes(request, bytes), afterMs: 3000 }
        : { kind: 'answer', status: 503, headers: { 'retry-after': '30' }, body: 'no' },
    );
    const asked = on.run();
    await clock.advance(3100);
    expect(await asked).toMatchObject({ kind: 'ok', attempts: 1 });
    expect(on.requests.length).toBe(2);
    expect(on.failures).toEqual(['overloaded']);
  });

  it('a refusal of the second holds, though the first is answered before it was read', async () => {
    const on = bench((index, request) =>
      index === 0
        ? { ...serveBytes(request, bytes), afterMs: 2150 }
        : index === 1
          ? {
              kind: 'answer',
              status: 503,
              headers: { 'retry-after': '30' },
              body: 'no no',
              chunkBytes: 1,
              chunkEveryMs: 100,
            }
          : serveBytes(request, bytes),
    );
    const asked = on.run();
    await clock.advance(2200);
    expect(await asked).toMatchObject({ kind: 'ok', attempts: 1 });
    const next = on.run();
    await clock.advance(29_000);
    expect(on.requests.length).toBe(2);
    await clock.advance(10_000);
    await next;
    expect(on.requests.length).toBe(3);
  });

  it('of two that are answered in one moment one goes on', async () => {
    clock = createFakeClock();
    const random = () => 0.5;
    const gate = createGate({ clock, random, budget: createRetryBudget(clock) });
    const deliveries: (() => void)[] = [];
    // A thread that was busy for a while finds both answers at once; an abort comes too late for either.
    const busyFetch: Fetch = () =>
      new Promise((resolve) => deliveries.push(() => resolve(new Response(new Uint8Array(bytes)))));
    const asked = transfer(
      {
        choose: () => ({ gate, url: 'https://a.example/1.m4s', pathwayId: 'a' }),
        priority: () => 'segment',
        resume: true,
        maxBytes: 1_000_000,
        signal: new AbortController().signal,
        onFailure: () => ({ kind: 'give-up' }),
      },
      { fetch: busyFetch, clock, random },
    );
    await clock.advance(2100);
    expect(deliveries).toHaveLength(2);
    for (const deliver of deliveries) deliver();
    await clock.advance(1000);
    expect(await Promise.race([asked, Promise.resolve('still waiting')])).toMatchObject({
      kind: 'ok',
      attempts: 1,
    });
    expect(gate.snapshot().inFlight).toBe(0);
  });

  it('an answer in the usual time stays alone', async () => {
    const on = bench((_, request) => ({ ...serveBytes(request, bytes), afterMs: 1900 }));
    const asked = on.run();
    await clock.advance(2000);
    await asked;
    expect(on.requests.length).toBe(1);
  });

  it('an origin that is slow by nature is not asked twice', async () => {
    const on = bench((_, request) => ({ ...serveBytes(request, bytes), afterMs: 1900 }));
    for (let round = 0; round < 6; round += 1) {
      const asked = on.run();
      await clock.advance(2000);
      await asked;
    }
    const slower = bench((_, request) => ({ ...serveBytes(request, bytes), afterMs: 3900 }));
    for (let round = 0; round < 12; round += 1) {
      const asked = slower.run();
      await clock.advance(4000);
      await asked;
    }
    expect(on.requests.length).toBe(6);
    // Three were asked for twice, until it was known.
    expect(slower.requests.length).toBe(15);
  });
});

describe('beside a body that has stopped', () => {
  const stalled = (request: Parameters<typeof serveBytes>[0]) => ({
    ...serveBytes(request, bytes),
    chunkBytes: 4000,
    stallAt: 8000,
  });

  it('another one goes on from the bytes in hand', async () => {
    const on = bench((index, request) => (index === 0 ? stalled(request) : serveBytes(request, bytes)));
    const asked = on.run();
    await clock.advance(2200);
    const result = await asked;
    expect(result.kind === 'ok' && result.body).toEqual(bytes);
    expect(on.ranges()).toEqual([null, 'bytes=8000-']);
  });

  it('the first goes on where it moves again', async () => {
    const on = bench((index, request) =>
      index === 0
        ? { ...serveBytes(request, bytes), chunkBytes: 10_000, chunkEveryMs: 2500 }
        : { kind: 'hang' },
    );
    const asked = on.run();
    await clock.advance(6000);
    const result = await asked;
    expect(result.kind === 'ok' && result.body).toEqual(bytes);
    expect(on.ranges()).toEqual([null, 'bytes=10000-']);
    expect(on.answers.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [2, 'overtaken'],
      [1, 'ok'],
    ]);
  });

  it('what must not be resumed is asked for from its beginning', async () => {
    const on = bench((index, request) => (index === 0 ? stalled(request) : serveBytes(request, bytes)));
    const asked = on.run({ resume: false });
    await clock.advance(2200);
    await asked;
    expect(on.ranges()).toEqual([null, null]);
  });
});

describe('with two pathways', () => {
  const other: TransferRequest['choose'] = () => {
    throw new Error('set in the test');
  };

  it('the second attempt is told where the first one waits', async () => {
    const on = bench((index, request) => (index === 0 ? { kind: 'hang' } : serveBytes(request, bytes)));
    const beside: (readonly string[])[] = [];
    const asked = on.run({
      choose(_, busy) {
        beside.push(busy);
        const id = busy.includes('a') ? 'b' : 'a';
        return { gate: on.gate(id), url: `https://${id}.example/1.m4s`, pathwayId: id };
      },
    });
    await clock.advance(2100);
    expect(await asked).toMatchObject({ kind: 'ok', pathwayId: 'b' });
    expect(beside).toEqual([[], ['a']]);
  });

  it('whoever waits for a closed gate moves over when told so', async () => {
    const on = bench((index, request) =>
      index === 0
        ? { kind: 'answer', status: 503, headers: { 'retry-after': '60' }, body: 'no' }
        : serveBytes(request, bytes),
    );
    let id = 'a';
    let move: () => void = () => undefined;
    let choose = other;
    choose = () => ({ gate: on.gate(id), url: `https://${id}.example/1.m4s`, pathwayId: id });
    const asked = on.run({
      choose: (number, beside) => choose(number, beside),
      onMoves(callback) {
        move = callback;
        return () => (move = () => undefined);
      },
    });
    await clock.advance(1000);
    expect(on.requests.length).toBe(1);
    id = 'b';
    move();
    await clock.advance(0);
    expect(await asked).toMatchObject({ kind: 'ok', pathwayId: 'b' });
    expect(on.gate('a').snapshot().queued).toBe(0);
  });
});
