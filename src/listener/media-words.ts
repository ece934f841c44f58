import type { I18n } from '../i18n/i18n.ts';

/** The facts that the line's text alternative tells. Seconds; null where nothing is known. */
export interface LineFacts {
  readonly heardSeconds: number;
  readonly inHandSeconds: number;
  readonly latencySeconds: number | null;
  readonly lostSeconds: number;
}

/** The line in words, rounded so that it changes slowly: "2 minutes heard, 20 seconds in hand, 25 seconds behind live". */
export function lineWords(facts: LineFacts, i18n: I18n): string {
  const { t, roughly } = i18n;
  const parts = [
    t('line.heard', { span: roughly(facts.heardSeconds) }),
    facts.inHandSeconds < 1
      ? t('line.nothingInHand')
      : t('ticker.inHand', { span: roughly(Math.max(5, facts.inHandSeconds)) }),
  ];
  if (facts.latencySeconds !== null) parts.push(t('latency.behind', { span: roughly(facts.latencySeconds) }));
  if (facts.lostSeconds >= 1) parts.push(t('line.lost', { span: roughly(Math.max(5, facts.lostSeconds)) }));
  return new Intl.ListFormat(i18n.tag, { type: 'unit', style: 'long' }).format(parts);
}
