import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PostOutcome } from '../../src/reporting/post-pause.ts';
import type { Report } from '../../src/reporting/report.ts';
import { createReporter, type Reporter } from '../../src/reporting/reporter.ts';
import { MAX_BATCH, MAX_QUEUED } from '../../src/reporting/report-queue.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { leastReport, readLines } from './reports.ts';

interface Post {
  readonly atMs: number;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  answer(outcome: PostOutcome): Promise<void>;
}

const taken: PostOutcome = { kind: 'answered', status: 204, retryAfterMs: null };
const refused = (status: number, retryAfterMs: number | null = null): PostOutcome => ({
  kind: 'answered',
  status,
  retryAfterMs,
});

let clock: FakeClock;
let posts: Post[];
let isFree: boolean;
let sequence: number;
let reporter: Reporter;
const startMs = 1_000_000;

beforeEach(() => {
  clock = createFakeClock({ nowMs: startMs });
  posts = [];
  isFree = true;
  sequence = 0;
  reporter = createReporter({
    clock,
    random: () => 0.5,
    maySend: () => isFree,
    post: (body) =>
      new Promise((resolve) => {
        posts.push({
          atMs: clock.now() - startMs,
          lines: readLines(body),
          async answer(outcome) {
            resolve(outcome);
            await clock.advance(0);
          },
        });
      }),
  });
});

function add(changes: Partial<Report> = {}, count = 1) {
  for (let index = 0; index < count; index++) {
    reporter.add({ ...leastReport, event: { kind: 'ps' }, sequence: sequence++, ...changes });
  }
}
const sequences = (post: Post | undefined) => post?.lines.map(({ sn }) => sn);

describe('batches', () => {
  it('leave a second after their first line', async () => {
    add();
    await clock.advance(600);
    add();
    await clock.advance(399);
    expect(posts).toHaveLength(0);
    await clock.advance(1);
    expect(posts.map(sequences)).toEqual([[0, 1]]);
  });

  it('leave at once with ten lines, and the eleventh waits its own second', async () => {
    add({}, MAX_BATCH);
    await clock.advance(0);
    expect(sequences(posts[0])).toHaveLength(MAX_BATCH);
    await posts[0]?.answer(taken);
    add();
    await clock.advance(999);
    expect(posts).toHaveLength(1);
    await clock.advance(1);
    expect(posts.map(({ atMs }) => atMs)).toEqual([0, 1000]);
  });

  it('go one at a time', async () => {
    add({}, 25);
    await clock.advance(5000);
    expect(posts).toHaveLength(1);
    await posts[0]?.answer(taken);
    await posts[1]?.answer(taken);
    await clock.advance(0);
    expect(posts.map((post) => post.lines.length)).toEqual([10, 10, 5]);
    expect(posts.flatMap(sequences)).toEqual(Array.from({ length: 25 }, (_, index) => index));
  });

  it('leave no timer behind when there is nothing to send', async () => {
    expect(clock.pending()).toBe(0);
    add();
    await clock.advance(1000);
    await posts[0]?.answer(taken);
    expect(clock.pending()).toBe(0);
  });
});

describe('a collector that does not take them', () => {
  it.each([400, 413, 415, 429, 503])(
    '%i: the batch is dropped and counted, and never sent again',
    async (status) => {
      add({}, 3);
      await clock.advance(1000);
      await posts[0]?.answer(refused(status));
      add();
      await clock.advance(60_000);
      expect(posts.map(sequences)).toEqual([[0, 1, 2], [3]]);
      expect(reporter.dropped()).toBe(3);
    },
  );

  it('is left in peace for as long as it asks, and what comes meanwhile waits', async () => {
    add();
    await clock.advance(1000);
    await posts[0]?.answer(refused(429, 20_000));
    add({}, 12);
    await clock.advance(22_499);
    expect(posts).toHaveLength(1);
    await clock.advance(1);
    expect(posts[1]?.atMs).toBe(23_500);
    expect(posts[1]?.lines).toHaveLength(MAX_BATCH);
  });

  it('is asked ever more rarely, and as at first once it has answered', async () => {
    for (let failures = 1; failures <= 4; failures++) {
      add();
      await clock.advance(60_000);
      await posts.at(-1)?.answer({ kind: 'unanswered' });
    }
    add();
    await clock.advance(60_000);
    await posts.at(-1)?.answer(taken);
    add();
    await clock.advance(1000);
    await posts.at(-1)?.answer({ kind: 'unanswered' });
    const before = clock.now() - startMs;
    add();
    await clock.advance(60_000);
    expect(posts.at(-1)?.atMs).toBe(before + 1000);
    expect(reporter.dropped()).toBe(5);
  });

  it('410: nothing is sent any more, and nothing kept', async () => {
    add();
    await clock.advance(1000);
    add({}, 5);
    await posts[0]?.answer(refused(410));
    add({}, 5);
    reporter.flush();
    reporter.leave();
    await clock.advance(600_000);
    expect(posts).toHaveLength(1);
    expect(reporter.dropped()).toBe(6);
    expect(clock.pending()).toBe(0);
  });
});

