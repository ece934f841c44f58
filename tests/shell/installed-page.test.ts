import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepInstalled, TAKE_OVER, type ShellState } from '../../src/shell/installed-page.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeWorkers, type FakeWorkers } from '../fakes/fake-workers.ts';

let clock: FakeClock;
let workers: FakeWorkers;
let owner: AbortController;
let states: ShellState[];
let calm: boolean;
let quiet: boolean;
let watchers: Set<() => void>;

beforeEach(() => {
  clock = createFakeClock();
  owner = new AbortController();
  states = [];
  calm = true;
  quiet = true;
  watchers = new Set();
});
afterEach(async () => {
  owner.abort(new Error('over'));
  await clock.advance(0);
  expect(clock.pending()).toBe(0);
  expect(watchers.size).toBe(0);
});

function open(options: { controlled: boolean; refusesScript?: boolean }) {
  workers = createFakeWorkers(options);
  keepInstalled({
    container: workers.container,
    clock,
    random: () => 0.5,
    isCalm: () => calm,
    isQuiet: () => quiet,
    onMood(callback) {
      watchers.add(callback);
      return () => watchers.delete(callback);
    },
    onChange: (state) => states.push(state),
    signal: owner.signal,
  });
}
const settle = async () => {
  calm = true;
  quiet = true;
  for (const watcher of [...watchers]) watcher();
  await clock.advance(0);
};

describe('a first visit', () => {
  it('is kept some seconds later, and its host asked for nothing else', async () => {
    open({ controlled: false });
    await clock.advance(2_900);
    expect(workers.registered).toEqual([]);
    await clock.advance(5_000);
    expect(workers.registered).toEqual(['./service-worker.js']);
    await clock.advance(600_000);
    expect(workers.updates()).toBe(0);
    expect(states).toEqual([]);
  });

  it('is kept for whoever listens', async () => {
    quiet = false;
    open({ controlled: false });
    await clock.advance(10_000);
    expect(workers.registered).toHaveLength(1);
  });

  it('is not kept while somebody is in want of sound', async () => {
    calm = false;
    open({ controlled: false });
    await clock.advance(60_000);
    expect(workers.registered).toEqual([]);
    await settle();
    expect(workers.registered).toHaveLength(1);
  });

  it('goes on without a worker where it is refused', async () => {
    open({ controlled: false, refusesScript: true });
    await clock.advance(600_000);
    expect(states).toEqual([]);
  });

  it('is not kept any more after it has ended', async () => {
    open({ controlled: false });
    await clock.advance(1_000);
    owner.abort(new Error('over'));
    await clock.advance(60_000);
    expect(workers.registered).toEqual([]);
  });
});

describe('a page from this device', () => {
  it('asks its host once whether it is there, in trouble too', async () => {
    calm = false;
    open({ controlled: true });
    await clock.advance(600_000);
    expect(workers.updates()).toBe(1);
    expect(states.at(-1)).toEqual({ fromDevice: true, host: 'answers', hasUpdate: false });
  });

  it('keeps asking a silent host, without haste, until it answers', async () => {
    open({ controlled: true });
    workers.hostIs('silent');
    await clock.advance(60_000);
    expect(states.at(-1)?.host).toBe('silent');
    expect(workers.updates()).toBeGreaterThan(2);
    expect(workers.updates()).toBeLessThan(7);
    workers.hostIs('there');
    await clock.advance(120_000);
    expect(states.at(-1)?.host).toBe('answers');
    const asked = workers.updates();
    await clock.advance(600_000);
    expect(workers.updates()).toBe(asked);
  });
});

describe('a new version', () => {
  it('that was waiting already takes over at once when nobody listens', async () => {
    open({ controlled: true });
    const waiting = workers.waits();
    await clock.advance(0);
    expect(states.at(-1)?.hasUpdate).toBe(true);
    expect(waiting.told).toEqual([TAKE_OVER]);
  });

  it('that comes while one listens waits until nothing plays', async () => {
    open({ controlled: true });
    await clock.advance(0);
    quiet = false;
    const installing = workers.installs();
    installing.becomes('installed');
    await clock.advance(3_600_000);
    expect(states.at(-1)?.hasUpdate).toBe(true);
    expect(installing.told).toEqual([]);
    await settle();
    expect(installing.told).toEqual([TAKE_OVER]);
  });

  it('that cannot be installed is none', async () => {
    open({ controlled: true });
    await clock.advance(0);
    workers.installs().becomes('redundant');
    await clock.advance(60_000);
    expect(states.at(-1)?.hasUpdate).toBe(false);
  });
});
