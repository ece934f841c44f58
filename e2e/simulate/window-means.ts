/** Means over windows of so many values: one second of a few thousand listeners is chance. The last may be shorter. */
export function windowMeans(values: readonly number[], length: number): number[] {
  return Array.from({ length: Math.ceil(values.length / length) }, (_, window) => {
    const part = values.slice(window * length, (window + 1) * length);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
