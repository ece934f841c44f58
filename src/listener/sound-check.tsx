import { useEffect, useRef, useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { usePageSession, useSession } from './session-context.tsx';
import { playTone, type Tone } from './tone.ts';

/** How far the check has come. */
type Check = 'unasked' | 'muted' | 'sounding' | 'asking' | 'heard' | 'unheard' | 'refused';

const HELP = ['check.help.volume', 'check.help.tab', 'check.help.phone', 'check.help.output'] as const;

/**
 * A short tone before the start, as loud as the broadcast will be, so that nobody finds out in its first minute that they
 * hear nothing. It has its own way to the loudspeaker and leaves the page's audio element alone.
 */
export function SoundCheck(): ReactNode {
  const t = laterWords(useI18n());
  const { clock } = usePageSession();
  const level = useSession(({ output: { volume, muted } }) => (muted ? 0 : volume));
  const [check, setCheck] = useState<Check>('unasked');
  const tone = useRef<Tone | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => tone.current?.setLevel(level), [level]);
  useEffect(() => () => tone.current?.stop(), []);

  const play = () => {
    if (check === 'sounding') return;
    if (level === 0) {
      setCheck('muted');
      return;
    }
    const playing = playTone(level, clock);
    tone.current = playing;
    setCheck('sounding');
    void playing.outcome.then((outcome) => setCheck(outcome === 'sounded' ? 'asking' : 'refused'));
  };
  const answer = (heard: boolean) => {
    setCheck(heard ? 'heard' : 'unheard');
    // The answer's own button goes.
    button.current?.focus();
  };
  return (
    <div className="room-item">
      <button
        ref={button}
        type="button"
        className="text-button"
        aria-disabled={check === 'sounding'}
        onClick={play}
      >
        {t(check === 'unasked' ? 'check.start' : 'check.again')}
      </button>
      <p aria-live="polite" className="room-told">
        {check !== 'unasked' && t(`check.${check}`)}
      </p>
      {check === 'asking' && (
        <p className="room-answers">
          <button type="button" className="text-button" onClick={() => answer(true)}>
            {t('check.yes')}
          </button>
          <button type="button" className="text-button" onClick={() => answer(false)}>
            {t('check.no')}
          </button>
        </p>
      )}
      {check === 'unheard' && (
        <ul className="room-help">
          {HELP.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
