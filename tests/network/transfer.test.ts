import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/network/attempt.ts';
import { createThreadClock } from '../../src/network/clock.ts';
import { createGate, type Gate } from '../../src/network/gate.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import type {
  TransferAnswer,
  TransferFailure,
  TransferRequest,
  TransferResult,
} from '../../src/network/transfer-request.ts';
import { transfer } from '../../src/network/transfer.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import {
  createScriptedFetch,
  serveBytes,
  type ScriptedAnswer,
  type ScriptedRequest,
} from '../fakes/scripted-fetch.ts';
import { createTestOrigin, serve, testBytes, type Handler, type TestOrigin } from './test-origin.ts';

const bytes = testBytes(20_000);

interface Run {
  readonly result: TransferResult;
  readonly failures: readonly TransferFailure[];
  readonly answers: readonly TransferAnswer[];
}

/** What the answer is, across origins that expose nothing: only safelisted headers are left. */
const crossOrigin: Fetch = async (url, init) => {
  const response = await fetch(url, init);
  const visible = new Headers();
  for (const name of ['content-length', 'content-type', 'cache-control', 'expires', 'last-modified']) {
    const value = response.headers.get(name);
    if (value !== null) visible.set(name, value);
  }
  return new Response(response.body, { status: response.status, headers: visible });
};

