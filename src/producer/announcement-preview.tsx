import type { ReactNode } from 'react';
import { useWords } from './producer-context.tsx';

/** An announcement as listeners see it, in one language. */
export function AnnouncementPreview(props: {
  readonly level: 'info' | 'warning';
  readonly lang: string;
  readonly words: string;
  readonly wallMs: number;
}): ReactNode {
  const { i18n } = useWords();
  return (
    <div className="announcement" data-level={props.level}>
      <time className="quiet" dateTime={new Date(props.wallMs).toISOString()}>
        {i18n.time(props.wallMs)}
      </time>
      <p lang={props.lang}>{props.words}</p>
    </div>
  );
}
