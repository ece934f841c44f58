/** The media element at one moment. */
export interface Sample {
  /** Milliseconds since the Unix epoch, of a clock that never goes back. */
  readonly atMs: number;
  /** The element's currentTime; null: there is no element. */
  readonly positionSeconds: number | null;
  readonly paused: boolean;
  readonly seeking: boolean;
  /** The end of the last buffered range; null: nothing is buffered. */
  readonly bufferedEndSeconds: number | null;
}

/** What a listener had of an evening. Times count from the press. */
export interface Listening {
  /** Share of the time from the press to the end. */
  readonly listeningRatio: number;
  /** Until the first sound; null: there was none. */
  readonly joinSeconds: number | null;
  /** Silences after the first sound. */
  readonly rebuffers: number;
  /** After the first sound; the whole evening where there was none. */
  readonly longestSilenceSeconds: number;
  readonly isAliveAtEnd: boolean;
  /** The longest time between two samples: a large one says that the machine was too busy to measure. */
  readonly slowestSampleSeconds: number;
}

/** How fast a position may move to count as playing, in seconds per second. */
const plausible = { least: 0.5, most: 1.5 };
/**
 * Positions are estimates between callbacks of the audio device and come in steps on a busy machine: whether they move
 * is judged over so many samples on both sides.
 */
const neighbours = 3;
/** A shorter silence is within what samples can tell. */
const shortestSilenceMs = 250;
/** Who has heard something in so many last seconds is alive at the end. */
const aliveWithinMs = 5000;

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** From samples, oldest first, what was heard between the press and the end (milliseconds since the epoch). */
export function listeningOf(samples: readonly Sample[], pressedAtMs: number, endsAtMs: number): Listening {
  const heard = heardStretches(samples, pressedAtMs, endsAtMs);
  const lengthMs = endsAtMs - pressedAtMs;
  const silences = silencesAfter(heard, endsAtMs);
  const first = heard[0];
  const last = heard.at(-1);
  const times = [pressedAtMs, ...samples.map(({ atMs }) => atMs), endsAtMs];
  return {
    listeningRatio: heard.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / lengthMs,
    joinSeconds: first === undefined ? null : (first.fromMs - pressedAtMs) / 1000,
    rebuffers: silences.length,
    longestSilenceSeconds: first === undefined ? lengthMs / 1000 : Math.max(0, ...silences) / 1000,
    isAliveAtEnd: last !== undefined && endsAtMs - last.toMs < aliveWithinMs,
    slowestSampleSeconds:
      Math.max(0, ...times.map((atMs, index) => atMs - (times[index - 1] ?? atMs))) / 1000,
  };
}

/** Stretches in which the position moved as sound moves, joined where nothing lies between them. */
export function heardStretches(
  samples: readonly Sample[],
  pressedAtMs: number,
  endsAtMs: number,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  samples.forEach((sample, index) => {
    if (!isHeard(samples, index)) return;
    const fromMs = Math.max(pressedAtMs, samples[index - 1]?.atMs ?? sample.atMs);
    const toMs = Math.min(endsAtMs, sample.atMs);
    if (toMs <= fromMs) return;
    const last = stretches.at(-1);
    if (last !== undefined && fromMs <= last.toMs) {
      stretches[stretches.length - 1] = { fromMs: last.fromMs, toMs };
    } else stretches.push({ fromMs, toMs });
  });
  return stretches;
}

/** Whether sound came between the sample before and this one. */
function isHeard(samples: readonly Sample[], index: number): boolean {
  const before = samples[index - 1];
  const after = samples[index];
  if (before === undefined || after === undefined || !isPlaying(before) || !isPlaying(after)) return false;
  if (moves(before, after)) return true;
  let first = index - 1;
  let last = index;
  while (first > 0 && index - 1 - first < neighbours && isPlaying(samples[first - 1])) first -= 1;
  while (last - index < neighbours && isPlaying(samples[last + 1])) last += 1;
  const from = samples[first];
  const to = samples[last];
  const isStill = before.positionSeconds === after.positionSeconds;
  return from !== undefined && to !== undefined && !isStill && moves(from, to);
}

function isPlaying(sample: Sample | undefined): boolean {
  return sample !== undefined && !sample.paused && !sample.seeking && sample.positionSeconds !== null;
}

function moves(from: Sample, to: Sample): boolean {
  const rate =
    ((to.positionSeconds ?? 0) - (from.positionSeconds ?? 0)) / Math.max(1e-3, (to.atMs - from.atMs) / 1000);
  return rate >= plausible.least && rate <= plausible.most;
}

/** Milliseconds of each silence after the first sound. */
function silencesAfter(heard: readonly Stretch[], endsAtMs: number): readonly number[] {
  return heard
    .map(({ toMs }, index) => (heard[index + 1]?.fromMs ?? endsAtMs) - toMs)
    .filter((ms) => ms >= shortestSilenceMs);
}
