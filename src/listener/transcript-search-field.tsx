import type { KeyboardEvent, ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import type { Match } from './transcript-search.ts';

/** What to look for, how often it stands there, and the ways from one place to the next. */
export function SearchField(props: {
  readonly query: string;
  readonly matches: readonly Match[];
  /** The place that is looked at. */
  readonly found: Match | null;
  readonly onQuery: (query: string) => void;
  readonly onFound: (match: Match | null) => void;
}): ReactNode {
  const { query, matches, found } = props;
  const t = laterWords(useI18n());
  const index = matches.findIndex(({ cueId, from }) => cueId === found?.cueId && from === found.from);
  const go = (by: number) => {
    if (matches.length === 0) return;
    const next = index < 0 ? (by > 0 ? 0 : -1) : index + by;
    props.onFound(matches.at(next % matches.length) ?? null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && query !== '') props.onQuery('');
    else return;
    event.preventDefault();
  };
  const isAsked = query.trim() !== '';
  return (
    <div className="transcript-search" role="search">
      <input
        type="search"
        aria-label={t('transcript.search')}
        placeholder={t('transcript.search')}
        value={query}
        onChange={(event) => props.onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className="quiet transcript-count" aria-live="polite">
        {isAsked &&
          (matches.length === 0
            ? t('transcript.notFound')
            : t('transcript.found', { index: index + 1, count: matches.length }))}
      </span>
      {isAsked && matches.length > 0 && (
        <>
          <button
            type="button"
            className="text-button"
            aria-label={t('transcript.previous')}
            onClick={() => go(-1)}
          >
            <span aria-hidden="true">↑</span>
          </button>
          <button
            type="button"
            className="text-button"
            aria-label={t('transcript.next')}
            onClick={() => go(1)}
          >
            <span aria-hidden="true">↓</span>
          </button>
        </>
      )}
    </div>
  );
}
