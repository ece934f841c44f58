import { useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import type { Notices } from './notifications.ts';

/** Offers to tell when it begins. The browser asks the person only after the press; where it cannot, nothing is offered. */
export function BeginNotice(props: {
  readonly notices: Notices;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}): ReactNode {
  const { notices, isOn, onChange } = props;
  const t = laterWords(useI18n());
  const [leave, setLeave] = useState(() => notices.leave());
  /** Whether this visit has asked: who has not asked needs no excuse. */
  const [hasAsked, setHasAsked] = useState(false);
  if (leave === 'missing' && !hasAsked) return null;
  const press = async () => {
    if (isOn) {
      onChange(false);
      return;
    }
    setHasAsked(true);
    const answer = notices.leave() === 'granted' ? 'granted' : await notices.ask();
    setLeave(answer);
    onChange(answer === 'granted');
  };
  return (
    <div className="room-item">
      <button type="button" className="text-button" aria-pressed={isOn} onClick={() => void press()}>
        {t('begin.ask')}
      </button>
      <p aria-live="polite" className="room-told">
        {isOn && t('begin.on')}
        {hasAsked && (leave === 'denied' || leave === 'missing') && t(`begin.${leave}`)}
      </p>
    </div>
  );
}
