import type { JoinRules } from '../../src/broadcast/admission.ts';
import {
  type AdmissionFigures,
  createController,
  LOOK_SECONDS,
  POLL_SECONDS,
  nextAdmissionFraction,
} from '../../src/collector/admission-controller.ts';
import type { Series } from './series.ts';
import type { CaseName } from './options.ts';
import type { AdmissionSource, Evening } from './simulation.ts';

/** Documents are cached for two seconds at the edges (src/collector/document-routes.ts), and take a way. */
const DOCUMENT_LAG_SECONDS = 3;
/** A report waits a second for others, the collector looks once a second, and both take a way. */
const REPORT_LAG_SECONDS = 5;
/** Within these the controller moves, from the lower one on. */
const BOUNDS = { least: 0.05, most: 1 };
/** Counts are looked at over so many of the collector's steps of five seconds. */
const LATELY_SECONDS = 10;

const rules = (admission: number, spreadSeconds: number): JoinRules => ({
  admission,
  epoch: 0,
  spreadMs: spreadSeconds * 1000,
  closed: false,
  begun: true,
});

/** The share of an origin's plain capacity that is let in: the rest is for the joining of those. */
function fixedAdmission(options: {
  readonly share: number;
  readonly spreadSeconds: number;
  readonly raiseFromSeconds: number;
  readonly raiseSeconds: number;
}): AdmissionSource & { readonly fractions: number[] } {
  const { share, spreadSeconds, raiseFromSeconds, raiseSeconds } = options;
  const fractions: number[] = [];
  const fractionAt = (at: number) =>
    share + (1 - share) * Math.min(1, Math.max(0, (at - raiseFromSeconds) / raiseSeconds));
  return {
    fractions,
    rulesAt(at) {
      const seen = at - DOCUMENT_LAG_SECONDS;
      // The spread is for the start; a raise over a minute is its own.
      return rules(fractionAt(seen), seen < raiseFromSeconds ? spreadSeconds : 0);
    },
    second(second) {
      fractions[second] = fractionAt(second);
    },
  };
}

/** The collector's controller, begun at the lower bound: the fraction after one more look. */
export function createJudge(): (figures: AdmissionFigures) => number {
  let state = createController(BOUNDS.least, BOUNDS);
  return (figures) => {
    state = nextAdmissionFraction(state, figures, BOUNDS);
    return state.fraction;
  };
}

/** An admission that is moved from outside, with the delays of the document and of the reports. */
export interface MovedAdmission extends AdmissionSource {
  readonly fractions: number[];
  /** What there is to look at after the last second; null when nobody looks. */
  figures(): AdmissionFigures | null;
  /** What came of it. */
  move(fraction: number): void;
}

export function movedAdmission(): MovedAdmission {
  const fractions: number[] = [];
  let now: AdmissionFigures | null = null;
  return {
    fractions,
    rulesAt: (at) => rules(fractions[Math.floor(at - DOCUMENT_LAG_SECONDS)] ?? BOUNDS.least, 0),
    pollSeconds: POLL_SECONDS,
    second(second, series) {
      const seen = second - REPORT_LAG_SECONDS;
      now = second % LOOK_SECONDS === 0 && seen >= 0 ? figuresAt(series, seen, second) : null;
      fractions[second] = fractions[second - 1] ?? BOUNDS.least;
    },
    figures: () => now,
    move(fraction) {
      fractions[fractions.length - 1] = fraction;
    },
  };
}

/** What several parts of a crowd look like together. */
export function addedFigures(parts: readonly AdmissionFigures[]): AdmissionFigures {
  const sum = (of: (part: AdmissionFigures) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    atSeconds: parts[0]?.atSeconds ?? 0,
    audience: sum(({ audience }) => audience),
    joining: sum(({ joining }) => joining),
    listening: sum(({ listening }) => listening),
    rebuffering: sum(({ rebuffering }) => rebuffering),
    failuresPerSecond: sum(({ failuresPerSecond }) => failuresPerSecond),
    startFailures: null,
    sessions: sum(({ sessions }) => sessions),
  };
}

function figuresAt(series: Series, seen: number, second: number): AdmissionFigures {
  const { pressed, letIn, heardFirst, playing, left } = series.now(seen);
  let refusals = 0;
  for (let at = Math.max(0, seen - LATELY_SECONDS + 1); at <= seen; at += 1) {
    refusals += series.counts.refusals[at] ?? 0;
  }
  return {
    atSeconds: second,
    audience: pressed - left,
    joining: letIn - heardFirst,
    listening: playing,
    rebuffering: heardFirst - playing,
    failuresPerSecond: refusals / LATELY_SECONDS,
    startFailures: null,
    sessions: pressed,
  };
}

/** What is admitted in a case where nobody looks at how it goes; null: everybody. */
export function admissionOf(caseName: Exclude<CaseName, 'automatic'>, { share, overloadSeconds }: Evening) {
  switch (caseName) {
    case 'overload':
      return null;
    case 'admission':
      return fixedAdmission({
        share,
        spreadSeconds: 60,
        raiseFromSeconds: overloadSeconds,
        raiseSeconds: 60,
      });
  }
}
