import { useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from './i18n-context.tsx';

type Outcome = { readonly kind: 'none' | 'copied' } | { readonly kind: 'by-hand'; readonly text: string };

/**
 * Copies a text, made at the moment of the press. Where the browser does not allow that (no secure context, no
 * permission), the text is shown, selected, to be copied by hand.
 */
export function CopyButton(props: {
  readonly label: string;
  readonly text: () => string;
  readonly className?: string;
}): ReactNode {
  const t = laterWords(useI18n());
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const copy = async () => {
    const text = props.text();
    try {
      await navigator.clipboard.writeText(text);
      setOutcome({ kind: 'copied' });
    } catch {
      setOutcome({ kind: 'by-hand', text });
    }
  };
  return (
    <div className="copy">
      <button type="button" className={props.className ?? 'text-button'} onClick={() => void copy()}>
        {props.label}
      </button>
      <span aria-live="polite" className="quiet">
        {outcome.kind === 'copied' && t('details.copied')}
      </span>
      {outcome.kind === 'by-hand' && (
        <label className="copy-by-hand">
          {t('details.copyByHand')}
          <textarea
            readOnly
            autoFocus
            rows={6}
            value={outcome.text}
            spellCheck={false}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
      )}
    </div>
  );
}
