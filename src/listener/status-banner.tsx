import type { ReactNode } from 'react';
import { LatePart } from '../ui/late-part.tsx';
import { useI18n } from '../ui/i18n-context.tsx';
import { useSession } from './session-context.tsx';
import { statusWords } from './status-words.ts';
import { useSteadyStatus } from './use-steady-status.ts';

const loadStatusFoot = () => import('./late-parts.ts').then(({ StatusFoot }) => StatusFoot);

/**
 * What is happening, in plain words. The live region holds only what changes seldom; the counting seconds stand
 * beside it, for eyes alone, so that a screen reader is told news and not a clock.
 */
export function StatusBanner(): ReactNode {
  const i18n = useI18n();
  const status = useSteadyStatus();
  const playback = useSession((state) => state.playback.kind);
  const link = useSession((state) => state.link.kind);
  const broadcast = useSession((state) => state.broadcast);
  const words = statusWords(status, i18n);
  return (
    <div className="banner">
      {/* Not atomic: when only the audio in hand has changed, only that is read out. */}
      <div
        role="status"
        aria-atomic="false"
        data-playback={playback}
        data-link={link}
        data-join-status={status.kind}
      >
        <p className="banner-headline">{words.headline}</p>
        <p className="banner-detail">
          {words.cause !== null && <span className="banner-cause">{words.cause} </span>}
          <span>{words.detail}</span>
        </p>
        {words.spoken !== null && <p className="for-ears">{words.spoken}</p>}
        {broadcast.kind === 'unreachable' && (
          <p className="banner-notice">{i18n.t('notice.documentUnreachable')}</p>
        )}
        {broadcast.kind === 'malformed' && (
          <p className="banner-notice">
            {i18n.t('notice.documentMalformed', { message: broadcast.message })}
          </p>
        )}
      </div>
      {words.ticker.length > 0 && (
        <p className="ticker" aria-hidden="true">
          {words.ticker.map((part, index) => (
            <span key={index}>{part}</span>
          ))}
        </p>
      )}
      <LatePart load={loadStatusFoot} />
    </div>
  );
}
