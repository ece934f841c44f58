/** A rendition as the policy sees it. */
interface RenditionRate {
  readonly id: string;
  /** Bits per second; null when unknown (a bare media playlist has nothing to choose from). */
  readonly bandwidthBps: number | null;
}

export interface RenditionPolicyFacts {
  /** Lowest bandwidth first, never empty. */
  readonly renditions: readonly RenditionRate[];
  readonly currentId: string;
  readonly inHandSeconds: number;
  /** What the line has lately carried, bits per second. */
  readonly throughputBps: number | null;
  readonly targetDurationSeconds: number;
  /** How long every answer has been good; 0 while one fails. */
  readonly steadyForMs: number;
  readonly sinceSwitchMs: number;
  /** The producers ask everybody to keep to the lowest. */
  readonly lowestOnly: boolean;
}

/** Two or three segments without a fault: the line may be trusted with more. */
export const STEADY_BEFORE_STEP_UP_MS = 12_000;
/** Headroom for the next rendition: throughput is measured in bursts and shared with the playlists. */
const STEP_UP_HEADROOM = 1.6;
/** Under this headroom the current rendition drains what is in hand as soon as anything else happens. */
const STEP_DOWN_HEADROOM = 1.1;
/** With less in hand than this many target durations, only the lowest rendition is asked for. */
const COMFORT_TARGET_DURATIONS = 2;

/**
 * Which rendition to ask for next: the lowest to begin with and in every trouble, one step up at a time after a
 * steady while with enough in hand, down at once to what the line carries. Hearing every word of a
 * talk at 24 kbit/s is worth more than hearing half of it at 96.
 */
export function chooseRendition(facts: RenditionPolicyFacts): string {
  const { renditions, inHandSeconds, throughputBps, targetDurationSeconds } = facts;
  const index = Math.max(
    0,
    renditions.findIndex(({ id }) => id === facts.currentId),
  );
  const current = renditions[index];
  const lowest = renditions[0];
  if (current === undefined || lowest === undefined) return facts.currentId;

  const comfortable = inHandSeconds >= COMFORT_TARGET_DURATIONS * targetDurationSeconds;
  if (!comfortable || facts.lowestOnly) return lowest.id;
  if (throughputBps !== null && !carries(throughputBps, current, STEP_DOWN_HEADROOM)) {
    const fitting = renditions
      .slice(0, index)
      .filter((rendition) => carries(throughputBps, rendition, STEP_DOWN_HEADROOM));
    return (fitting.at(-1) ?? lowest).id;
  }
  const next = renditions[index + 1];
  const mayStepUp =
    facts.steadyForMs >= STEADY_BEFORE_STEP_UP_MS &&
    // Never more than one switch in a target duration; a step up has time.
    facts.sinceSwitchMs >= 2 * targetDurationSeconds * 1000 &&
    throughputBps !== null;
  return next !== undefined && mayStepUp && carries(throughputBps, next, STEP_UP_HEADROOM)
    ? next.id
    : current.id;
}

function carries(throughputBps: number, rendition: RenditionRate, headroom: number): boolean {
  return rendition.bandwidthBps === null || throughputBps >= rendition.bandwidthBps * headroom;
}