describe('the join time', () => {
  const hasJoinTime = (post: Post | undefined) => post?.lines.map((line) => 'msd' in line);

  it('is told once', async () => {
    add();
    add({ joinTimeMs: 1234 }, 2);
    await clock.advance(1000);
    await posts[0]?.answer(taken);
    add({ joinTimeMs: 1234 });
    await clock.advance(1000);
    expect(posts.map(hasJoinTime)).toEqual([[false, true, false], [false]]);
  });

  it('is told again where it was not taken', async () => {
    add({ joinTimeMs: 1234 });
    await clock.advance(1000);
    await posts[0]?.answer(refused(503));
    add({ joinTimeMs: 1234 });
    await clock.advance(10_000);
    await posts[1]?.answer(taken);
    add({ joinTimeMs: 1234 });
    await clock.advance(10_000);
    expect(posts.map(hasJoinTime)).toEqual([[true], [true], [false]]);
  });

  it('is not told twice beside itself when the page leaves', async () => {
    add({ joinTimeMs: 1234 });
    await clock.advance(1000);
    add({ joinTimeMs: 1234 });
    reporter.leave();
    expect(posts.map(hasJoinTime)).toEqual([[true], [false]]);
  });
});

describe('a line that is not free', () => {
  it('holds them back without dropping them, and they go when it is', async () => {
    isFree = false;
    add();
    await clock.advance(30_000);
    add();
    await clock.advance(30_000);
    expect(posts).toHaveLength(0);
    isFree = true;
    await clock.advance(1000);
    expect(posts.map(sequences)).toEqual([[0, 1]]);
    expect(reporter.dropped()).toBe(0);
  });

  it('holds back even the last of a page', () => {
    isFree = false;
    add();
    reporter.flush();
    reporter.leave();
    expect(posts).toHaveLength(0);
  });
});

describe('the end of a page', () => {
  it('takes all of it at once, beside what is on its way', async () => {
    add({}, 10);
    await clock.advance(0);
    add({}, 23);
    reporter.leave();
    expect(posts.map((post) => post.lines.length)).toEqual([10, 23]);
  });

  it('comes while the collector wants peace: it is given', async () => {
    add();
    await clock.advance(1000);
    await posts[0]?.answer(refused(429, 20_000));
    add();
    reporter.leave();
    expect(posts).toHaveLength(1);
  });

  it('was not the end: the page goes on, and keeps a refusal that came meanwhile', async () => {
    add();
    reporter.leave();
    add();
    await posts[0]?.answer(refused(429, 20_000));
    await clock.advance(22_499);
    expect(posts).toHaveLength(1);
    await clock.advance(1);
    expect(posts.map(sequences)).toEqual([[0], [1]]);
  });

  it('out of sight there is no waiting for more lines', async () => {
    reporter.flush();
    expect(posts).toHaveLength(0);
    add();
    reporter.flush();
    expect(posts.map(sequences)).toEqual([[0]]);
    add();
    reporter.flush();
    expect(posts).toHaveLength(1);
    await posts[0]?.answer(taken);
    await clock.advance(1000);
    expect(posts.map(sequences)).toEqual([[0], [1]]);
  });

  it('a disposed one sends nothing and leaves no timer', async () => {
    add();
    reporter.dispose();
    add();
    await clock.advance(60_000);
    expect(posts).toHaveLength(0);
    expect(clock.pending()).toBe(0);
  });
});

it('is bounded and loses nothing uncounted, whatever the collector does', async () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant('add' as const), count: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ act: fc.constant('wait' as const), ms: fc.nat(90_000) }),
    fc.record({ act: fc.constant('answer' as const), status: fc.constantFrom(204, 400, 429, 503) }),
    fc.record({ act: fc.constant('line' as const), free: fc.boolean() }),
    fc.record({ act: fc.constant('leave' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const time = createFakeClock();
      const open: ((outcome: PostOutcome) => void)[] = [];
      let free = true;
      let ordinary = 0;
      let leaving = false;
      let received = 0;
      let pendingLines = 0;
      const tested = createReporter({
        clock: time,
        random: () => 0.5,
        maySend: () => free,
        post(body) {
          const lines = body.split('\n').length;
          expect(lines).toBeLessThanOrEqual(leaving ? MAX_QUEUED : MAX_BATCH);
          if (!leaving) ordinary += 1;
          expect(ordinary).toBeLessThanOrEqual(1);
          const counts = !leaving;
          pendingLines += lines;
          return new Promise((resolve) => {
            open.push((outcome) => {
              if (counts) ordinary -= 1;
              pendingLines -= lines;
              if (outcome.kind === 'answered' && outcome.status === 204) received += lines;
              resolve(outcome);
            });
          });
        },
      });
      let added = 0;
      for (const one of steps) {
        if (one.act === 'add') {
          for (let index = 0; index < one.count; index++) tested.add({ ...leastReport, sequence: added++ });
        } else if (one.act === 'wait') await time.advance(one.ms);
        else if (one.act === 'line') free = one.free;
        else if (one.act === 'leave') {
          leaving = true;
          tested.leave();
          leaving = false;
        } else {
          open.shift()?.(refused(one.status));
          await time.advance(0);
        }
        expect(added - received - pendingLines - tested.dropped()).toBeLessThanOrEqual(MAX_QUEUED);
      }
      // The end of everything: the line is free and the collector takes all. Nothing may stay behind.
      free = true;
      for (let round = 0; round < 100; round++) {
        for (const answer of open.splice(0)) answer(taken);
        await time.advance(10_000);
      }
      expect(received + tested.dropped()).toBe(added);
      expect(time.pending()).toBe(0);
    }),
    { numRuns: 60 },
  );
});
