/**
 * Moves the admission fraction by what the join status shows: up while all is well, down when it is not. Pure; whoever
 * calls it looks every LOOK_SECONDS and publishes what it says.
 *
 * What makes it slower than a thermostat: a listener learns of a change at the next look at the document (20 s, and some
 * for caches), what follows is reported within seconds, and a minute passes until a last minute is of after the change.
 * What makes it calmer: those who hear well are never put out by a lowering, and their number is itself an estimate of
 * what the origin carries. So it never goes below them, and may fall to them at once.
 * What makes it bold: those above a lowered fraction yield to all others (`YIELD_MS`), so too many let in cost those
 * themselves, and nobody else for long.
 */

/** How often it should be asked. Seconds. */
export const LOOK_SECONDS = 5;

/** Shares of those let in who are silent after the first sound, and of the attempts that failed, beyond which it strains. */
const STRAINED_REBUFFERING = 0.02;
const STRAINED_START_FAILURES = 0.05;
/** Refusals, timeouts and the like, for each of those let in and second: a fiftieth of what each asks for. */
const STRAINED_FAILURES = 0.01;
/** So many say that the limit is near: no reason to lower, and none to raise. */
const TIGHT_FAILURES = 0.001;
/** Share of those let in who are still without a first sound. */
const STRAINED_JOINING = 0.3;
/** Refusals that end within so long are those of many who join at once: no reason to lower while all others hear. Seconds. */
const PASSING_SECONDS = 15;

/** How often listeners should look at the document while it moves by itself (`pollSeconds`). */
export const POLL_SECONDS = 10;
/** A raise is seen at the next poll and the caches' two seconds later; what it does is reported within some more. */
const RAISE_AFTER_SECONDS = 15;

/** Multiplicative down. */
const DOWN = 0.93;
/**
 * Up by a share of what is. A third too many empties what each has in hand (24 s) within a minute: time enough to lower the
 * fraction again, and for those above it to yield. With larger steps the last one goes too far for that.
 * Until the limit has been met once the steps are all alike; from then on the first is small, and each that went well
 * makes the next larger: the limit is felt for gently, and a limit that has gone is soon left behind.
 */
const SEARCHING_STEP = 0.3;
const FEELING_STEP = 0.03;
const LARGEST_STEP = 0.6;
const STEP_GROWTH = 3;
/**
 * Near the limit that was met last the steps stay small: past it by so much, without a refusal, it is taken to have gone. A
 * few hundredths past it tell nothing: what all have in hand hides as much for minutes.
 */
const GONE_BEYOND = 1.08;
const LARGEST_FEELING_STEP = 0.1;
/** Share of a raise that has to be let in before the next may be larger. */
const FOLLOWED = 0.8;
/** After a lowering whoever is out of luck has to starve for half a minute first, and then to look at the document. */
const SETTLE_SECONDS = 60;
/** Of those who hear, so many are kept a place: the newest of them may be living on what they have in hand. */
const HEARD_SHARE = 0.95;
/** Figures of fewer sessions say nothing. */
const LEAST_SESSIONS = 25;

/** What it looks at: estimates of listeners, of the same moment. */
export interface AdmissionFigures {
  readonly atSeconds: number;
  /** Everybody who wants to hear: waiting, joining, listening, rebuffering, lost. */
  readonly audience: number;
  readonly joining: number;
  readonly listening: number;
  /** Silent after the first sound. */
  readonly rebuffering: number;
  /** Failed requests a second, lately. */
  readonly failuresPerSecond: number;
  /** Of the attempts that ended lately; null for none. */
  readonly startFailures: number | null;
  /** Sessions that these figures rest on. */
  readonly sessions: number;
}

export interface AdmissionBounds {
  readonly least: number;
  readonly most: number;
}

export interface ControllerState {
  readonly fraction: number;
  /** Share of the fraction that the next raise adds. */
  readonly step: number;
  /** The share let in, or to be let in, when it strained last; null when it never has. */
  readonly limit: number | null;
  readonly raisedAtSeconds: number;
  readonly loweredAtSeconds: number;
  /** Since when nothing has strained; null while something does. */
  readonly calmSinceSeconds: number | null;
  /** Since when it strains; null while it does not. */
  readonly strainedSinceSeconds: number | null;
}

/** Begins where the producer has left it. */
export function createController(fraction: number, bounds: AdmissionBounds): ControllerState {
  return {
    fraction: within(fraction, bounds),
    step: SEARCHING_STEP,
    limit: null,
    raisedAtSeconds: -Infinity,
    loweredAtSeconds: -Infinity,
    calmSinceSeconds: null,
    strainedSinceSeconds: null,
  };
}

