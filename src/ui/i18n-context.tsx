import {
  createContext,
  startTransition,
  use,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { loadCatalogues } from '../i18n/catalogues.ts';
import { createI18n, type I18n } from '../i18n/i18n.ts';
import { directionOf, regionalTag, type Locale } from '../i18n/locale.ts';
import { initialLocale, saveLocale } from './saved-locale.ts';

interface Language {
  readonly i18n: I18n;
  readonly setLocale: (locale: Locale) => void;
  /** Makes sure of the words of the late parts. Rejects when they cannot be had now. */
  readonly needLater: () => Promise<void>;
}

const LanguageContext = createContext<Language | null>(null);

/**
 * The language of this visit: the saved one, else the browser's; one of `spoken`. Rejects when its words cannot be had.
 */
export function loadInitialI18n(spoken?: readonly Locale[]): Promise<I18n> {
  return loadI18n(initialLocale(spoken));
}

async function loadI18n(locale: Locale, withLater = false): Promise<I18n> {
  const { messages, loadLater } = await loadCatalogues(locale);
  return createI18n(
    locale,
    regionalTag(locale, navigator.languages),
    messages,
    withLater ? await loadLater() : null,
  );
}

/** Gives the pages their language, and a way to change it. `initial` is what they begin with. */
export function I18nProvider(props: { readonly initial: I18n; readonly children: ReactNode }): ReactNode {
  const [i18n, setI18n] = useState(props.initial);
  const language = useMemo<Language>(
    () => ({
      i18n,
      setLocale(locale) {
        // With the words of the late parts, if these are shown: nothing may vanish while they come.
        loadI18n(locale, i18n.later !== null).then(
          (next) => {
            saveLocale(locale);
            setI18n(next);
          },
          // The page's host does not give the words: the page goes on in the language that it has.
          () => undefined,
        );
      },
      async needLater() {
        if (i18n.later !== null) return;
        const next = await loadI18n(i18n.locale, true);
        // In one step for all parts that ask, and not over a language that was chosen meanwhile.
        startTransition(() => setI18n((now) => (now === i18n ? next : now)));
      },
    }),
    [i18n],
  );
  useLayoutEffect(() => {
    document.documentElement.lang = i18n.locale;
    document.documentElement.dir = directionOf(i18n.locale);
  }, [i18n]);
  return <LanguageContext value={language}>{props.children}</LanguageContext>;
}

export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (language === null) throw new Error('Put an I18nProvider around the page.');
  return language;
}

export function useI18n(): I18n {
  return useLanguage().i18n;
}
