import type { ReactNode } from 'react';
import { useI18n } from '../ui/i18n-context.tsx';

/** What only the demonstration has: the evening's script, and a way to begin it again. */
export interface Demo {
  readonly scenario: string;
  readonly beginAgain: () => void;
}

export function DemoBar(props: { readonly demo: Demo }): ReactNode {
  const i18n = useI18n();
  const { scenario, beginAgain } = props.demo;
  return (
    <aside className="demo-bar" aria-label={i18n.t('demo.label')}>
      <p>{i18n.t('demo.scenario', { scenario })}</p>
      <button type="button" className="text-button" onClick={beginAgain}>
        {i18n.t('demo.beginAgain')}
      </button>
    </aside>
  );
}
