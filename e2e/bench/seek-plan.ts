export interface SeekTrial {
  readonly who: 'holdline' | 'bare';
  readonly toSeconds: number;
}

/** Steps of the golden ratio: far apart, spread evenly, and the same in every run. */
const STEP = 0.618_033_988_75;
/** Not at the very ends of what is held. */
const MARGIN_SECONDS = 6;

/** So many seeks for each of the two, by turns, both to the same moments; who goes first changes. */
export function seekPlan(
  count: number,
  held: { readonly fromSeconds: number; readonly toSeconds: number },
): readonly SeekTrial[] {
  const from = held.fromSeconds + MARGIN_SECONDS;
  const span = held.toSeconds - MARGIN_SECONDS - from;
  return Array.from({ length: count }, (_, index) => {
    const toSeconds = from + span * ((index * STEP) % 1);
    const both = ['holdline', 'bare'] as const;
    const order = index % 2 === 0 ? both : both.toReversed();
    return order.map((who) => ({ who, toSeconds }));
  }).flat();
}

/** Of at least one number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new RangeError('a median of nothing');
  return (low + high) / 2;
}
