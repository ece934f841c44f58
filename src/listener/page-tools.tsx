import { useCallback, useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { useSessionEffect } from './session-context.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { shortcut } from './shortcuts.ts';
import { SleepNotice } from './sleep-parts.tsx';
import { keyPress, useShortcutHint } from './use-shortcuts.ts';
import { useSleepTimer } from './use-sleep-timer.ts';
import './page-tools.css';

/** Settings and help, each behind a button, and the sleep timer, which runs for as long as this is on the page. */
export function PageTools(): ReactNode {
  const t = laterWords(useI18n());
  const { timer, plan } = useSleepTimer();
  const [open, setOpen] = useState<'none' | 'settings' | 'help'>('none');
  const close = () => setOpen('none');
  const hint = useShortcutHint('?');
  useSessionEffect(
    useCallback(({ store }) => {
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.defaultPrevented || !store.getState().shortcuts) return;
        if (shortcut(keyPress(event)) !== 'help') return;
        event.preventDefault();
        setOpen('help');
      };
      window.addEventListener('keydown', onKeyDown);
      return () => window.removeEventListener('keydown', onKeyDown);
    }, []),
  );
  return (
    <div className="page-tools">
      <SleepNotice timer={timer} plan={plan} />
      <button type="button" className="text-button" onClick={() => setOpen('settings')}>
        {t('settings.open')}
      </button>
      <button type="button" className="text-button" aria-keyshortcuts={hint} onClick={() => setOpen('help')}>
        {t('help.open')}
      </button>
      {open === 'settings' && <SettingsSheet timer={timer} plan={plan} onClosed={close} />}
      {open === 'help' && <HelpSheet onClosed={close} />}
    </div>
  );
}