describe('against a real server', () => {
  let origin: TestOrigin;
  beforeAll(async () => {
    origin = await createTestOrigin();
  });
  afterEach(async () => {
    await expect.poll(() => origin.open()).toBe(0);
    origin.reset();
  });
  afterAll(() => origin.close());

  async function run(
    handler: Handler,
    more: Partial<TransferRequest> = {},
    via: Fetch = fetch,
  ): Promise<Run> {
    origin.handle(handler);
    const clock = createThreadClock();
    const random = () => 0.02;
    const gate = createGate({ clock, random, budget: createRetryBudget(clock) });
    const failures: TransferFailure[] = [];
    const answers: TransferAnswer[] = [];
    const result = await transfer(
      {
        choose: () => ({ gate, url: `${origin.url}1.m4s`, pathwayId: 'a' }),
        priority: () => 'segment',
        resume: true,
        idleTimeoutMs: 100,
        maxBytes: 1_000_000,
        signal: new AbortController().signal,
        onFailure: (failure) => {
          failures.push(failure);
          return failures.length < 8 ? { kind: 'retry', afterMs: 0 } : { kind: 'give-up' };
        },
        onAnswer: (answer) => answers.push(answer),
        ...more,
      },
      { fetch: via, clock, random },
    );
    return { result, failures, answers };
  }

  const whole = (result: TransferResult) => (result.kind === 'ok' ? result.body : null);

  it('brings a resource in one piece', async () => {
    const { result, failures, answers } = await run((req, res) => serve(req, res, bytes));
    expect(result).toMatchObject({
      kind: 'ok',
      attempts: 1,
      bytesReceived: 20_000,
      pathwayId: 'a',
      url: `${origin.url}1.m4s`,
    });
    expect(whole(result)).toEqual(bytes);
    expect(failures).toEqual([]);
    expect(answers).toMatchObject([
      { attempt: 1, outcome: 'ok', status: 200, bytes: 20_000, resumedFromBytes: 0 },
    ]);
  });

  it('goes on behind each cut and asks for no byte twice', async () => {
    const cuts = [3000, 1, 8000, undefined];
    const { result, failures, answers } = await run((req, res, index) =>
      serve(req, res, bytes, { cutAt: cuts[index] }),
    );
    expect(whole(result)).toEqual(bytes);
    expect(origin.ranges).toEqual([null, 'bytes=3000-', 'bytes=3001-', 'bytes=11001-']);
    expect(result).toMatchObject({ attempts: 4, bytesReceived: 20_000 });
    // One byte is kept, but is no progress.
    expect(failures.map(({ kind, consecutive }) => [kind, consecutive])).toEqual([
      ['truncated', 0],
      ['truncated', 1],
      ['truncated', 0],
    ]);
    expect(answers.map(({ resumedFromBytes, bytes: count }) => [resumedFromBytes, count])).toEqual([
      [0, 3000],
      [3000, 1],
      [3001, 8000],
      [11_001, 8999],
    ]);
  });

  it('does so where CORS hides all but Content-Length', async () => {
    const cuts = [3000, 8000, undefined];
    const { result } = await run(
      (req, res, index) => serve(req, res, bytes, { cutAt: cuts[index] }),
      {},
      crossOrigin,
    );
    expect(whole(result)).toEqual(bytes);
    expect(origin.ranges).toEqual([null, 'bytes=3000-', 'bytes=11000-']);
  });

  it('does so inside a byte range', async () => {
    const byteRange = { start: 1000, length: 12_000 };
    for (const via of [fetch, crossOrigin]) {
      origin.reset();
      const cuts = [5000, undefined];
      const { result } = await run(
        (req, res, index) => serve(req, res, bytes, { cutAt: cuts[index] }),
        { byteRange },
        via,
      );
      expect(whole(result)).toEqual(bytes.slice(1000, 13_000));
      expect(origin.ranges).toEqual(['bytes=1000-12999', 'bytes=6000-12999']);
    }
  });

  it('resumes after a stall', async () => {
    const { result, failures } = await run((req, res, index) =>
      serve(req, res, bytes, index === 0 ? { cutAt: 4000, stall: true } : {}),
    );
    expect(whole(result)).toEqual(bytes);
    expect(origin.ranges).toEqual([null, 'bytes=4000-']);
    expect(failures).toMatchObject([{ kind: 'stalled', consecutive: 0 }]);
  });

  it('starts over where Range is ignored, and takes the part out of the whole', async () => {
    const { result } = await run((req, res, index) =>
      serve(req, res, bytes, { ignoreRange: true, cutAt: index === 0 ? 4000 : undefined }),
    );
    expect(whole(result)).toEqual(bytes);
    expect(origin.ranges).toEqual([null, 'bytes=4000-']);
    const { result: part } = await run((req, res) => serve(req, res, bytes, { ignoreRange: true }), {
      byteRange: { start: 10, length: 20 },
    });
    expect(whole(part)).toEqual(bytes.slice(10, 30));
  });

  it.each<[string, (index: number) => Parameters<typeof serve>[3], Fetch]>([
    ['the wrong range', (index) => (index === 1 ? { shift: 7 } : {}), fetch],
    ['the wrong range, unseen', (index) => (index === 1 ? { shift: 7 } : {}), crossOrigin],
    ['another version', (index) => (index > 0 ? { etag: '"v2"' } : {}), fetch],
  ])('never puts %s behind what it has, and begins anew at once', async (_, how, via) => {
    const { result, failures, answers } = await run(
      (req, res, index) => serve(req, res, bytes, { ...how(index), cutAt: index === 0 ? 4000 : undefined }),
      {},
      via,
    );
    expect(whole(result)).toEqual(bytes);
    expect(origin.ranges).toEqual([null, 'bytes=4000-', null]);
    // The owner is not asked: it is nobody's failure.
    expect(failures.length).toBe(1);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['truncated', 'malformed', 'ok']);
  });

  it('takes the new version whole when the resource was replaced', async () => {
    const newer = testBytes(15_000, 2);
    const { result } = await run((req, res, index) =>
      index === 0 ? serve(req, res, bytes, { cutAt: 4000 }) : serve(req, res, newer, { etag: '"v2"' }),
    );
    expect(whole(result)).toEqual(newer);
  });

  it('discards what it has after a 416', async () => {
    const short = bytes.slice(0, 3000);
    const { result } = await run((req, res, index) =>
      index === 0 ? serve(req, res, bytes, { cutAt: 4000 }) : serve(req, res, short),
    );
    expect(whole(result)).toEqual(short);
    expect(origin.ranges).toEqual([null, 'bytes=4000-', null]);
  });

  it('does not resume what must not be, or what could not be checked', async () => {
    for (const [more, options, via] of [
      [{ resume: false }, {}, fetch],
      [{}, { chunked: true, etag: null }, fetch],
      [{}, { chunked: true }, crossOrigin],
    ] as const) {
      origin.reset();
      const { result, failures } = await run(
        (req, res, index) => serve(req, res, bytes, { ...options, cutAt: index < 2 ? 4000 : undefined }),
        more,
        via,
      );
      expect(whole(result)).toEqual(bytes);
      expect(origin.ranges).toEqual([null, null, null]);
      expect(failures.map(({ consecutive }) => consecutive)).toEqual([1, 2]);
    }
  });

  it('keeps what it has when an error page comes instead of the rest', async () => {
    const check = (body: Uint8Array) => (body[0] === bytes[0] ? null : 'no media');
    const { result, failures } = await run(
      (req, res, index) =>
        index === 1
          ? void res.writeHead(200, { 'content-type': 'text/html' }).end('<html>busy</html>')
          : serve(req, res, bytes, { cutAt: index === 0 ? 4000 : undefined }),
      { check },
    );
    expect(whole(result)).toEqual(bytes);
    expect(failures).toMatchObject([
      { kind: 'truncated' },
      { kind: 'malformed', status: 200, message: 'no media' },
    ]);
    expect(origin.ranges).toEqual([null, 'bytes=4000-', 'bytes=4000-']);
  });

  it('never gives a body that its owner finds wrong', async () => {
    const { result, failures } = await run((_, res) => res.writeHead(200).end('<html>'), {
      check: () => 'no media',
    });
    expect(result.kind).toBe('given-up');
    expect(failures.length).toBe(8);
    expect(failures.at(-1)).toMatchObject({ attempt: 8, consecutive: 8, kind: 'malformed' });
  });

  it('aborts in the middle with the reason, and hangs up', async () => {
    const owner = new AbortController();
    const progress: number[] = [];
    const asked = run((req, res) => serve(req, res, bytes, { cutAt: 4000, stall: true }), {
      signal: owner.signal,
      idleTimeoutMs: 60_000,
      onProgress: (received) => {
        progress.push(received);
        if (received >= 4000) owner.abort(new Error('seek'));
      },
    });
    await expect(asked).rejects.toThrow('seek');
    expect(progress.at(-1)).toBe(4000);
  });
});

