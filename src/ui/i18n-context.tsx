import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { loadMessages } from '../i18n/catalogues.ts';
import { createI18n, type I18n } from '../i18n/i18n.ts';
import { regionalTag, type Locale } from '../i18n/locale.ts';
import { initialLocale, saveLocale } from './saved-locale.ts';

interface Language {
  readonly i18n: I18n;
  readonly setLocale: (locale: Locale) => void;
}

const LanguageContext = createContext<Language | null>(null);

/** The language of this visit: the saved one, else the browser's. Rejects when its words cannot be had. */
export function loadInitialI18n(): Promise<I18n> {
  return loadI18n(initialLocale());
}

async function loadI18n(locale: Locale): Promise<I18n> {
  return createI18n(locale, regionalTag(locale, navigator.languages), await loadMessages(locale));
}

/** Gives the pages their language, and a way to change it. `initial` is what they begin with. */
export function I18nProvider(props: { readonly initial: I18n; readonly children: ReactNode }): ReactNode {
  const [i18n, setI18n] = useState(props.initial);
  const language = useMemo<Language>(
    () => ({
      i18n,
      setLocale(locale) {
        loadI18n(locale).then(
          (next) => {
            saveLocale(locale);
            setI18n(next);
          },
          // The page's host does not give the words: the page goes on in the language that it has.
          () => undefined,
        );
      },
    }),
    [i18n],
  );
  useEffect(() => {
    document.documentElement.lang = i18n.locale;
  }, [i18n]);
  return <LanguageContext value={language}>{props.children}</LanguageContext>;
}

function useLanguage(): Language {
  const language = use(LanguageContext);
  if (language === null) throw new Error('Put an I18nProvider around the page.');
  return language;
}

export function useI18n(): I18n {
  return useLanguage().i18n;
}

export function useSetLocale(): (locale: Locale) => void {
  return useLanguage().setLocale;
}
