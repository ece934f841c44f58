import type { ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { useSession } from './session-context.tsx';

/** Nobody counts a crowd to the last person; figures come from a sample. */
const SIGNIFICANT_DIGITS = 3;

/** How many are listening, as the producers say. Not a live region: it is no news. */
export function Audience(): ReactNode {
  const i18n = useI18n();
  const count = useSession(({ broadcast }) =>
    broadcast.kind === 'loaded' && broadcast.document.state !== 'ended'
      ? broadcast.document.audience
      : undefined,
  );
  if (count === undefined || count < 1) return null;
  const audience = new Intl.NumberFormat(i18n.tag, { maximumSignificantDigits: SIGNIFICANT_DIGITS }).format(
    count,
  );
  return <p className="audience quiet">{laterWords(i18n)('audience.listening', { audience })}</p>;
}
