import type { JoinRules } from '../../src/broadcast/admission.ts';
import {
  type AdmissionBounds,
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

/** The collector's controller, begun at the lower bound, with the delays of the document and of the reports. */
function automaticAdmission(bounds: AdmissionBounds): AdmissionSource & { readonly fractions: number[] } {
  let state = createController(bounds.least, bounds);
  const fractions: number[] = [];
  return {
    fractions,
    rulesAt: (at) => rules(fractions[Math.floor(at - DOCUMENT_LAG_SECONDS)] ?? bounds.least, 0),
    pollSeconds: POLL_SECONDS,
    second(second, series) {
      const seen = second - REPORT_LAG_SECONDS;
      if (second % LOOK_SECONDS === 0 && seen >= 0) {
        state = nextAdmissionFraction(state, figuresAt(series, seen, second), bounds);
      }
      fractions[second] = state.fraction;
    },
  };
}

function figuresAt(series: Series, seen: number, second: number) {
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

const BOUNDS = { least: 0.05, most: 1 };

/** What moves the admission in this case; null: nothing. */
export function admissionOf(caseName: CaseName, { share, overloadSeconds }: Evening) {
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
    case 'automatic':
      return automaticAdmission(BOUNDS);
  }
}
