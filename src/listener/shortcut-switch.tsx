import { useId, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { useCommands, useSession } from './session-context.tsx';

/** Who dictates, or rests a hand on the keyboard, must be able to turn single letters off (WCAG 2.1.4). */
export function ShortcutSwitch(): ReactNode {
  const t = laterWords(useI18n());
  const commands = useCommands();
  const shortcuts = useSession((state) => state.shortcuts);
  const id = useId();
  return (
    <div className="shortcut-switch">
      <label>
        <input
          type="checkbox"
          checked={shortcuts}
          aria-describedby={id}
          onChange={(event) => commands.setShortcuts(event.currentTarget.checked)}
        />
        {t('shortcuts.label')}
      </label>
      <p id={id} className="quiet">
        {t('shortcuts.about')}
      </p>
    </div>
  );
}
