import { useId, useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { forgetPreferences } from '../session/forget.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Sheet } from '../ui/sheet.tsx';
import type { SleepTimer } from '../session/run-sleep-timer.ts';
import type { SleepPlan } from '../session/sleep-timer.ts';
import { useCommands, useSession } from './session-context.tsx';
import { SettingSwitch } from './setting-switch.tsx';
import { SleepChoices } from './sleep-parts.tsx';

const THEMES = ['system', 'light', 'dark'] as const;

/** Everything that a listener can have otherwise. */
export function SettingsSheet(props: {
  readonly timer: SleepTimer;
  readonly plan: SleepPlan;
  readonly onClosed: () => void;
}): ReactNode {
  const { timer, plan, onClosed } = props;
  const i18n = useI18n();
  const t = laterWords(i18n);
  const commands = useCommands();
  const dataSaver = useSession((state) => state.dataSaver);
  const shortcuts = useSession((state) => state.shortcuts);
  return (
    <Sheet title={t('settings.title')} onClosed={onClosed}>
      <div className="settings">
        <ThemeChoice />
        <label className="setting">
          <span>{i18n.t('page.language')}</span>
          <LanguageSwitch />
        </label>
        <SettingSwitch
          on={dataSaver.on}
          label={t('saver.label')}
          hint={t('saver.hint')}
          onChange={(on) => commands.setDataSaver(on)}
        />
        {/* Who dictates, or rests a hand on the keyboard, must be able to turn single letters off (WCAG 2.1.4). */}
        <SettingSwitch
          on={shortcuts}
          label={t('shortcuts.label')}
          hint={t('shortcuts.about')}
          onChange={(on) => commands.setShortcuts(on)}
        />
        <SleepChoices timer={timer} plan={plan} />
        <Forget />
      </div>
    </Sheet>
  );
}

function ThemeChoice(): ReactNode {
  const t = laterWords(useI18n());
  const commands = useCommands();
  const theme = useSession((state) => state.theme);
  const name = useId();
  return (
    <fieldset className="setting">
      <legend>{t('settings.theme')}</legend>
      {THEMES.map((each) => (
        <label key={each} className="choice">
          <input type="radio" name={name} checked={theme === each} onChange={() => commands.setTheme(each)} />
          {t(`settings.theme.${each}`)}
        </label>
      ))}
    </fieldset>
  );
}

function Forget(): ReactNode {
  const t = laterWords(useI18n());
  const [outcome, setOutcome] = useState<'none' | 'forgotten' | 'forgetFailed'>('none');
  const forget = () => {
    const done = forgetPreferences([() => localStorage, () => sessionStorage]);
    setOutcome(done ? 'forgotten' : 'forgetFailed');
  };
  return (
    <div className="forget">
      <p className="quiet">{t('settings.kept')}</p>
      <button type="button" className="text-button" onClick={forget}>
        {t('settings.forget')}
      </button>
      <p aria-live="polite">{outcome !== 'none' && t(`settings.${outcome}`)}</p>
    </div>
  );
}
