import type { ReactNode } from 'react';
import { chooseLocale, locales, ownNames, type Locale } from '../i18n/locale.ts';
import { useLanguage } from './i18n-context.tsx';

/** Each language in its own name and tongue; a list, so that it fits beside the page's name on a phone. */
export function LanguageSwitch(props: { readonly spoken?: readonly Locale[] }): ReactNode {
  const { i18n, setLocale } = useLanguage();
  return (
    <select
      className="language-switch"
      aria-label={i18n.t('page.language')}
      value={i18n.locale}
      onChange={(event) => setLocale(chooseLocale(event.currentTarget.value, []))}
    >
      {(props.spoken ?? locales).map((locale) => (
        <option key={locale} value={locale} lang={locale}>
          {ownNames[locale]}
        </option>
      ))}
    </select>
  );
}
