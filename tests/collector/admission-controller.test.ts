import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AdmissionFigures,
  createController,
  isStrained,
  LOOK_SECONDS,
  nextAdmissionFraction,
} from '../../src/collector/admission-controller.ts';

const bounds = { least: 0.05, most: 0.9 };
const well: AdmissionFigures = {
  atSeconds: 0,
  audience: 10_000,
  joining: 0,
  listening: 1000,
  rebuffering: 0,
  failuresPerSecond: 0,
  startFailures: null,
  sessions: 10_000,
};

/** Fractions of so many looks at figures that follow from the fraction. */
function run(
  of: (fraction: number, atSeconds: number) => Partial<AdmissionFigures>,
  looks: number,
  from = 0.1,
) {
  let state = createController(from, bounds);
  return Array.from({ length: looks }, (_, look) => {
    const atSeconds = look * LOOK_SECONDS;
    state = nextAdmissionFraction(state, { ...well, atSeconds, ...of(state.fraction, atSeconds) }, bounds);
    return state.fraction;
  });
}

describe('the admission controller', () => {
  it('raises while all is well, not at every look, up to the bound', () => {
    const fractions = run((fraction) => ({ listening: fraction * 10_000 }), 80);
    expect(fractions.slice(0, 3)).toEqual([0.1, 0.1, 0.1]);
    expect(fractions.every((fraction, look) => look === 0 || fraction >= (fractions[look - 1] ?? 0))).toBe(
      true,
    );
    expect(fractions.at(-1)).toBe(bounds.most);
  });

  it('falls to those who hear at once, and no further', () => {
    const storm = { listening: 2000, joining: 7000, rebuffering: 1000, failuresPerSecond: 3000 };
    const fractions = run(() => storm, 20, 0.9);
    expect(fractions[0]).toBeCloseTo(0.19);
    expect(fractions.at(-1)).toBeGreaterThanOrEqual(0.15);
  });

  it('waits for what a lowering does before the next', () => {
    const fractions = run(() => ({ listening: 4000, failuresPerSecond: 200 }), 30, 0.4);
    const lowerings = fractions.filter((fraction, look) => look > 0 && fraction < (fractions[look - 1] ?? 0));
    expect(lowerings.length).toBeLessThanOrEqual(2);
  });

  it('waits out the refusals of many who join at once, while those who are in hear', () => {
    const refused = (looks: number) =>
      run((_, atSeconds) => ({ failuresPerSecond: atSeconds < looks * LOOK_SECONDS ? 200 : 0 }), 4);
    expect(refused(3)).toEqual([0.1, 0.1, 0.1, 0.1]);
    expect(refused(4).at(-1)).toBeLessThan(0.1);
    // Whoever is in falls silent: then nothing is waited for.
    expect(run(() => ({ failuresPerSecond: 200, rebuffering: 200 }), 1, 0.4)[0]).toBeLessThan(0.4);
  });

  it('does not move near the limit', () => {
    expect(new Set(run(() => ({ failuresPerSecond: 5 }), 40)).size).toBe(1);
  });

  it('does not move by figures of next to nobody', () => {
    const alone = { sessions: 3, audience: 3, listening: 0, joining: 3, failuresPerSecond: 9 };
    expect(new Set(run(() => alone, 40)).size).toBe(1);
  });

  it.each([
    [{ rebuffering: 30 }, true],
    [{ rebuffering: 10 }, false],
    [{ startFailures: 0.2 }, true],
    [{ startFailures: 0.01 }, false],
    [{ joining: 900 }, true],
    [{ joining: 100 }, false],
    [{ failuresPerSecond: 20 }, true],
    [{ listening: 0 }, false],
  ])('%j strains: %s', (figures, strains) => {
    expect(isStrained({ ...well, ...figures })).toBe(strains);
  });

  it('is never out of bounds, whatever it is shown', () => {
    const count = fc.nat(20_000);
    const anything = fc.record({
      audience: count,
      joining: count,
      listening: count,
      rebuffering: count,
      failuresPerSecond: count,
      startFailures: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      sessions: count,
    });
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, from) => {
          let state = createController(from, bounds);
          for (const [look, figures] of all.entries()) {
            state = nextAdmissionFraction(state, { atSeconds: look * LOOK_SECONDS, ...figures }, bounds);
            expect(state.fraction).toBeGreaterThanOrEqual(bounds.least);
            expect(state.fraction).toBeLessThanOrEqual(bounds.most);
          }
        },
      ),
    );
  });
});
