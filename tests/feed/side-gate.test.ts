import { beforeEach, describe, expect, it } from 'vitest';
import { createOwnGate, createSideBudget, createSideGate } from '../../src/feed/side-gate.ts';
import { createGate, type Gate, type GatePass, type Priority } from '../../src/network/gate.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

let clock: FakeClock;
let main: Gate;
let own: Gate;
let side: Gate;
let given: string[];
let givenBack: number;
const passes = new Map<string, GatePass>();

beforeEach(() => {
  clock = createFakeClock();
  const random = seededRandom(1);
  main = createGate({ clock, random, budget: createRetryBudget(clock) });
  main.setMode({ joining: false, urgent: false, capMs: 6000 });
  own = createOwnGate({ clock, random, budget: createSideBudget(clock) });
  givenBack = 0;
  side = createSideGate(main, own, () => (givenBack += 1));
  given = [];
  passes.clear();
});

function ask(
  gate: Gate,
  name: string,
  priority: Priority,
  signal = new AbortController().signal,
  paceMs = 0,
) {
  gate.acquire({ priority, signal, paceMs }).then(
    (pass) => {
      given.push(name);
      passes.set(name, pass);
    },
    () => given.push(`${name} aborted`),
  );
}
const ok = { kind: 'ok', headersMs: 50, retryAfterMs: null, cachedErrorMs: 0 } as const;
const refused = { kind: 'overloaded', headersMs: 50, retryAfterMs: 20_000, cachedErrorMs: 0 } as const;

describe('a side gate', () => {
  it('lets through while nothing of the sound waits', async () => {
    ask(main, 'sound', 'segment');
    ask(side, 'captions', 'captions');
    await clock.advance(0);
    expect(given).toEqual(['sound', 'captions']);
  });

  it('waits while anything of the sound waits, for whatever reason', async () => {
    const abort = new AbortController();
    ask(main, 'sound', 'segment', abort.signal, 5000);
    ask(side, 'captions', 'captions');
    await clock.advance(4900);
    expect(given).toEqual([]);
    await clock.advance(200);
    expect(given).toEqual(['sound', 'captions']);
  });

  it('waits while the origin keeps the sound away', async () => {
    ask(main, 'sound', 'segment');
    await clock.advance(0);
    passes.get('sound')?.settle(refused);
    ask(side, 'captions', 'captions');
    await clock.advance(19_900);
    expect(given).toEqual(['sound']);
    await clock.advance(6000);
    expect(given).toEqual(['sound', 'captions']);
  });

  it('is closed by its own failures, and the way of the sound is not', async () => {
    ask(side, 'captions', 'captions');
    await clock.advance(0);
    passes.get('captions')?.settle(refused);
    ask(side, 'again', 'captions');
    ask(main, 'sound', 'segment');
    await clock.advance(100);
    expect(main.snapshot()).toMatchObject({ shutUntilMs: null, consecutiveFailures: 0 });
    expect(side.snapshot().consecutiveFailures).toBe(1);
    expect(given).toEqual(['captions', 'sound']);
    await clock.advance(30_000);
    expect(given).toEqual(['captions', 'sound', 'again']);
  });

  it('gives its leave back when the sound comes first after all', async () => {
    own.setOnline(false);
    ask(side, 'captions', 'captions');
    await clock.advance(0);
    ask(main, 'sound', 'segment', new AbortController().signal, 1000);
    own.setOnline(true);
    await clock.advance(500);
    expect(given).toEqual([]);
    expect(own.snapshot().inFlight).toBe(0);
    expect(givenBack).toBe(1);
    await clock.advance(600);
    expect(given).toEqual(['sound', 'captions']);
  });

  it('leaves with its signal, and leaves nothing behind', async () => {
    const abort = new AbortController();
    ask(main, 'sound', 'segment', abort.signal, 60_000);
    ask(side, 'captions', 'captions', abort.signal);
    await clock.advance(0);
    abort.abort(new Error('over'));
    await clock.advance(0);
    expect(given).toEqual(['sound aborted', 'captions aborted']);
    ask(side, 'late', 'captions', abort.signal);
    await clock.advance(0);
    expect(given.at(-1)).toBe('late aborted');
    expect(clock.pending()).toBe(0);
  });

  it('takes no more connections than a browser has for one host', async () => {
    for (let index = 0; index < 2; index += 1) ask(main, `playlist ${index}`, 'playlist');
    for (let index = 0; index < 2; index += 1) ask(main, `sound ${index}`, 'segment');
    for (let index = 0; index < 3; index += 1) ask(side, `captions ${index}`, 'captions');
    await clock.advance(3000);
    expect(given.filter((name) => name.startsWith('captions'))).toHaveLength(2);
    passes.get('captions 0')?.settle(ok);
    await clock.advance(1000);
    expect(given.filter((name) => name.startsWith('captions'))).toHaveLength(3);
  });
});

it('starts no more than two in a second, though each is answered at once', async () => {
  const budget = createSideBudget(clock);
  const starts: number[] = [];
  for (let step = 0; step < 100; step += 1) {
    if (budget.spend() === 0) {
      starts.push(clock.now());
      budget.succeeded();
    }
    await clock.advance(50);
  }
  expect(starts).toHaveLength(10);
});
