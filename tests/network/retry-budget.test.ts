import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createBudget,
  createRetryBudget,
  msUntilToken,
  onAnswer,
  onSuccess,
  trySpend,
  type BudgetState,
} from '../../src/network/retry-budget.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

/** Spends as long as it is let. */
function spendAll(state: BudgetState, nowMs: number): { spent: number; state: BudgetState } {
  let spent = 0;
  for (let next = trySpend(state, nowMs); next !== null; next = trySpend(state, nowMs)) {
    state = next;
    spent++;
  }
  return { spent, state };
}

describe('the budget', () => {
  it('begins with eight requests, then gives one every six and a half seconds', () => {
    const { spent, state } = spendAll(createBudget(0), 0);
    expect(spent).toBe(8);
    expect(trySpend(state, 6499)).toBeNull();
    expect(msUntilToken(state, 1000)).toBe(5500);
    expect(spendAll(state, 6500).spent).toBe(1);
    expect(spendAll(state, 13_500).spent).toBe(2);
  });

  it('holds no more than eight, however long it rests', () => {
    const empty = spendAll(createBudget(0), 0).state;
    expect(spendAll(empty, 3_600_000).spent).toBe(8);
  });

  it('earns three retries with a success and none with another answer', () => {
    const empty = spendAll(createBudget(0), 0).state;
    expect(spendAll(onSuccess(empty, 2000), 2000).spent).toBe(4);
    expect(spendAll(onAnswer(empty, 2000), 2000).spent).toBe(1);
  });

  it('starts at most eight in a second, even where all succeed', () => {
    let state = createBudget(0);
    for (let i = 0; i < 8; i++) state = onSuccess(trySpend(state, 10 * i) ?? state, 10 * i);
    expect(trySpend(state, 999)).toBeNull();
    expect(msUntilToken(state, 400)).toBe(600);
    expect(trySpend(state, 1000)).not.toBeNull();
  });

  const step = fc.record({
    waitMs: fc.nat(3000),
    act: fc.constantFrom('spend', 'spend', 'spend', 'succeed', 'answer'),
  });

  it('never starts more than 18 requests in a minute without an answer, nor more than 9 in a second', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let state = createBudget(0);
        let nowMs = 0;
        let startsMs: number[] = [];
        let sinceAnswerMs: number[] = [];
        for (const { waitMs, act } of steps) {
          nowMs += waitMs;
          if (act === 'spend') {
            const next = trySpend(state, nowMs);
            expect(next === null).toBe(msUntilToken(state, nowMs) > 0);
            if (next === null) continue;
            state = next;
            startsMs = [...startsMs, nowMs];
            sinceAnswerMs = [...sinceAnswerMs, nowMs];
            expect(startsMs.filter((atMs) => atMs >= nowMs - 1000).length).toBeLessThanOrEqual(9);
            expect(sinceAnswerMs.filter((atMs) => atMs >= nowMs - 60_000).length).toBeLessThanOrEqual(18);
          } else {
            state = act === 'succeed' ? onSuccess(state, nowMs) : onAnswer(state, nowMs);
            sinceAnswerMs = [];
          }
          expect(state.tokens).toBeGreaterThanOrEqual(0);
          expect(state.tokens).toBeLessThanOrEqual(8);
        }
      }),
    );
  });

  it('always gives a token in the end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3000), { maxLength: 60 }), (waits) => {
        let state = createBudget(0);
        let nowMs = 0;
        for (const waitMs of waits) {
          nowMs += waitMs;
          state = trySpend(state, nowMs) ?? state;
          const untilMs = msUntilToken(state, nowMs);
          expect(untilMs).toBeLessThanOrEqual(6500);
          expect(trySpend(state, nowMs + untilMs)).not.toBeNull();
        }
      }),
    );
  });
});

describe('the shared budget', () => {
  it('says how long to wait and takes nothing then', async () => {
    const clock = createFakeClock();
    const budget = createRetryBudget(clock);
    for (let i = 0; i < 8; i++) expect(budget.spend()).toBe(0);
    expect(budget.spend()).toBe(6500);
    await clock.advance(6500);
    expect(budget.spend()).toBe(0);
    expect(budget.spend()).toBe(6500);
  });

  it('lets others go first, after whoever had the last token', async () => {
    const clock = createFakeClock();
    const budget = createRetryBudget(clock);
    const one = () => undefined;
    const other = () => undefined;
    for (let i = 0; i < 8; i++) expect(budget.spend(one)).toBe(0);
    budget.subscribe(one);
    // Nobody else waits.
    expect(budget.spend(one)).toBe(6500);
    expect(budget.spend(other)).toBe(6500);
    const leave = budget.subscribe(other);
    expect(budget.spend(one)).toBe(9750);
    await clock.advance(6500);
    expect(budget.spend(other)).toBe(0);
    expect(budget.spend(other)).toBe(9750);
    expect(budget.spend(one)).toBe(6500);
    leave();
    await clock.advance(6500);
    expect(budget.spend(one)).toBe(0);
    expect(budget.spend(one)).toBe(6500);
  });

  it('tells of new tokens until nobody wants to know', () => {
    const budget = createRetryBudget(createFakeClock());
    let told = 0;
    const leave = budget.subscribe(() => told++);
    budget.succeeded();
    budget.answered();
    expect(told).toBe(2);
    leave();
    budget.succeeded();
    expect(told).toBe(2);
  });
});
