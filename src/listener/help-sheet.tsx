import type { ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { helpEntries, keyNames, type HelpEntry } from './help-entries.ts';
import { useSession } from './session-context.tsx';
import { BACK_SECONDS, ON_SECONDS } from './time-keys.ts';

const QUESTIONS = ['waiting', 'silence', 'behind', 'leaving', 'privacy'] as const;

/** Short answers to what is asked most, and every key. */
export function HelpSheet(props: { readonly onClosed: () => void }): ReactNode {
  const t = laterWords(useI18n());
  const shortcuts = useSession((state) => state.shortcuts);
  return (
    <Sheet title={t('help.title')} onClosed={props.onClosed}>
      <div className="help">
        {QUESTIONS.map((question) => (
          <section key={question}>
            <h3>{t(`help.${question}.question`)}</h3>
            <p>{t(`help.${question}.answer`)}</p>
          </section>
        ))}
        <section>
          <h3>{t('shortcuts.label')}</h3>
          {!shortcuts && <p>{t('help.keysOff')}</p>}
          {helpEntries().map(([group, entries]) => (
            <div key={group}>
              <h4 className="quiet">{t(`help.group.${group}`)}</h4>
              <dl className="keys">
                {entries.map(({ wish, keys }) => (
                  <div key={wish}>
                    <dt>{does(wish, t)}</dt>
                    <dd>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </section>
      </div>
    </Sheet>
  );
}

/** What a key does. The steps through time are called as their buttons are. */
function does(wish: HelpEntry['wish'], t: ReturnType<typeof laterWords>): string {
  switch (wish) {
    case 'back':
      return t('time.back', { seconds: BACK_SECONDS });
    case 'on':
      return t('time.on', { seconds: ON_SECONDS });
    default:
      return t(`help.do.${wish}`);
  }
}

function Keys(props: { readonly keys: readonly string[] }): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  // A key that only another script's keyboard has is told to its readers.
  const shown = props.keys.filter((key) => key <= '~' || i18n.locale === 'ar');
  return shown.map((key) => {
    const name = keyNames[key];
    return (
      <kbd key={key} dir="auto">
        {name === undefined ? key.toUpperCase() : 'sign' in name ? name.sign : t(`help.key.${name.word}`)}
      </kbd>
    );
  });
}