/** The state after one look; `fraction` is what to publish. Keeps to the bounds whatever the figures say. */
export function nextAdmissionFraction(
  before: ControllerState,
  figures: AdmissionFigures,
  bounds: AdmissionBounds,
): ControllerState {
  const state = { ...before, fraction: within(before.fraction, bounds) };
  if (figures.sessions < LEAST_SESSIONS || figures.audience <= 0) return state;
  if (isStrained(figures)) {
    const strainedSinceSeconds = state.strainedSinceSeconds ?? figures.atSeconds;
    const strained = { ...state, strainedSinceSeconds, calmSinceSeconds: null };
    const mayPass = !isHeard(figures) && figures.atSeconds - strainedSinceSeconds < PASSING_SECONDS;
    return mayPass ? strained : lowered(strained, figures, bounds);
  }
  const letIn = letInShare(figures) * figures.audience;
  if (figures.failuresPerSecond > TIGHT_FAILURES * letIn)
    return { ...state, calmSinceSeconds: null, strainedSinceSeconds: null };
  return raised({ ...state, strainedSinceSeconds: null }, figures, bounds);
}

/** Whether those who are in already hear that it strains. */
function isHeard({ joining, listening, rebuffering, startFailures }: AdmissionFigures): boolean {
  return (
    rebuffering > STRAINED_REBUFFERING * (joining + listening + rebuffering) ||
    (startFailures ?? 0) > STRAINED_START_FAILURES
  );
}

/** Whether the origin has more to do than it can, as far as those tell who are let in. */
export function isStrained(figures: AdmissionFigures): boolean {
  const { joining, listening, rebuffering, failuresPerSecond, startFailures } = figures;
  const letIn = joining + listening + rebuffering;
  if (letIn === 0) return false;
  return (
    rebuffering > STRAINED_REBUFFERING * letIn ||
    joining > STRAINED_JOINING * letIn ||
    failuresPerSecond > STRAINED_FAILURES * letIn ||
    (startFailures ?? 0) > STRAINED_START_FAILURES
  );
}

function letInShare({ joining, listening, rebuffering, audience }: AdmissionFigures): number {
  return (joining + listening + rebuffering) / audience;
}

function lowered(
  state: ControllerState,
  figures: AdmissionFigures,
  bounds: AdmissionBounds,
): ControllerState {
  const { atSeconds } = figures;
  const strained = {
    ...state,
    step: FEELING_STEP,
    limit: Math.max(state.fraction, letInShare(figures)),
    calmSinceSeconds: null,
  };
  const carried = (HEARD_SHARE * figures.listening) / figures.audience;
  const isSettled = atSeconds - state.loweredAtSeconds >= SETTLE_SECONDS;
  // Far above those who hear there is nobody to be put out who does: no reason to wait.
  const isFar = carried < state.fraction * DOWN;
  if (!isFar && !isSettled) return strained;
  const fraction = within(
    isFar ? carried : Math.min(state.fraction, Math.max(carried, state.fraction * DOWN)),
    bounds,
  );
  return fraction < state.fraction ? { ...strained, fraction, loweredAtSeconds: atSeconds } : strained;
}

function raised(state: ControllerState, figures: AdmissionFigures, bounds: AdmissionBounds): ControllerState {
  const { atSeconds } = figures;
  const calmSinceSeconds = state.calmSinceSeconds ?? atSeconds;
  const calm = { ...state, calmSinceSeconds };
  const since = Math.max(calmSinceSeconds, state.raisedAtSeconds);
  const { limit } = state;
  const isGone = limit !== null && letInShare(figures) >= limit * GONE_BEYOND;
  if (atSeconds - since < RAISE_AFTER_SECONDS) return calm;
  // Those from before a lowering who are in, and fare well, have shown that much already.
  const from = Math.max(state.fraction, Math.min(1, letInShare(figures)));
  const most = limit === null || isGone ? LARGEST_STEP : LARGEST_FEELING_STEP;
  const fraction = within(from * (1 + Math.min(most, state.step)), bounds);
  if (fraction === state.fraction) return calm;
  // A raise that nobody has followed yet tells nothing: those in from before may be more than it allows.
  const hasTold = limit !== null && letInShare(figures) >= FOLLOWED * state.fraction;
  return {
    ...calm,
    fraction,
    step: hasTold ? Math.min(most, state.step * STEP_GROWTH) : state.step,
    raisedAtSeconds: atSeconds,
  };
}

function within(fraction: number, { least, most }: AdmissionBounds): number {
  return Math.min(most, Math.max(least, fraction));
}
