import { getEventListeners, setMaxListeners } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createGate,
  type Gate,
  type GateOutcome,
  type GatePass,
  type GateRequest,
  type GateSnapshot,
  type Priority,
} from '../../src/network/gate.ts';
import { createRetryBudget, type RetryBudget } from '../../src/network/retry-budget.ts';
import type { Random } from '../../src/network/random.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);
const listening = { joining: false, urgent: false, capMs: 10_000 };

const bare = { retryAfterMs: null, cachedErrorMs: null, headersMs: null };
const ok: GateOutcome = { ...bare, kind: 'ok', headersMs: 30 };
const refused = (retryAfterMs: number | null = null): GateOutcome => ({
  ...bare,
  kind: 'overloaded',
  retryAfterMs,
});
const failed = (kind: GateOutcome['kind'], progressed = false): GateOutcome => ({
  ...bare,
  kind,
  progressed,
});

/** Takes nothing and gives everything: for tests of the rest. */
const plenty: RetryBudget = {
  spend: () => 0,
  succeeded: () => undefined,
  answered: () => undefined,
  subscribe: () => () => undefined,
};

interface Bench {
  readonly clock: FakeClock;
  readonly gate: Gate;
  /** The names of the passes given, in order. */
  readonly started: string[];
  /** Asks for a pass and waits for it behind the scenes. */
  ask(name: string, request?: Partial<GateRequest>): void;
  pass(name: string): GatePass;
  /** Starts a request now. */
  start(name: string, request?: Partial<GateRequest>): Promise<GatePass>;
  closedForMs(): number | null;
}

let clock = createFakeClock();
afterEach(() => expect(clock.pending()).toBe(0));

function bench({
  random = () => 0.5,
  budget = plenty,
}: { random?: Random; budget?: RetryBudget } = {}): Bench {
  clock = createFakeClock();
  const gate = createGate({ clock, random, budget });
  gate.setMode(listening);
  const started: string[] = [];
  const passes = new Map<string, GatePass>();
  const ask: Bench['ask'] = (name, request = {}) => {
    gate.acquire({ priority: 'segment', signal: never, ...request }).then(
      (pass) => {
        started.push(name);
        passes.set(name, pass);
      },
      () => undefined,
    );
  };
  const pass = (name: string) => {
    const found = passes.get(name);
    if (found === undefined) throw new Error(`${name} has not started`);
    return found;
  };
  return {
    clock,
    gate,
    started,
    ask,
    pass,
    async start(name, request) {
      ask(name, request);
      await clock.advance(0);
      return pass(name);
    },
    closedForMs() {
      const { closedUntilMs } = gate.snapshot();
      return closedUntilMs === null ? null : closedUntilMs - clock.now();
    },
  };
}

/** One request after the other, each as soon as the gate lets it. */
async function happened(on: Bench, ...outcomes: readonly GateOutcome[]): Promise<void> {
  for (const outcome of outcomes) {
    await on.clock.advance(on.closedForMs() ?? 0);
    (await on.start(`story ${on.started.length}`)).settle(outcome);
  }
}

