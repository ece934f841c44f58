import type { Scenario } from '../origin/scenario.ts';
import { loadScenario, scenarioNames } from '../origin/scenario.ts';

/** An evening that is played. */
export interface Entry {
  readonly name: string;
  readonly scenario: Scenario;
  /** From the press to the end. */
  readonly lengthSeconds: number;
}

/** Nobody comes back from these. */
const outages: ReadonlySet<string> = new Set(['outage', 'outage-hang', 'outage-refuse']);

const shortestSeconds = 60;
/** After the last trouble, so that it shows who is alive. */
const calmSeconds = 35;
/** Of a trouble without an end: long enough to outlast any buffer. */
const endlessSeconds = 60;

/** From the press until everything has happened that the scenario has in store, and a while of calm. */
export function lengthOf(scenario: Scenario): number {
  const troubles = [
    scenario.startsAtSeconds,
    ...scenario.faults.map(
      ({ fromSeconds, toSeconds }) => toSeconds ?? fromSeconds + endlessSeconds - calmSeconds,
    ),
    ...scenario.restarts.map(({ atSeconds, silentSeconds }) => atSeconds + silentSeconds),
    ...scenario.gaps.map(({ toSeconds }) => toSeconds),
    ...(scenario.steering?.steps ?? []).map(({ atSeconds }) => atSeconds),
  ];
  return Math.max(shortestSeconds, Math.max(...troubles) + calmSeconds);
}

/** Every scenario that the origin has, but for outages without an end. */
export async function allEntries(): Promise<readonly Entry[]> {
  const names = (await scenarioNames()).filter((name) => !outages.has(name));
  return Promise.all(
    names.map(async (name) => {
      const scenario = await loadScenario(name);
      return { name, scenario, lengthSeconds: lengthOf(scenario) };
    }),
  );
}
