import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import type { DetailsReport, Told, ToldHistory, ToldMoment } from './details-report.ts';

/** Between the part for people and the part for programs. */
const RULE = '-'.repeat(40);

/**
 * The report as one text: first what people read, then the same and more as JSON. `now` is what the page says at the
 * moment (`explanationWords`).
 */
export function reportText(report: DetailsReport, now: readonly string[], i18n: I18n): string {
  const t = laterWords(i18n);
  const { history } = report;
  const lines = [
    `Holdline ${report.holdline}`,
    `${longTime(report.at, i18n)} (${report.at})`,
    report.browser,
    '',
    t('why.happening'),
    ...now.map((sentence) => `  ${sentence}`),
    '',
    ...(history === null ? [] : historyLines(history, i18n)),
    RULE,
    JSON.stringify(report, null, 1),
    '',
  ];
  return lines.join('\n');
}

function historyLines(history: ToldHistory, i18n: I18n): readonly string[] {
  const t = laterWords(i18n);
  const { timeline, forgotten, requests, failures } = history;
  return [
    t('report.timeline'),
    ...(forgotten === 0 ? [] : [`  ${t('report.forgotten', { count: forgotten })}`]),
    ...timeline.map((moment) => `  ${when(moment, i18n)}  ${momentWords(moment, i18n)}`),
    '',
    t('report.requests'),
    ...requests.map(
      ({ pathway, asked, ok, failed }) => `  ${t('report.tally', { pathway, asked, ok, failed })}`,
    ),
    '',
    ...(failures.length === 0 ? [] : [t('report.failures')]),
    ...failures.flatMap(({ pathway, what, failure, status, count, first, last, where }) => [
      `  ${pathway}, ${what}: ${i18n.t(`trouble.${failure}`)}${status === null ? '' : ` (${status})`}`,
      `    ${t('report.times', { count })}, ${clock(first, i18n)} – ${clock(last, i18n)}, ${where}`,
    ]),
    ...(failures.length === 0 ? [] : ['']),
  ];
}

function momentWords(moment: ToldMoment, i18n: I18n): string {
  const t = laterWords(i18n);
  switch (moment.kind) {
    case 'playback': {
      const words = t(`report.playback.${moment.to}`);
      return moment.problem === null ? words : `${words} (${moment.problem})`;
    }
    case 'link': {
      const words = t('report.link', { state: t(`link.${moment.to}`) });
      return moment.failure === null ? words : `${words} ${i18n.t(`trouble.${moment.failure}`)}`;
    }
    case 'admission':
      return t(`report.admission.${moment.to}`);
    case 'broadcast':
      return t('report.programme', { state: moment.to });
    case 'pathway':
      return t('report.pathway', { from: moment.from, to: moment.to });
    case 'rendition':
      return t('report.rendition', {
        bitrate:
          moment.bandwidthBps === null
            ? t('details.unknown')
            : t('details.kilobits', { kilobits: Math.round(moment.bandwidthBps / 1000) }),
      });
    case 'lost':
      return t('lost.notice', { count: Math.round(moment.seconds), span: i18n.span(moment.seconds) });
    case 'output':
      return t(moment.audible ? 'report.output.on' : 'report.output.off');
    case 'media-fault':
      return t('report.fault', { message: moment.message });
  }
}

function when(told: Told, i18n: I18n): string {
  return `${clock(told, i18n)} (${i18n.span(Math.max(0, told.secondsAgo))})`;
}

function clock({ at }: Told, i18n: I18n): string {
  return new Intl.DateTimeFormat(i18n.tag, { timeStyle: 'medium' }).format(Date.parse(at));
}

function longTime(at: string, i18n: I18n): string {
  return new Intl.DateTimeFormat(i18n.tag, { dateStyle: 'long', timeStyle: 'medium' }).format(Date.parse(at));
}
