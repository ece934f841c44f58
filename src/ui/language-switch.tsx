import type { ReactNode } from 'react';
import { ownName } from '../i18n/format.ts';
import { locales } from '../i18n/locale.ts';
import { useI18n, useSetLocale } from './i18n-context.tsx';

/** One button a language, each in its own name and tongue. */
export function LanguageSwitch(): ReactNode {
  const i18n = useI18n();
  const setLocale = useSetLocale();
  return (
    <div className="language-switch" role="group" aria-label={i18n.t('page.language')}>
      {locales.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          className="text-button"
          aria-pressed={locale === i18n.locale}
          onClick={() => setLocale(locale)}
        >
          {ownName(locale)}
        </button>
      ))}
    </div>
  );
}
