/**
 * Whether a listener is one of those who report. `ticket` is uniform in [0, 1); `sampleRate` is the document's, 0 to
 * 1. Raising the rate keeps everybody who reports already.
 */
export function isSampled(ticket: number, sampleRate: number): boolean {
  return ticket < sampleRate;
}