describe('what closes a gate, and for how long', () => {
  it.each([
    ['ok', null],
    ['not-modified', null],
    ['not-found', null],
    ['denied', null],
    ['overloaded', 250],
    ['unreachable', 250],
    ['timed-out', 250],
    ['stalled', 250],
    ['truncated', 250],
    ['malformed', 250],
  ] as const)('%s: %s ms', async (kind, expectedMs) => {
    const on = bench();
    (await on.start('a')).settle(failed(kind));
    expect(on.closedForMs()).toBe(expectedMs);
  });

  it('doubles with every failed opening up to the cap, and begins anew after an answer', async () => {
    const on = bench();
    const seen = [];
    for (let i = 0; i < 7; i++) {
      await happened(on, refused());
      seen.push(on.closedForMs());
    }
    expect(seen).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    await happened(on, ok, refused());
    expect(on.closedForMs()).toBe(250);
    await happened(on, refused(), failed('not-found'), refused());
    expect(on.closedForMs()).toBe(250);
  });

  it('is wider for one who joins: nothing falls silent by waiting', async () => {
    const gate = createGate({ clock, random: () => 0.5, budget: plenty });
    const seen: number[] = [];
    for (let failures = 0; failures < 7; failures += 1) {
      const waiting = gate.acquire({ priority: 'playlist', signal: never });
      await clock.advance(20_000);
      (await waiting).settle(refused());
      seen.push((gate.snapshot().shutUntilMs ?? 0) - clock.now());
    }
    expect(seen).toEqual([750, 1500, 3000, 6000, 10_000, 10_000, 10_000]);
  });

  it('takes the cap of the mode', async () => {
    const on = bench();
    on.gate.setMode({ joining: true, urgent: false, capMs: 3000 });
    await happened(on, ...Array.from({ length: 9 }, () => refused()));
    expect(on.closedForMs()).toBe(1500);
  });

  it('counts requests that fail together as one failed opening', async () => {
    const on = bench();
    const passes = [];
    for (const name of ['a', 'b']) passes.push(await on.start(name));
    passes.push(await on.start('p', { priority: 'playlist' }));
    for (const pass of passes) {
      pass.settle(refused());
      await on.clock.advance(10);
    }
    expect(on.gate.snapshot().consecutiveFailures).toBe(1);
    expect(on.closedForMs()).toBe(220);
    await on.clock.advance(1000);
    await happened(on, refused());
    expect(on.gate.snapshot().consecutiveFailures).toBe(2);
  });

  it('forgives silence when another request was answered meanwhile, but not a refusal', async () => {
    for (const kind of ['timed-out', 'stalled', 'unreachable', 'truncated'] as const) {
      const on = bench();
      const slow = await on.start('slow');
      (await on.start('quick')).settle(ok);
      slow.settle(failed(kind));
      expect(on.closedForMs()).toBeNull();
      expect(on.gate.snapshot().consecutiveFailures).toBe(0);
    }
    for (const kind of ['overloaded', 'malformed'] as const) {
      const on = bench();
      const slow = await on.start('slow');
      (await on.start('quick')).settle(ok);
      slow.settle(failed(kind));
      expect(on.closedForMs()).toBe(250);
    }
  });

  it('does not forgive it for an answer from before it started', async () => {
    const on = bench();
    await happened(on, ok, failed('timed-out'));
    expect(on.closedForMs()).toBe(250);
  });

  it('only pauses for a moment after a cut that brought bytes', async () => {
    const on = bench();
    await happened(on, refused(), refused(), failed('truncated', true));
    expect(on.closedForMs()).toBe(125);
    expect(on.gate.snapshot().consecutiveFailures).toBe(0);
  });

  it('opens soon when one of several is answered after all', async () => {
    const on = bench();
    await happened(on, ...Array.from({ length: 4 }, () => failed('timed-out')));
    await on.clock.advance(10_000);
    const [a, b] = [await on.start('a'), await on.start('b', { priority: 'playlist' })];
    a.settle(refused());
    expect(on.closedForMs()).toBe(4000);
    b.settle(ok);
    expect(on.closedForMs()).toBe(250);
  });
});

describe('a failure of somebody who yields to others', () => {
  const yielding = { ...listening, yieldMs: 15_000 };

  it('closes the pathway for that long, whatever is answered meanwhile, until somebody is in a hurry', async () => {
    const on = bench();
    on.gate.setMode(yielding);
    const [a, b] = [await on.start('a'), await on.start('b')];
    a.settle(refused());
    expect(on.closedForMs()).toBe(16_875);
    b.settle(ok);
    expect(on.closedForMs()).toBe(16_875);
    on.gate.hurry();
    expect(on.closedForMs()).toBe(null);
  });

  it('no longer, once nobody has the right of way', async () => {
    const on = bench();
    on.gate.setMode(yielding);
    (await on.start('a')).settle(refused());
    on.ask('b');
    await on.clock.advance(5_000);
    expect(on.started).toEqual(['a']);
    on.gate.setMode(listening);
    await on.clock.advance(0);
    expect(on.started).toEqual(['a', 'b']);
  });

  it('and a Retry-After: the longer of both holds', async () => {
    const on = bench();
    on.gate.setMode(yielding);
    const [a, b] = [await on.start('a'), await on.start('b', { priority: 'playlist' })];
    a.settle(refused(4000));
    expect(on.closedForMs()).toBe(16_875);
    b.settle(refused(40_000));
    expect(on.closedForMs()).toBe(45_000);
  });

  it('costs nothing where it was the bad luck of one request', async () => {
    const on = bench();
    on.gate.setMode(yielding);
    const [a, b] = [await on.start('a'), await on.start('b')];
    b.settle(ok);
    a.settle(failed('timed-out'));
    expect(on.closedForMs()).toBe(null);
  });
});

