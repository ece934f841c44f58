import type { I18n } from '../i18n.ts';
import { translator, type Translate } from '../translate.ts';
import type { en } from './en.ts';

/** The words of the late parts, in the language of the page. Only a late part may ask: `LatePart` waits for them. */
export function laterWords({ later, tag }: I18n): Translate<typeof en> {
  if (later === null)
    throw new Error('The words of the late parts are not here. Put a LatePart around this.');
  return translator<typeof en>(later, tag);
}
