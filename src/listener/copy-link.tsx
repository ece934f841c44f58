import type { ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n } from '../ui/i18n-context.tsx';

/** For another browser, where this one can go no further. */
export function CopyLink(): ReactNode {
  const label = laterWords(useI18n())('button.copyLink');
  return <CopyButton className="big-button" label={label} text={() => location.href} />;
}
