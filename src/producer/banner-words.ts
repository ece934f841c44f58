import { unbroken } from '../i18n/format.ts';
import type { Banner, BannerFailure, BannerFinding, BannerSubject } from './banner.ts';
import type { MinuteChange } from './minute-changes.ts';
import type { Words } from './producer-context.tsx';

type Speaker = Pick<Words, 't' | 'format'>;

/** The parts of the banner's sentence: who there is, how it goes, and why. */
export function bannerWords(banner: Banner, words: Speaker): readonly string[] {
  const parts = [subjectWords(banner.subject, words), findingWords(banner.finding, words)];
  return banner.failure === null ? parts : [...parts, failureWords(banner.failure, words)];
}

function subjectWords(subject: BannerSubject, { t, format }: Speaker): string {
  switch (subject.kind) {
    case 'listening':
      return t('banner.listening', { count: format.about(subject.count) });
    case 'waiting':
      return t('banner.waiting', { count: format.about(subject.count) });
    case 'nobody':
      return t('banner.nobody');
  }
}

function findingWords(finding: BannerFinding, { t, format }: Speaker): string {
  switch (finding.kind) {
    case 'reports-off':
    case 'nothing-yet':
    case 'too-few':
    case 'plays-well':
      return t(`banner.${finding.kind}`);
    case 'joins-fail':
    case 'exits':
    case 'rebuffering':
    case 'lost':
      return t(`banner.${finding.kind}`, { share: unbroken(format.percent(finding.share)) });
    case 'slow-joins':
    case 'joins-well':
      return t(`banner.${finding.kind}`, { time: unbroken(format.seconds(finding.p95Seconds)) });
  }
}

/** "pathway a answers 503" */
function failureWords({ kind, pathwayId, status }: BannerFailure, { t }: Speaker): string {
  const who = pathwayId === null ? t('who.origin') : t('who.pathway', { id: pathwayId });
  // A 200 says nothing about what was wrong with it.
  return status === null || status < 300 ? t(`cause.${kind}`, { who }) : t('cause.answers', { who, status });
}

/** "failing joins from 12 % to 38 %" */
export function changeWords({ measure, before, after }: MinuteChange, { t, format }: Speaker): string {
  const write = {
    startAttempts: format.about,
    startFailures: format.percent,
    exitsBeforeStart: format.percent,
    joinTimeP95: format.seconds,
    rebufferingRatio: format.percent,
  }[measure];
  return t(`change.${measure}`, { before: unbroken(write(before)), after: unbroken(write(after)) });
}
