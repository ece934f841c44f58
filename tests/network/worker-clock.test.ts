import { describe, expect, it } from 'vitest';
import { createTimerService, type TimerNotice, type TimerOrder } from '../../src/network/timer-service.ts';
import { createWorkerClock, type TimerWorker } from '../../src/network/worker-clock.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';

/** A worker with a clock of its own; its messages arrive when its clock is moved. */
class FakeWorker implements TimerWorker {
  readonly clock: FakeClock = createFakeClock();
  isRunning = false;
  isTerminated = false;
  orders: TimerOrder[] = [];
  private serve: ((order: TimerOrder) => void) | null = null;
  private tell: ((event: MessageEvent<TimerNotice>) => void) | null = null;
  private onError: (() => void) | null = null;

  addEventListener(type: 'message', listener: (event: MessageEvent<TimerNotice>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  addEventListener(type: 'message' | 'error', listener: (event: MessageEvent<TimerNotice>) => void): void {
    if (type === 'message') this.tell = listener;
    else this.onError = () => listener(new MessageEvent('error'));
  }

  start(): void {
    this.isRunning = true;
    this.serve = createTimerService(this.clock, (notice: TimerNotice) => {
      if (!this.isTerminated) this.tell?.(new MessageEvent('message', { data: notice }));
    });
    for (const order of this.orders) this.serve(order);
  }
  postMessage(order: TimerOrder): void {
    this.orders.push(order);
    this.serve?.(order);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  fail(): void {
    this.onError?.();
  }
}

interface Bench {
  readonly thread: FakeClock;
  readonly worker: FakeWorker;
  readonly clock: ReturnType<typeof createWorkerClock>;
  readonly fired: string[];
  set(name: string, delayMs: number): () => void;
}

function bench({ started = true } = {}): Bench {
  const thread = createFakeClock();
  const worker = new FakeWorker();
  const clock = createWorkerClock({ createWorker: () => worker, threadClock: thread });
  if (started) worker.start();
  const fired: string[] = [];
  return {
    thread,
    worker,
    clock,
    fired,
    set: (name, delayMs) => clock.setTimer(() => fired.push(name), delayMs),
  };
}

describe('a clock whose timers live in a worker', () => {
  it('fires by the worker’s time, however late the thread is', async () => {
    const on = bench();
    on.set('a', 500);
    expect(on.thread.pending()).toBe(0);
    await on.worker.clock.advance(499);
    expect(on.fired).toEqual([]);
    await on.worker.clock.advance(1);
    expect(on.fired).toEqual(['a']);
    expect(on.worker.clock.pending()).toBe(0);
  });

  it('forgets a timer on both sides, also twice', async () => {
    const on = bench();
    const forget = on.set('a', 500);
    forget();
    forget();
    expect(on.worker.clock.pending()).toBe(0);
    await on.worker.clock.advance(1000);
    expect(on.fired).toEqual([]);
    expect(on.worker.orders.filter(({ kind }) => kind === 'clear').length).toBe(1);
  });

  it('can be asked to forget, and to set, from within a timer', async () => {
    const on = bench();
    const forget: (() => void)[] = [];
    forget.push(
      on.clock.setTimer(() => {
        forget[0]?.();
        on.set('next', 100);
      }, 100),
    );
    await on.worker.clock.advance(100);
    await on.worker.clock.advance(100);
    expect(on.fired).toEqual(['next']);
  });

  it('keeps timers on the thread until the worker runs', async () => {
    const on = bench({ started: false });
    on.set('early', 100);
    on.set('late', 900);
    await on.thread.advance(100);
    expect(on.fired).toEqual(['early']);
    on.worker.start();
    expect(on.thread.pending()).toBe(0);
    await on.worker.clock.advance(900);
    expect(on.fired).toEqual(['early', 'late']);
  });

  it('works where the worker never says a word', async () => {
    const on = bench({ started: false });
    on.set('a', 100);
    await on.thread.advance(100);
    expect(on.fired).toEqual(['a']);
  });

  it('works where there are no workers', async () => {
    const thread = createFakeClock();
    const clock = createWorkerClock({
      createWorker: () => {
        throw new ReferenceError('Worker is not defined');
      },
      threadClock: thread,
    });
    const fired: string[] = [];
    clock.setTimer(() => fired.push('a'), 100);
    await thread.advance(100);
    expect(fired).toEqual(['a']);
    // Node has none: the clock's own parts do the same there.
    const own = createWorkerClock();
    await new Promise<void>((resolve) => own.setTimer(resolve, 1));
    own.dispose();
  });

  it.each([true, false])(
    'moves its timers to the thread when the worker fails (it had started: %s)',
    async (started) => {
      const on = bench({ started });
      on.set('a', 500);
      await on.worker.clock.advance(200);
      await on.thread.advance(200);
      on.worker.fail();
      expect(on.worker.isTerminated).toBe(true);
      await on.worker.clock.advance(1000);
      await on.thread.advance(299);
      expect(on.fired).toEqual([]);
      await on.thread.advance(1);
      expect(on.fired).toEqual(['a']);
      on.set('b', 50);
      await on.thread.advance(50);
      expect(on.fired).toEqual(['a', 'b']);
    },
  );

  it('drops all timers and ends the worker when it is disposed of', async () => {
    const on = bench({ started: false });
    on.set('a', 500);
    on.clock.dispose();
    expect(on.worker.isTerminated).toBe(true);
    expect(on.thread.pending()).toBe(0);
    await on.thread.advance(1000);
    expect(on.fired).toEqual([]);
  });

  it('tells the time of its thread', () => {
    const on = bench();
    expect(on.clock.now()).toBe(on.thread.now());
    expect(on.clock.wallNow()).toBe(on.thread.wallNow());
  });
});

it('the timer service replaces a timer that is set twice', async () => {
  const clock = createFakeClock();
  const notices: TimerNotice[] = [];
  const serve = createTimerService(clock, (notice) => notices.push(notice));
  serve({ kind: 'set', id: 1, delayMs: 100 });
  serve({ kind: 'set', id: 1, delayMs: 300 });
  serve({ kind: 'clear', id: 9 });
  await clock.advance(300);
  expect(notices).toEqual([{ kind: 'ready' }, { kind: 'due', id: 1 }]);
  expect(clock.pending()).toBe(0);
});
