import { useId, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { useCommands, useSession } from './session-context.tsx';

/** Whether to use less data. Follows the browser's own saver until the listener has chosen. */
export function DataSaverSwitch(): ReactNode {
  const t = laterWords(useI18n());
  const commands = useCommands();
  const on = useSession((state) => state.dataSaver.on);
  const id = useId();
  return (
    <div className="shortcut-switch">
      <label>
        <input
          type="checkbox"
          checked={on}
          aria-describedby={id}
          onChange={(event) => commands.setDataSaver(event.currentTarget.checked)}
        />
        {t('saver.label')}
      </label>
      <p id={id} className="quiet">
        {t('saver.hint')}
      </p>
    </div>
  );
}