describe('Retry-After', () => {
  it('is kept by every request on the pathway, spread, whoever was told', async () => {
    const on = bench();
    on.ask('waiting', { paceMs: 1000 });
    (await on.start('a')).settle(refused(5000));
    on.ask('playlist', { priority: 'playlist' });
    on.ask('soonest', { priority: 'segment-soonest' });
    expect(on.closedForMs()).toBe(5625);
    await on.clock.advance(5624);
    expect(on.started).toEqual(['a']);
    await on.clock.advance(1);
    expect(on.started).toEqual(['a', 'soonest', 'playlist']);
    on.pass('soonest').settle(ok);
    await on.clock.advance(0);
    expect(on.started.at(-1)).toBe('waiting');
  });

  it('is extended by the failures of the same opening, never shortened', async () => {
    const on = bench();
    const [a, b, c] = [
      await on.start('a'),
      await on.start('b'),
      await on.start('c', { priority: 'playlist' }),
    ];
    a.settle(refused(4000));
    expect(on.closedForMs()).toBe(4500);
    b.settle(refused(8000));
    expect(on.closedForMs()).toBe(9000);
    c.settle(refused(2000));
    expect(on.closedForMs()).toBe(9000);
  });

  it('outlasts a good answer and hurry(), which end our own backoff', async () => {
    const on = bench();
    const [a, b] = [await on.start('a'), await on.start('b')];
    a.settle(refused(5000));
    b.settle(ok);
    on.gate.hurry();
    expect(on.closedForMs()).toBe(5625);
  });

  it('counts on a 404 as well, and not on a good answer', async () => {
    const on = bench();
    await happened(on, { ...failed('not-found'), retryAfterMs: 2000 });
    expect(on.closedForMs()).toBe(2250);
    await happened(on, { ...ok, retryAfterMs: 2000 });
    expect(on.closedForMs()).toBeNull();
  });

  it('wins only where it is longer than the backoff', async () => {
    const on = bench();
    await happened(on, ...Array.from({ length: 8 }, () => refused(1000)));
    expect(on.closedForMs()).toBe(5000);
  });
});

describe('hurry', () => {
  it('ends a backoff, and a pace of the request itself, at once', async () => {
    const on = bench();
    await happened(on, refused(), refused(), refused());
    on.ask('b', { paceMs: 60_000 });
    await on.clock.advance(0);
    expect(on.started).not.toContain('b');
    on.gate.hurry();
    await on.clock.advance(0);
    expect(on.started).toContain('b');
    on.pass('b').settle(refused());
    expect(on.closedForMs()).toBe(2000);
  });

  it('does not end the wait for a cached error', async () => {
    const on = bench();
    on.ask('held', { heldMs: 3000, paceMs: 10 });
    on.gate.hurry();
    await on.clock.advance(2999);
    expect(on.started).toEqual([]);
    await on.clock.advance(1);
    expect(on.started).toEqual(['held']);
  });
});

describe('without a network', () => {
  it('starts nothing, and everything that may when it is back', async () => {
    const on = bench();
    await happened(on, refused(), refused());
    on.gate.setOnline(false);
    on.ask('a', { paceMs: 90_000 });
    on.ask('held', { priority: 'playlist', heldMs: 600_000 });
    await on.clock.advance(300_000);
    expect(on.started.length).toBe(2);
    expect(on.clock.pending()).toBe(0);
    expect(on.closedForMs()).toBeNull();
    on.gate.setOnline(true);
    await on.clock.advance(0);
    expect(on.started.slice(2)).toEqual(['a']);
    await on.clock.advance(300_000);
    expect(on.started.slice(2)).toEqual(['a', 'held']);
  });

  it('is not in a hurry when it was online all the time', async () => {
    const on = bench();
    await happened(on, refused());
    on.gate.setOnline(true);
    expect(on.closedForMs()).toBe(250);
  });

  it('keeps a Retry-After all the same', async () => {
    const on = bench();
    await happened(on, refused(8000));
    on.gate.setOnline(false);
    on.gate.setOnline(true);
    expect(on.closedForMs()).toBe(9000);
  });
});

