import { useEffect } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { useSession } from './session-context.tsx';
import { iconAddress, tabState } from './tab-state.ts';
import { useBroadcastTitle } from './use-broadcast-title.ts';
import { useJoinStatus } from './use-join-status.ts';

/** Has the tab's title and icon tell the state, in words first: a row of tabs is read from the left. Draws nothing. */
export function TabTitle(): null {
  const i18n = useI18n();
  const title = useBroadcastTitle();
  const link = useSession(({ link: { kind } }) => kind);
  const state = tabState(useJoinStatus(), link);
  useEffect(() => {
    document.title = laterWords(i18n)(`tab.${state}`, { title });
  }, [i18n, state, title]);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const address = iconAddress(state);
    if (link === null || address === null) return;
    const own = link.href;
    link.href = address;
    return () => {
      link.href = own;
    };
  }, [state]);
  return null;
}
