import { useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n } from '../ui/i18n-context.tsx';
import { CopyLink } from './copy-link.tsx';
import { embedSnippet, publicAddress } from './page-address.ts';
import { useSession } from './session-context.tsx';
import './share-part.css';

/** To pass the broadcast on: by the device's own sheet where there is one, as a link, or as a player in another page. */
export function SharePart(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const title = useSession(({ broadcast }) =>
    broadcast.kind === 'loaded' ? broadcast.document.title : i18n.t('page.untitled'),
  );
  const [outcome, setOutcome] = useState<'none' | 'shared' | 'refused'>('none');
  const address = publicAddress(location.href);
  const canShare = typeof navigator.share === 'function' && outcome !== 'refused';
  const share = async () => {
    try {
      await navigator.share({ title, text: t('share.text', { title }), url: address });
      setOutcome('shared');
    } catch (error) {
      // To close the sheet is no failure. Where sharing is not allowed, the link can still be copied.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setOutcome('refused');
    }
  };
  return (
    <section className="share" aria-label={t('share.label')}>
      {canShare ? (
        <div className="copy">
          <button type="button" className="text-button" onClick={() => void share()}>
            {t('share.button')}
          </button>
          <span aria-live="polite" className="quiet">
            {outcome === 'shared' && t('share.thanks')}
          </span>
        </div>
      ) : (
        <CopyLink className="text-button" />
      )}
      <CopyButton label={t('share.embed')} text={() => embedSnippet(address, title)} />
    </section>
  );
}
