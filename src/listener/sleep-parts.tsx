import { useId, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import type { SleepTimer } from '../session/run-sleep-timer.ts';
import { EXTENSION_MINUTES, SLEEP_MINUTES, type SleepPlan } from '../session/sleep-timer.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { isFading, sleepWords } from './sleep-words.ts';
import { useNow } from './use-now.ts';

interface SleepProps {
  readonly timer: SleepTimer;
  readonly plan: SleepPlan;
}

/** What is left, and two ways out of it, in reach of a sleepy hand. Nothing while no timer is set. */
export function SleepNotice({ timer, plan }: SleepProps): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const { nowMs } = useNow();
  const words = sleepWords(plan, nowMs, i18n);
  return (
    <div className="sleep-notice">
      {words !== null && (
        <>
          <p>{words}</p>
          {plan.kind !== 'off' && plan.endsAtMs !== null && (
            <button type="button" className="text-button" onClick={timer.extend}>
              {t('sleep.more', { count: EXTENSION_MINUTES })}
            </button>
          )}
          <button type="button" className="text-button" onClick={() => timer.choose('off')}>
            {t('sleep.cancel')}
          </button>
        </>
      )}
      <p aria-live="polite" className="quiet">
        {isFading(plan, nowMs) && t('sleep.fading')}
      </p>
    </div>
  );
}

/** Sets the timer. What is set already is told by the notice. */
export function SleepChoices({ timer, plan }: SleepProps): ReactNode {
  const t = laterWords(useI18n());
  const heading = useId();
  const choice = (key: string, label: string, isChosen: boolean, choose: () => void) => (
    <button key={key} type="button" className="text-button" aria-pressed={isChosen} onClick={choose}>
      {label}
    </button>
  );
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading}>{t('sleep.label')}</h3>
      <p className="quiet">{t('sleep.about')}</p>
      <div className="choices">
        {choice('off', t('sleep.off'), plan.kind === 'off', () => timer.choose('off'))}
        {SLEEP_MINUTES.map((minutes) => (
          <button key={minutes} type="button" className="text-button" onClick={() => timer.choose(minutes)}>
            {t('sleep.minutes', { count: minutes })}
          </button>
        ))}
        {choice('talk', t('sleep.endOfTalk'), plan.kind === 'end-of-talk', () => timer.choose('end-of-talk'))}
      </div>
      <SleepNotice timer={timer} plan={plan} />
    </section>
  );
}
