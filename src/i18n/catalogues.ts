import type { Locale } from './locale.ts';
import type { Messages } from './messages.ts';

/** Fetches the words of one language; nobody fetches those that they do not read. Rejects when they cannot be had. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case 'en':
      return (await import('./en.ts')).en;
    case 'de':
      return (await import('./de.ts')).de;
  }
}