describe('on a clock of its own', () => {
  let clock = createFakeClock();
  afterEach(() => expect(clock.pending()).toBe(0));

  interface Bench {
    readonly gate: Gate;
    readonly requests: readonly ScriptedRequest[];
    readonly failures: TransferFailure[];
    /** Milliseconds from one request to the next. */
    gapsMs(): number[];
    run(more?: Partial<TransferRequest>): Promise<TransferResult>;
  }

  function bench(script: (request: ScriptedRequest) => ScriptedAnswer, random = () => 0.5): Bench {
    clock = createFakeClock();
    const scripted = createScriptedFetch(clock, script);
    const gate = createGate({ clock, random, budget: createRetryBudget(clock) });
    const failures: TransferFailure[] = [];
    return {
      gate,
      requests: scripted.requests,
      failures,
      gapsMs: () => scripted.requests.slice(1).map(({ atMs }, i) => atMs - (scripted.requests[i]?.atMs ?? 0)),
      run: (more = {}) =>
        transfer(
          {
            choose: () => ({ gate, url: 'https://origin.example/1.m4s', pathwayId: 'a' }),
            priority: () => 'segment',
            resume: true,
            maxBytes: 1_000_000,
            signal: new AbortController().signal,
            onFailure: (failure) => {
              failures.push(failure);
              return { kind: 'retry' };
            },
            ...more,
          },
          { fetch: scripted.fetch, clock, random },
        ),
    };
  }

  it('leaves the pace to the gate', async () => {
    const on = bench((request) =>
      request.index < 4 ? { kind: 'answer', status: 503, body: 'no' } : serveBytes(request, bytes),
    );
    const asked = on.run();
    await clock.advance(60_000);
    expect(await asked).toMatchObject({ kind: 'ok', attempts: 5 });
    // Of one who joins.
    expect(on.gapsMs()).toEqual([750, 1500, 3000, 6000]);
  });

  it('paces itself where the gate stays open, and faster again after an answer', async () => {
    const on = bench((request) =>
      request.index < 6 ? { kind: 'answer', status: 404, body: 'no' } : serveBytes(request, bytes),
    );
    const asked = on.run();
    await clock.advance(60_000);
    await asked;
    expect(on.gapsMs()).toEqual([250, 250, 250, 500, 1000, 2000]);
  });

  it('waits as long as its owner says, unless hurried', async () => {
    const on = bench((request) =>
      request.index < 2 ? { kind: 'answer', status: 404, body: 'no' } : serveBytes(request, bytes),
    );
    const asked = on.run({ onFailure: () => ({ kind: 'retry', afterMs: 7000 }) });
    await clock.advance(7000);
    expect(on.gapsMs()).toEqual([7000]);
    await clock.advance(1000);
    on.gate.hurry();
    await clock.advance(0);
    expect(on.gapsMs()).toEqual([7000, 1000]);
    expect((await asked).kind).toBe('ok');
  });

  it('does not ask for a cached error again before it has gone, and tells its owner', async () => {
    const on = bench((request) =>
      request.index === 0
        ? { kind: 'answer', status: 404, headers: { 'cache-control': 'max-age=10', age: '2' }, body: 'no' }
        : serveBytes(request, bytes),
    );
    const startMs = clock.now();
    const asked = on.run();
    await clock.advance(0);
    expect(on.failures[0]?.notBeforeMs).toBe(startMs + 9000);
    on.gate.hurry();
    await clock.advance(8999);
    expect(on.requests.length).toBe(1);
    await clock.advance(1);
    expect(on.requests.length).toBe(2);
    await asked;
  });

  it('asks another URL at once meanwhile', async () => {
    const on = bench((request) =>
      request.url.endsWith('1')
        ? { kind: 'answer', status: 404, headers: { 'cache-control': 'max-age=60' }, body: 'no' }
        : serveBytes(request, bytes),
    );
    const asked = on.run({
      choose: (attempt) => ({ gate: on.gate, url: `https://origin.example/${attempt}`, pathwayId: 'a' }),
      onFailure: () => ({ kind: 'retry', afterMs: 0 }),
    });
    await clock.advance(0);
    expect(await asked).toMatchObject({ kind: 'ok', attempts: 2, url: 'https://origin.example/2' });
  });

  it('belongs to one URL with what it has', async () => {
    const on = bench((request) => ({
      ...serveBytes(request, bytes),
      ...(request.index === 0 ? { breakAt: 5000 } : {}),
    }));
    const asked = on.run({
      choose: (attempt) => ({
        gate: on.gate,
        url: `https://origin${attempt}.example/1.m4s`,
        pathwayId: String(attempt),
      }),
    });
    await clock.advance(1000);
    expect(await asked).toMatchObject({ kind: 'ok', pathwayId: '2' });
    expect(on.requests.map(({ headers }) => headers.get('range'))).toEqual([null, null]);
  });

  it('finishes over a connection that yields a little each time, without wearing out the budget', async () => {
    const on = bench((request) => ({ ...serveBytes(request, bytes), breakAt: 1100 }));
    const asked = on.run();
    await clock.advance(6000);
    expect(await asked).toMatchObject({ kind: 'ok', attempts: 19, bytesReceived: 20_000 });
    expect(Math.max(...on.failures.map(({ consecutive }) => consecutive))).toBe(0);
  });

  it('slows down where next to nothing comes each time', async () => {
    const on = bench((request) => ({ ...serveBytes(request, bytes), breakAt: 10 }));
    const owner = new AbortController();
    const asked = on.run({ signal: owner.signal });
    await clock.advance(60_000);
    expect(on.requests.length).toBeLessThanOrEqual(20);
    expect(on.requests.at(-1)?.headers.get('range')).toBe(`bytes=${10 * (on.requests.length - 1)}-`);
    owner.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
  });

  it('slows down where Range is ignored and the same part is cut each time', async () => {
    const on = bench(() => ({
      kind: 'answer',
      headers: { 'content-length': '20000' },
      body: bytes,
      breakAt: 9000,
    }));
    const owner = new AbortController();
    const asked = on.run({ signal: owner.signal });
    await clock.advance(60_000);
    expect(on.requests.length).toBeLessThanOrEqual(20);
    owner.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
  });

  it('tells its progress over all attempts', async () => {
    const on = bench((request) => ({
      ...serveBytes(request, bytes),
      chunkBytes: 5000,
      ...(request.index === 0 ? { breakAt: 10_000 } : {}),
    }));
    const progress: [number, number | null][] = [];
    const asked = on.run({ onProgress: (received, total) => progress.push([received, total]) });
    await clock.advance(1000);
    await asked;
    expect(progress).toEqual([5000, 10_000, 15_000, 20_000].map((received) => [received, 20_000]));
  });

  it('gives up when its owner does, and aborts while it waits', async () => {
    const on = bench(() => ({ kind: 'answer', status: 403, body: 'no' }));
    const asked = on.run({ onFailure: () => ({ kind: 'give-up' }) });
    await clock.advance(0);
    expect(await asked).toMatchObject({
      kind: 'given-up',
      failure: { kind: 'denied', status: 403, attempt: 1 },
    });
    expect(on.gate.snapshot().inFlight).toBe(0);

    const owner = new AbortController();
    const waiting = on.run({ signal: owner.signal, onFailure: () => ({ kind: 'retry', afterMs: 90_000 }) });
    await clock.advance(1000);
    owner.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(on.gate.snapshot()).toMatchObject({ inFlight: 0, queued: 0 });
  });

  it('frees its place at the gate when it is aborted in an attempt', async () => {
    const on = bench(() => ({ kind: 'hang' }));
    const owner = new AbortController();
    const asked = on.run({ signal: owner.signal });
    await clock.advance(100);
    expect(on.gate.snapshot().inFlight).toBe(1);
    owner.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    expect(on.gate.snapshot()).toMatchObject({ inFlight: 0, consecutiveFailures: 0, closedUntilMs: null });
  });

  it('frees its place at the gate when its owner throws', async () => {
    const on = bench(() => ({ kind: 'answer', status: 404, body: 'no' }));
    const asked = on.run({
      onFailure: () => {
        throw new Error('a mistake');
      },
    });
    const caught = expect(asked).rejects.toThrow('a mistake');
    await clock.advance(0);
    await caught;
    expect(on.gate.snapshot().inFlight).toBe(0);
  });

  it('comes out whole whatever is cut, stalled, refused or answered with a page on the way', async () => {
    const fault = fc.oneof(
      fc.record({ breakAt: fc.nat(20_000) }),
      fc.record({ stallAt: fc.nat(20_000) }),
      fc.constant({ status: 503, body: 'no' }),
      fc.constant({ status: 200, body: '<html>', headers: {} }),
      fc.constant({ kind: 'refuse' as const }),
      fc.constant({ kind: 'hang' as const }),
      fc.constant({ status: 416, body: 'no' }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 8 }), async (faults) => {
        const on = bench((request): ScriptedAnswer => {
          const good = serveBytes(request, bytes);
          const bad = faults[request.index];
          if (bad === undefined) return good;
          return 'kind' in bad ? bad : { ...good, ...bad };
        });
        const check = (body: Uint8Array) => (body.length === bytes.length ? null : 'too short');
        const asked = on.run({ check });
        await clock.advance(600_000);
        const result = await asked;
        expect(result.kind === 'ok' ? result.body : null).toEqual(bytes);
        // Where the origin only cuts, not a byte comes twice.
        if (faults.every((each) => 'breakAt' in each)) {
          expect(result.kind === 'ok' && result.bytesReceived).toBe(bytes.length);
        }
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});
