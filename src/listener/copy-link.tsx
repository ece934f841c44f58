import type { ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n } from '../ui/i18n-context.tsx';
import { publicAddress } from './page-address.ts';

/** For another browser, where this one can go no further. */
export function CopyLink(props: { readonly className?: string }): ReactNode {
  const label = laterWords(useI18n())('button.copyLink');
  return (
    <CopyButton
      className={props.className ?? 'big-button'}
      label={label}
      text={() => publicAddress(location.href)}
    />
  );
}
