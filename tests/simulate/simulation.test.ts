import { describe, expect, it } from 'vitest';
import { admissionOf } from '../../e2e/simulate/admission-cases.ts';
import { figuresOf } from '../../e2e/simulate/figures.ts';
import { createOrigin, REFUSAL_COST } from '../../e2e/simulate/origin.ts';
import { policyNames } from '../../e2e/simulate/policies.ts';
import { createRandom } from '../../e2e/simulate/random.ts';
import { play as playEvening } from '../../e2e/simulate/play.ts';
import { eveningOf } from '../../e2e/simulate/run-simulate.ts';
import { simulate } from '../../e2e/simulate/simulation.ts';
import { createTimeWheel } from '../../e2e/simulate/time-wheel.ts';

const evening = eveningOf({ listeners: 1500, seed: 7, share: 0.1, headroom: 0.1, retryAfterSeconds: null });
const play = (
  name: (typeof policyNames)[number],
  caseName: Parameters<typeof admissionOf>[0] = 'overload',
  of = evening,
) => {
  const admission = admissionOf(caseName, of);
  const simulated = simulate(of, name, admission);
  return { simulated, figures: figuresOf(simulated, admission?.fractions ?? null) };
};
const playAutomatic = async (of: typeof evening) => {
  const { simulated, fractions } = await playEvening({
    evening: of,
    policy: 'holdline',
    caseName: 'automatic',
  });
  return figuresOf(simulated, fractions);
};

describe('an origin with finite capacity', () => {
  const askOneByOne = (origin: ReturnType<typeof createOrigin>, count: number) =>
    Array.from({ length: count }, () => {
      origin.arrive();
      return origin.ask();
    });

  it('gives what it can, refuses the rest, and pays for that', () => {
    const origin = createOrigin(createRandom(1));
    origin.begin(0.25, 100);
    const answers = askOneByOne(origin, 500);
    expect(answers.filter((wait) => wait >= 0)).toHaveLength(50);
    expect(Math.max(...answers)).toBe(0.5);
    origin.end();
    const { answered, refused, queued } = origin.totals();
    expect(refused).toBe(450);
    expect(answered).toBeCloseTo(25 - 450 * REFUSAL_COST);
    expect(queued).toBeCloseTo(50 - answered);
  });

  it('can be asked so much that it gives nothing', () => {
    const origin = createOrigin(createRandom(1));
    origin.begin(1, 100);
    askOneByOne(origin, 5000);
    origin.end();
    expect(origin.totals().answered).toBe(0);
  });

  it('has room again in the middle of a stretch, for whoever comes then', () => {
    const origin = createOrigin(createRandom(1));
    origin.begin(1, 100);
    askOneByOne(origin, 200);
    origin.end();
    origin.begin(1, 100);
    const isAdmitted = askOneByOne(origin, 200).map((wait) => wait >= 0);
    origin.end();
    const halves = [isAdmitted.slice(0, 100), isAdmitted.slice(100)].map(
      (half) => half.filter(Boolean).length,
    );
    expect(Math.min(...halves)).toBeGreaterThan(40);
  });

  it('has one place for those who come together when one has become free', () => {
    const origin = createOrigin(createRandom(1));
    origin.begin(1, 100);
    askOneByOne(origin, 400);
    origin.end();
    origin.begin(1, 100);
    askOneByOne(origin, 250);
    const together = Array.from({ length: 70 }, () => {
      origin.arrive();
      return [origin.ask(), origin.ask()].filter((wait) => wait >= 0).length;
    });
    const [none, one, both] = [0, 1, 2].map((places) => together.filter((count) => count === places).length);
    expect(none).toBeGreaterThan(one ?? 0);
    expect(one).toBeGreaterThan(3 * (both ?? 0));
  });
});

const untouched = () => undefined;

describe('the time wheel', () => {
  it('visits everybody once, when they are due', () => {
    const random = createRandom(1);
    const wheel = createTimeWheel({ stepSeconds: 0.25, spanSeconds: 10, random });
    const dueAt = Array.from({ length: 20_000 }, () => random() * 10);
    dueAt.forEach((at, id) => wheel.schedule(id, at));
    const visitedAt = new Map<number, number>();
    for (let now = 0; now < 12; now += 0.25) {
      wheel.runSlot(
        now,
        (id) => {
          expect(visitedAt.has(id)).toBe(false);
          visitedAt.set(id, now);
        },
        untouched,
      );
    }
    expect(visitedAt.size).toBe(dueAt.length);
    for (const [id, at] of visitedAt) expect(Math.floor((dueAt[id] ?? 0) / 0.25) * 0.25).toBe(at);
  });

  it('visits those who come into the present slot too', () => {
    const wheel = createTimeWheel({ stepSeconds: 0.25, spanSeconds: 10, random: () => 0.5 });
    const visited: number[] = [];
    wheel.schedule(0, 1);
    wheel.runSlot(
      1,
      (id) => {
        visited.push(id);
        if (id < 3) wheel.schedule(id + 1, 1.1);
      },
      untouched,
    );
    expect(visited).toEqual([0, 1, 2, 3]);
  });
});

