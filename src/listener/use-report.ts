import { joinStatus } from '../session/join-status.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { detailsReport, type DetailsReport } from './details-report.ts';
import { usePageSession } from './session-context.tsx';

/** Makes the report at the moment of the call. */
export function useReport(): () => DetailsReport {
  const { locale } = useI18n();
  const { store, clock, history } = usePageSession();
  return () => {
    const state = store.getState();
    const nowMs = clock.now();
    const wallNowMs = clock.wallNow();
    return detailsReport(state, joinStatus(state, nowMs, wallNowMs), {
      version: __HOLDLINE_VERSION__,
      nowMs,
      wallNowMs,
      userAgent: navigator.userAgent,
      language: locale,
      history: history(),
    });
  };
}
