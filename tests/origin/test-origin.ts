import { afterEach } from 'vitest';
import type { Origin, OriginOptions } from '../../e2e/origin/origin.ts';
import { createOrigin } from '../../e2e/origin/origin.ts';
import type { Scenario } from '../../e2e/origin/scenario.ts';
import { parseScenario } from '../../e2e/origin/scenario.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';

/** A scenario as a file would have it, with what a test does not care about filled in. */
export function scenarioOf(fields: Readonly<Record<string, unknown>> = {}): Scenario {
  const usual = {
    name: 'test',
    description: 'A test.',
    seed: 1,
    startsAtSeconds: -60,
    scheduledStartSeconds: 0,
    faults: [],
  };
  return parseScenario({ ...usual, ...fields }, 'the test');
}

/** The whole evening, every request. */
export function always(fault: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { fromSeconds: 0, match: { what: 'any' }, fault };
}

export interface TestOrigin extends Origin {
  readonly clock: FakeClock;
  /** The address of a segment that is in the window at second 0. */
  readonly segmentUrl: string;
}

/** Starts an origin on a fake clock for one test; it is stopped after it. */
export type StartOrigin = (
  scenario: Readonly<Record<string, unknown>>,
  options?: Omit<OriginOptions, 'scenario' | 'clock'>,
) => Promise<TestOrigin>;

export function useOrigins(): StartOrigin {
  const started: Origin[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((origin) => origin.stop()));
  });
  return async (scenario, options = {}) => {
    const clock = createFakeClock();
    const origin = await createOrigin({ ...options, scenario: scenarioOf(scenario), clock });
    started.push(origin);
    return Object.assign(origin, { clock, segmentUrl: `${origin.url}/live/aac-24/segment-12.m4s` });
  };
}

/** Lets a fake clock run until a promise is settled; resolves with what it resolves with. */
export async function runUntil<T>(promise: Promise<T>, clock: FakeClock, stepMs = 5): Promise<T> {
  const state = { settled: false };
  const settle = () => void (state.settled = true);
  promise.then(settle, settle);
  while (!state.settled) await clock.advance(stepMs);
  return promise;
}
