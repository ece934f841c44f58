import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import { FADE_MS, type SleepPlan } from '../session/sleep-timer.ts';

/** After this long (seconds) whole minutes are told: nobody who wants to sleep counts seconds. */
const COUNTED_SECONDS = 90;

/** When the sound stops, in words that change slowly; null while nothing is set. */
export function sleepWords(plan: SleepPlan, nowMs: number, i18n: I18n): string | null {
  if (plan.kind === 'off') return null;
  const t = laterWords(i18n);
  if (plan.endsAtMs === null) return t('sleep.leftTalk');
  const leftSeconds = Math.max(0, Math.ceil((plan.endsAtMs - nowMs) / 1000));
  const toldSeconds = leftSeconds > COUNTED_SECONDS ? Math.ceil(leftSeconds / 60) * 60 : leftSeconds;
  return t('sleep.left', { span: i18n.span(toldSeconds) });
}

/** Whether the sound is growing quieter. */
export function isFading(plan: SleepPlan, nowMs: number): boolean {
  return plan.kind !== 'off' && plan.endsAtMs !== null && plan.endsAtMs - nowMs <= FADE_MS;
}
