import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../e2e/simulate/figures.ts';
import { joined, partOf, simulateInParts } from '../../e2e/simulate/parts.ts';
import { play } from '../../e2e/simulate/play.ts';
import { eveningOf } from '../../e2e/simulate/run-simulate.ts';
import { windowMeans } from '../../e2e/simulate/window-means.ts';

const evening = eveningOf({ listeners: 3001, seed: 5, share: 0.1, headroom: 0.1, retryAfterSeconds: null });
const inParts = (parts: number) => Array.from({ length: parts }, (_, part) => partOf(evening, part, parts));

describe('a crowd in parts', () => {
  it('has everybody once, in order, and a seed for each part', () => {
    const parts = inParts(4);
    expect(parts.map(({ firstListener }) => firstListener)).toEqual([0, 750, 1500, 2250]);
    expect(parts.reduce((sum, { listeners }) => sum + listeners, 0)).toBe(3001);
    expect(new Set(parts.map(({ seed }) => seed)).size).toBe(4);
  });

  it.each(['overload', 'admission'] as const)('fares as it does in one: %s', async (caseName) => {
    const whole = { evening, policy: 'holdline', caseName } as const;
    const one = figuresOf((await play(whole)).simulated, null);
    const simulated = joined(
      evening,
      await Promise.all(inParts(3).map(async (part) => (await play({ ...whole, evening: part })).simulated)),
    );
    const three = figuresOf(simulated, null);
    expect(three.listeners).toBe(3001);
    expect(Math.abs(three.peakOfferedOverCapacity / one.peakOfferedOverCapacity - 1)).toBeLessThan(0.15);
    expect(Math.abs(three.leastGoodputOverCapacity / one.leastGoodputOverCapacity - 1)).toBeLessThan(0.15);
    expect(Math.abs(three.hearEverything - one.hearEverything)).toBeLessThan(0.01);
    const oneByOne = windowMeans(one.secondSeries.listening, 10);
    const apart = windowMeans(three.secondSeries.listening, 10).map((share, at) =>
      Math.abs(share - (oneByOne[at] ?? 0)),
    );
    expect(Math.max(...apart)).toBeLessThan(0.05);
    const { offered, answered, refused, queued } = simulated.totals;
    expect(answered + refused + queued).toBeCloseTo(offered, 3);
  });

  it('has one controller, which sees all of it', async () => {
    const small = { ...evening, listeners: 2000, overloadSeconds: 200, afterSeconds: 60 };
    const whole = { evening: small, policy: 'holdline', caseName: 'automatic' } as const;
    const one = await play(whole);
    const asOne = await simulateInParts({ ...whole, parts: 1 }, () => undefined);
    expect(asOne.fractions).toEqual(one.fractions);
    expect(asOne.simulated.totals).toEqual(one.simulated.totals);
    const { simulated, fractions } = await simulateInParts({ ...whole, parts: 2 }, () => undefined);
    const [apart, together] = [figuresOf(one.simulated, one.fractions), figuresOf(simulated, fractions)];
    expect(fractions).toHaveLength(one.fractions?.length ?? 0);
    expect(Math.abs(together.hearEverything - apart.hearEverything)).toBeLessThan(0.03);
    expect(together.admission?.fullSeconds).toBe(apart.admission?.fullSeconds);
  });

  it('is played in processes as it is in this one', async () => {
    const small = { ...evening, listeners: 1000, overloadSeconds: 60, afterSeconds: 10 };
    const whole = { evening: small, policy: 'exponential', caseName: 'overload' } as const;
    const { simulated, usage } = await simulateInParts({ ...whole, parts: 2 }, () => undefined);
    const here = joined(
      small,
      await Promise.all(
        [0, 1].map(async (part) => (await play({ ...whole, evening: partOf(small, part, 2) })).simulated),
      ),
    );
    expect(simulated.totals).toEqual(here.totals);
    expect(simulated.people.firstSoundAt).toEqual(here.people.firstSoundAt);
    expect(usage.memoryBytes).toBeGreaterThan(0);
  });
});