describe('who may start', () => {
  it('goes by priority, then order, then first come, when there is room', async () => {
    const on = bench();
    await happened(on, ok, refused());
    const asks: [string, Priority, number][] = [
      ['s9', 'segment', 9],
      ['s8', 'segment', 8],
      ['document', 'document', 0],
      ['playlist', 'playlist', 0],
      ['soonest', 'segment-soonest', 7],
    ];
    for (const [name, priority, order] of asks) on.ask(name, { priority, order });
    const before = on.started.length;
    await on.clock.advance(500);
    expect(on.started.slice(before)).toEqual(['soonest', 'playlist', 's8', 'document']);
    on.pass('soonest').settle(ok);
    await on.clock.advance(0);
    expect(on.started.at(-1)).toBe('s9');
  });

  it('asks a waiter again what it is, at the opening', async () => {
    const on = bench();
    await happened(on, refused());
    let priority: Priority = 'segment';
    let order = 5;
    on.ask('first', { priority: 'segment', order: 1 });
    on.ask('changed', { priority: () => priority, order: () => order });
    priority = 'segment-soonest';
    order = 0;
    const before = on.started.length;
    await on.clock.advance(1000);
    expect(on.started[before]).toBe('changed');
  });

  it('has room for as many media requests as succeed, and for two others', async () => {
    const on = bench();
    for (let i = 0; i < 9; i++) on.ask(`s${i}`);
    for (let i = 0; i < 3; i++) on.ask(`p${i}`, { priority: 'playlist' });
    await on.clock.advance(0);
    expect(on.started).toEqual(['s0', 's1', 'p0', 'p1']);
    on.pass('s0').settle(ok);
    await on.clock.advance(0);
    expect(on.started.slice(4)).toEqual(['s2', 's3']);
    on.pass('s1').settle(ok);
    on.pass('s2').settle(ok);
    await on.clock.advance(0);
    expect(on.gate.snapshot()).toMatchObject({ inFlight: 6, limit: 4, queued: 3 });
  });

  it('has room for two media requests and one playlist while joining', async () => {
    const on = bench();
    await happened(on, ok, ok, ok);
    on.gate.setMode({ joining: true, urgent: false, capMs: 8000 });
    for (let i = 0; i < 4; i++) on.ask(`s${i}`);
    for (let i = 0; i < 2; i++) on.ask(`p${i}`, { priority: 'playlist' });
    await on.clock.advance(0);
    expect(on.gate.snapshot()).toMatchObject({ inFlight: 3, limit: 2, queued: 3 });
  });

  it('keeps two in flight while urgent', async () => {
    const on = bench();
    await happened(on, refused(), refused(), refused());
    expect(on.gate.snapshot().limit).toBe(1);
    on.gate.setMode({ joining: false, urgent: true, capMs: 10_000 });
    expect(on.gate.snapshot().limit).toBe(2);
  });

  it('sends one probe at a time to an origin that seems dead, and a second one beside a probe that hangs', async () => {
    const on = bench();
    on.gate.setMode({ joining: false, urgent: true, capMs: 10_000 });
    await happened(on, ...Array.from({ length: 5 }, () => failed('unreachable')));
    expect(on.gate.snapshot().limit).toBe(1);
    await on.clock.advance(20_000);
    const before = on.started.length;
    on.ask('a');
    on.ask('b');
    on.ask('p', { priority: 'playlist' });
    await on.clock.advance(4999);
    expect(on.started.slice(before)).toEqual(['a']);
    await on.clock.advance(1);
    expect(on.started.slice(before)).toEqual(['a', 'p']);
    on.pass('p').settle(ok);
    await on.clock.advance(0);
    expect(on.started.slice(before)).toEqual(['a', 'p', 'b']);
  });
});

