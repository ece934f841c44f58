import { type PageLife, reportSession, type ReportSessionOptions } from './report-session.ts';

/** Reports what this page's session meets. Returns a disposer. */
export function reportPage(options: Omit<ReportSessionOptions, 'page'>): () => void {
  return reportSession({ ...options, page: thisPage });
}

/** `pagehide` is the last that a page hears for certain; `unload` would keep it out of the back/forward cache. */
const thisPage: PageLife = {
  isHidden: () => document.hidden,
  subscribe(listener) {
    const attached = new AbortController();
    const { signal } = attached;
    document.addEventListener('visibilitychange', () => document.hidden && listener('hidden'), { signal });
    addEventListener('pagehide', () => listener('left'), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && listener('back'), { signal });
    return () => attached.abort();
  },
};
