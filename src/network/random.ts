/**
 * A source of numbers uniform in [0, 1). Injected wherever chance plays a part, so that tests and replays
 * are exact.
 */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();
