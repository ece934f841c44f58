/** Per cent without the noise of binary fractions; empty for what is no number. */
export function percentOf(fraction: number): number | '' {
  return Number.isNaN(fraction) ? '' : Number((fraction * 100).toFixed(4));
}