describe('waiting', () => {
  it('ends with the signal, and leaves no trace', async () => {
    const on = bench();
    await happened(on, refused(60_000));
    const owner = new AbortController();
    const asked = on.gate.acquire({ priority: 'segment', signal: owner.signal });
    expect(on.gate.snapshot().queued).toBe(1);
    expect(on.clock.pending()).toBe(1);
    owner.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    expect(on.gate.snapshot().queued).toBe(0);
    expect(on.clock.pending()).toBe(0);
    await expect(on.gate.acquire({ priority: 'segment', signal: owner.signal })).rejects.toThrow('gone');
  });

  it('listens to its signal no longer than it lasts', async () => {
    const on = bench();
    const { signal } = new AbortController();
    on.ask('a', { signal });
    await on.clock.advance(0);
    on.pass('a').settle(refused());
    expect(getEventListeners(signal, 'abort').length).toBe(0);
    on.ask('b', { signal });
    expect(getEventListeners(signal, 'abort').length).toBe(1);
    await on.clock.advance(500);
    expect(getEventListeners(signal, 'abort').length).toBe(0);
  });

  it('goes on for the others when one leaves', async () => {
    const on = bench();
    const owner = new AbortController();
    await happened(on, refused());
    on.ask('a', { signal: owner.signal });
    on.ask('b');
    owner.abort(new Error('gone'));
    await on.clock.advance(250);
    expect(on.started.slice(1)).toEqual(['b']);
  });

  it('is told as the time of the next start', async () => {
    const on = bench();
    on.ask('paced', { paceMs: 700 });
    on.ask('later', { heldMs: 900 });
    expect(on.closedForMs()).toBe(700);
    await on.clock.advance(700);
    expect(on.closedForMs()).toBe(200);
    await on.clock.advance(200);
    expect(on.closedForMs()).toBeNull();
  });
});

describe('a pass', () => {
  it('counts once', async () => {
    const on = bench();
    const pass = await on.start('a');
    pass.settle(refused());
    pass.settle(refused(50_000));
    pass.cancel();
    expect(on.closedForMs()).toBe(250);
    expect(on.gate.snapshot().inFlight).toBe(0);
  });

  it('tells nothing when it is cancelled, and makes room', async () => {
    const on = bench();
    for (const name of ['a', 'b', 'c']) on.ask(name);
    await on.clock.advance(0);
    expect(on.started).toEqual(['a', 'b']);
    on.pass('a').cancel();
    on.pass('a').settle(refused(50_000));
    await on.clock.advance(0);
    expect(on.started).toEqual(['a', 'b', 'c']);
    expect(on.gate.snapshot()).toMatchObject({ closedUntilMs: null, consecutiveFailures: 0 });
  });

  it('carries the header timeout that this origin has earned', async () => {
    const on = bench();
    const first = await on.start('a');
    expect(first.headerTimeoutMs).toBe(8000);
    first.cancel();
    await happened(on, failed('timed-out'));
    expect(on.gate.snapshot().headerTimeoutMs).toBe(12_000);
    await happened(on, ...Array.from({ length: 20 }, () => ok));
    expect(on.gate.snapshot().headerTimeoutMs).toBe(4000);
  });

  it('learns nothing about speed from a refusal', async () => {
    const on = bench();
    await happened(on, ...Array.from({ length: 20 }, () => ({ ...refused(), headersMs: 1 })));
    expect(on.gate.snapshot().headerTimeoutMs).toBe(8000);
  });
});

describe('the budget at a gate', () => {
  it('is waited for, spread, and no longer once another pathway has earned tokens', async () => {
    const on = bench();
    const budget = createRetryBudget(on.clock);
    const gate = createGate({ clock: on.clock, random: () => 0.5, budget });
    for (let i = 0; i < 8; i++) budget.spend();
    const asked = gate.acquire({ priority: 'segment', signal: never });
    let given = false;
    void asked.then(() => (given = true));
    expect(gate.snapshot().closedUntilMs).toBe(on.clock.now() + 8125);
    await on.clock.advance(8124);
    expect(given).toBe(false);
    await on.clock.advance(1);
    expect(given).toBe(true);

    await on.clock.advance(6500);
    while (budget.spend() === 0);
    const next = gate.acquire({ priority: 'segment', signal: never });
    await on.clock.advance(10);
    budget.succeeded();
    await on.clock.advance(0);
    (await next).settle(ok);
    (await asked).settle(ok);
    expect(on.clock.pending()).toBe(0);
  });

  it('is asked again at once when somebody hurries, and does not give what it has not', async () => {
    const on = bench();
    const budget = createRetryBudget(on.clock);
    const gate = createGate({ clock: on.clock, random: () => 0.9, budget });
    for (let i = 0; i < 8; i++) budget.spend();
    const asked = gate.acquire({ priority: 'segment', signal: never });
    let given = false;
    void asked.then(() => (given = true));
    await on.clock.advance(6499);
    gate.hurry();
    await on.clock.advance(0);
    expect(given).toBe(false);
    await on.clock.advance(1);
    gate.hurry();
    (await asked).settle(ok);
  });

  it.each([
    ['ok', 8],
    ['not-found', 8],
    ['denied', 8],
    ['overloaded', 7],
    ['unreachable', 7],
    ['malformed', 7],
  ] as const)('is left by %s with %d tokens', async (kind, tokens) => {
    clock = createFakeClock();
    const budget = createRetryBudget(clock);
    const gate = createGate({ clock, random: () => 0, budget });
    (await gate.acquire({ priority: 'segment', signal: never })).settle(failed(kind));
    // The limit of starts in a second would hide the last token.
    await clock.advance(1000);
    let left = 0;
    while (budget.spend() === 0) left++;
    expect(left).toBe(tokens);
  });
});

