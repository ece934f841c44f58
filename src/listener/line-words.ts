import type { I18n } from '../i18n/i18n.ts';

/** The facts that the text alternative of a line without a broadcast tells. */
export interface WaitingFacts {
  readonly kind: 'waiting' | 'joining';
  readonly start: { readonly wallMs: number; readonly passed: boolean } | null;
}

/** The line in words, for as long as nothing is on it. */
export function waitingWords({ kind, start }: WaitingFacts, i18n: I18n): string {
  const { t } = i18n;
  if (kind === 'joining') return t('line.joining');
  if (start === null) return t('line.waiting');
  const time = i18n.time(start.wallMs);
  return start.passed ? t('line.waitingLate', { time }) : t('line.waitingUntil', { time });
}

/** The text alternative changes no faster than somebody could follow it. */
export const WORDS_HOLD_MS = 10_000;
