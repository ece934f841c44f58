import { useI18n } from '../ui/i18n-context.tsx';
import { useSession } from './session-context.tsx';

/** What the broadcast is called, as far as it is known. */
export function useBroadcastTitle(): string {
  const i18n = useI18n();
  const broadcast = useSession((state) => state.broadcast);
  if (broadcast.kind === 'loaded') return broadcast.document.title;
  return i18n.t(broadcast.kind === 'loading' ? 'page.loadingTitle' : 'page.untitled');
}
