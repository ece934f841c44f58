import type { ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { Announcements } from './announcements.tsx';
import { EmbedMessenger } from './embed-messenger.tsx';
import { publicAddress } from './page-address.ts';

/** What the compact player has besides the page's own parts: warnings, and the way to the full page. */
export function EmbedPart(): ReactNode {
  const t = laterWords(useI18n());
  return (
    <>
      <a className="text-button full-page" href={publicAddress(location.href)} target="_blank" rel="noopener">
        {t('embed.full')}
      </a>
      <Announcements only="warning" />
      <EmbedMessenger />
    </>
  );
}
