import type { JoinStatusReport } from '../reporting/join-status-report.ts';
import { judge, type Judgement, lostShare, type Tone } from './judgement.ts';

/** Who there is to speak of. */
export type BannerSubject =
  | { readonly kind: 'listening'; readonly count: number }
  | { readonly kind: 'waiting'; readonly count: number }
  | { readonly kind: 'nobody' };

/** What is said about them: the worst that can be judged. */
export type BannerFinding =
  | { readonly kind: 'reports-off' }
  /** Nobody has begun to join, and nobody listens: there is nothing to judge yet. */
  | { readonly kind: 'nothing-yet' }
  | { readonly kind: 'too-few'; readonly attempts: number }
  | { readonly kind: 'joins-fail'; readonly share: number }
  | { readonly kind: 'exits'; readonly share: number }
  | { readonly kind: 'slow-joins'; readonly p95Seconds: number }
  | { readonly kind: 'rebuffering'; readonly share: number }
  | { readonly kind: 'lost'; readonly share: number }
  | { readonly kind: 'joins-well'; readonly p95Seconds: number }
  | { readonly kind: 'plays-well' };

export type BannerFailure = JoinStatusReport['failures'][number];

export interface Banner {
  readonly tone: Tone;
  readonly subject: BannerSubject;
  readonly finding: BannerFinding;
  /** The most frequent failure, while something is wrong. */
  readonly failure: BannerFailure | null;
}

/** One failed request may be anybody's tunnel. */
const LEAST_FAILURES = 5;

/** One sentence and one colour: the worst of what can be judged decides, and is what is said. */
export function bannerOf(report: JoinStatusReport): Banner {
  const judgement = judge(report);
  const tone = worst(judgement);
  const isTrouble = tone === 'strained' || tone === 'bad';
  const failure = report.failures[0];
  return {
    tone: report.sampleRate === 0 ? 'unsure' : tone,
    subject: subjectOf(report),
    finding: findingOf(report, judgement, tone),
    failure: isTrouble && failure !== undefined && failure.count.n >= LEAST_FAILURES ? failure : null,
  };
}

function worst(judgement: Judgement): Tone {
  const tones = Object.values(judgement) as readonly Tone[];
  return (['bad', 'strained', 'good'] as const).find((tone) => tones.includes(tone)) ?? 'unsure';
}

function subjectOf({ now }: JoinStatusReport): BannerSubject {
  const hearing = now.listening.value + now.rebuffering.value;
  if (hearing > 0 && now.listening.value >= now.waiting.value / 100)
    return { kind: 'listening', count: now.listening.value };
  const waiting = now.waiting.value + now.joining.value;
  if (waiting > 0) return { kind: 'waiting', count: waiting };
  return hearing > 0 ? { kind: 'listening', count: now.listening.value } : { kind: 'nobody' };
}

function findingOf(report: JoinStatusReport, judgement: Judgement, tone: Tone): BannerFinding {
  const { lastMinute, now } = report;
  if (report.sampleRate === 0) return { kind: 'reports-off' };
  if (tone === 'unsure') {
    const attempts = lastMinute.startAttempts.n;
    const isQuiet = attempts === 0 && now.listening.n === 0 && now.joining.n === 0;
    return isQuiet ? { kind: 'nothing-yet' } : { kind: 'too-few', attempts };
  }
  const p95Seconds = lastMinute.joinTimeSeconds.p95 ?? 0;
  // In this order: who is not in at all, who has fallen silent, who waits too long.
  const findings: readonly (readonly [Tone, BannerFinding])[] = [
    [judgement.startFailures, { kind: 'joins-fail', share: lastMinute.startFailures.value ?? 0 }],
    [judgement.lost, { kind: 'lost', share: lostShare(report).value ?? 0 }],
    [judgement.rebuffering, { kind: 'rebuffering', share: lastMinute.rebufferingRatio.value ?? 0 }],
    [judgement.joinTime, { kind: 'slow-joins', p95Seconds }],
    [judgement.exitsBeforeStart, { kind: 'exits', share: lastMinute.exitsBeforeStart.value ?? 0 }],
  ];
  if (tone !== 'good') {
    const found = findings.find(([itsTone]) => itsTone === tone);
    if (found !== undefined) return found[1];
  }
  return judgement.joinTime === 'good' ? { kind: 'joins-well', p95Seconds } : { kind: 'plays-well' };
}
