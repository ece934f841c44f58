import { scenarioNames } from '../origin/scenario.ts';

/** How a scenario is played. */
export interface Entry {
  readonly name: string;
  /** From the press to the end: the faults, and calm enough after them to see who is alive. */
  readonly lengthSeconds: number;
}

const usualSeconds = 100;

/** What differs from the usual. */
const lengths: Readonly<Record<string, number>> = {
  clean: 60,
  'late-start': 75,
  'storm-503': 80,
  'rate-429': 80,
  hang: 80,
  malformed: 80,
  'stalled-body': 80,
  'blackout-20': 75,
  'blackout-60': 120,
  'blackout-60-long-window': 120,
  'choked-start': 165,
};

/** Nobody comes back from these. */
const outages: ReadonlySet<string> = new Set(['outage', 'outage-hang', 'outage-refuse']);

/** Every scenario that the origin has, but for outages without an end. */
export async function allEntries(): Promise<readonly Entry[]> {
  const names = await scenarioNames();
  return names
    .filter((name) => !outages.has(name))
    .map((name) => ({ name, lengthSeconds: lengths[name] ?? usualSeconds }));
}
