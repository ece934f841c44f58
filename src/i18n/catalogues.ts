import type { Locale } from './locale.ts';
import type { Catalogues } from './i18n.ts';

/** Fetches the words of one language; nobody fetches those that they do not read. Rejects when they cannot be had. */
export function loadCatalogues(locale: Locale): Promise<Catalogues> {
  switch (locale) {
    case 'en':
      return import('./en.ts');
    case 'de':
      return import('./de.ts');
    case 'es':
      return import('./es.ts');
    case 'fr':
      return import('./fr.ts');
    case 'ar':
      return import('./ar.ts');
  }
}