describe('an evening', () => {
  it('is the same for the same seed, and another for another', () => {
    const first = play('holdline').simulated;
    const again = play('holdline').simulated;
    expect(again.totals).toEqual(first.totals);
    expect([...again.counts.offered]).toEqual([...first.counts.offered]);
    expect(play('holdline', 'overload', { ...evening, seed: 8 }).simulated.totals).not.toEqual(first.totals);
  });

  it.each(policyNames)('loses no request: %s', (name) => {
    const { offered, answered, refused, queued } = play(name).simulated.totals;
    expect(offered).toBeGreaterThan(evening.listeners);
    expect(answered + refused + queued).toBeCloseTo(offered, 3);
  });

  it.each(policyNames)('never gives more than the capacity: %s', (name) => {
    const { goodput, listening } = play(name).figures.secondSeries;
    expect(Math.max(...goodput)).toBeLessThanOrEqual(1 + 1e-9);
    expect(Math.max(...listening)).toBeLessThanOrEqual(1);
    expect(Math.min(...listening)).toBeGreaterThanOrEqual(0);
  });

  it('keeps a Retry-After: nobody asks a dead origin more often than it says', () => {
    const told = { ...evening, retryAfterMs: 30_000 };
    const { figures } = play('holdline', 'overload', told);
    expect(figures.peakOfferedOverCapacity).toBeLessThan(play('holdline').figures.peakOfferedOverCapacity);
  });
});

describe('the overload', () => {
  it('is made worst by a fixed retry', () => {
    const fixed = play('fixed').figures;
    const holdline = play('holdline').figures;
    expect(fixed.peakOfferedOverCapacity).toBeGreaterThan(15);
    expect(fixed.leastGoodputOverCapacity).toBeLessThan(0.1);
    expect(holdline.peakOfferedOverCapacity).toBeLessThan(fixed.peakOfferedOverCapacity / 2);
    expect(holdline.leastGoodputOverCapacity).toBeGreaterThan(0.5);
  });

  it('asks of an origin that carries a tenth at most six times what it can give', () => {
    const { figures } = play('holdline', 'overload', { ...evening, listeners: 10_000 });
    expect(figures.peakOfferedOverCapacity).toBeLessThanOrEqual(6);
    expect(figures.leastGoodputOverCapacity).toBeGreaterThan(0.6);
    expect(figures.hearSomething).toBeGreaterThan(0.95);
  });

  it('is over for Holdline within 90 s of its end, and for ever silent where a player gave up', () => {
    const holdline = play('holdline').figures;
    expect(holdline.recoverySeconds).toBeLessThanOrEqual(90);
    expect(holdline.recoverySeconds).toBeGreaterThanOrEqual(holdline.leastRecoverySeconds);
    expect(holdline.metastable).toBe(false);
    expect(play('hls.js').figures.listeningAtEnd).toBeLessThan(0.5);
  });
});

describe('admission', () => {
  it('at what the origin carries: those who are in hear everything', () => {
    const { figures } = play('holdline', 'admission', { ...evening, listeners: 5000 });
    expect(figures.peakOfferedOverCapacity).toBeLessThanOrEqual(1.1);
    expect(figures.hearEverything).toBeGreaterThanOrEqual(0.095);
    expect(figures.recoverySeconds).toBeLessThanOrEqual(90);
  });

  it('moved by the controller', async () => {
    const figures = await playAutomatic({ ...evening, listeners: 10_000 });
    const { leastOverMean = 0, mostOverMean = 9, fullSeconds = null } = figures.admission ?? {};
    expect(mostOverMean).toBeLessThanOrEqual(1.25);
    expect(leastOverMean).toBeGreaterThanOrEqual(0.75);
    expect(figures.hearEverything).toBeGreaterThanOrEqual(0.08);
    expect(fullSeconds ?? 0).toBeGreaterThan(0);
    expect(fullSeconds ?? Infinity).toBeLessThanOrEqual(180);
    expect(figures.listeningAtEnd).toBeGreaterThan(0.99);
  });

  it.each([0.07, 0.2, 0.33])('by the controller, also where the origin carries %d', async (share) => {
    const figures = await playAutomatic({ ...evening, listeners: 5_000, share });
    expect(figures.hearEverything).toBeGreaterThanOrEqual(0.8 * share);
    expect(figures.listeningAtEnd).toBeGreaterThan(0.99);
  });

  it('too many let in at once do not cost those below the admission what they hear', () => {
    // A producer lets three tenths in at once before an origin for one, sees it after a minute, and goes back to a tenth.
    const rules = (admission: number) => ({ admission, epoch: 0, spreadMs: 0, closed: false, begun: true });
    const lowered = simulate({ ...evening, listeners: 5_000 }, 'holdline', {
      rulesAt: (at) => rules(at < 60 ? 0.3 : at < evening.overloadSeconds ? 0.1 : 1),
      pollSeconds: 10,
    });
    const kept = simulate({ ...evening, listeners: 5_000 }, 'holdline', {
      rulesAt: (at) => rules(at < evening.overloadSeconds ? 0.3 : 1),
      pollSeconds: 10,
    });
    expect(figuresOf(kept, null).hearEverything).toBeLessThan(0.01);
    expect(figuresOf(lowered, null).hearEverything).toBeGreaterThan(0.05);
  });
});
