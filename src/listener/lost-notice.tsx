import type { ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { useSession } from './session-context.tsx';

/** These are one second, one minute, one hour: what the verb of a sentence agrees with. */
const ONE_OF_A_UNIT: readonly number[] = [1, 60, 3600];

/** What nobody could give us, told without alarm: it is over, and nothing can be done about it. Not a live region. */
export function LostNotice(): ReactNode {
  const i18n = useI18n();
  const lostSeconds = useSession(({ feed }) => Math.round(feed?.lostSeconds ?? 0));
  if (lostSeconds === 0) return null;
  const count = ONE_OF_A_UNIT.includes(lostSeconds) ? 1 : lostSeconds;
  return (
    <p className="lost-notice">{laterWords(i18n)('lost.notice', { count, span: i18n.span(lostSeconds) })}</p>
  );
}