describe('telling', () => {
  it('happens on change only, also when the gate opens again, and stops', async () => {
    const on = bench();
    const told: GateSnapshot[] = [];
    const leave = on.gate.subscribe((snapshot) => told.push(snapshot));
    on.gate.setMode({ ...listening, capMs: 9000 });
    expect(told).toEqual([]);
    (await on.start('a')).settle(refused());
    expect(told.map(({ closedUntilMs, inFlight }) => [closedUntilMs !== null, inFlight])).toEqual([
      [false, 1],
      [true, 0],
    ]);
    await on.clock.advance(250);
    expect(told.length).toBe(3);
    expect(told[2]?.closedUntilMs).toBeNull();
    leave();
    await happened(on, refused());
    expect(told.length).toBe(3);
  });

  it('leaves no timer when the last listener goes', async () => {
    const on = bench();
    const leave = on.gate.subscribe(() => undefined);
    await happened(on, refused());
    expect(on.clock.pending()).toBe(1);
    leave();
    expect(on.clock.pending()).toBe(0);
  });
});

describe('a clock that moves while it is read, as every real one does', () => {
  it.each([0.1, 0.37, 1, 2.9])(
    'by %d ms a look: nothing that comes due in between is forgotten',
    async (stepMs) => {
      const fake = createFakeClock();
      let extraMs = 0;
      let early = 0.5;
      const moving = {
        ...fake,
        now: () => fake.now() + (extraMs += stepMs),
        // Browsers round: a timer may fire a moment early.
        setTimer: (callback: () => void, delayMs: number) =>
          fake.setTimer(callback, delayMs - early * stepMs),
      };
      const gate = createGate({ clock: moving, random: () => 0.999, budget: plenty });
      gate.setMode(listening);
      for (let round = 0; round < 40; round += 1) {
        early = 0.5 + (round % 10);
        const waiting = gate.acquire({ priority: 'segment', signal: never });
        await fake.advance(200_000);
        const state = await Promise.race([
          waiting.then(() => 'granted'),
          fake.advance(0).then(() => 'forgotten'),
        ]);
        expect(state).toBe('granted');
        (await waiting).settle(refused(round % 3 === 0 ? 1_000 : null));
      }
    },
  );
});

describe('two gates with one budget', () => {
  it('a pathway that is asked over and over does not keep the other from being asked', async () => {
    const clock = createFakeClock();
    const budget = createRetryBudget(clock);
    const random = seededRandom(7);
    const owner = new AbortController();
    const startsMs: Record<'dead' | 'other', number[]> = { dead: [], other: [] };
    const refusedAlways = async (name: 'dead' | 'other', gate: Gate) => {
      for (;;) {
        const pass = await gate.acquire({ priority: 'segment-soonest', signal: owner.signal });
        startsMs[name].push(clock.now());
        pass.settle({ kind: 'unreachable', retryAfterMs: null, cachedErrorMs: null, headersMs: null });
      }
    };
    const dead = createGate({ clock, random, budget });
    const other = createGate({ clock, random, budget });
    const all = [dead, dead, dead, other].map((gate) =>
      refusedAlways(gate === dead ? 'dead' : 'other', gate).catch(() => undefined),
    );
    await clock.advance(1_200_000);
    owner.abort(new Error('over'));
    await Promise.all(all);
    const waits = startsMs.other.slice(1).map((atMs, index) => atMs - (startsMs.other[index] ?? 0));
    // A token comes every six and a half seconds: every second one, or now and then the third.
    expect(Math.max(...waits)).toBeLessThan(30_000);
    expect(startsMs.dead.length).toBeGreaterThan(startsMs.other.length / 2);
  });
});
