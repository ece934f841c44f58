import { useEffect, useId, useRef, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from './i18n-context.tsx';
import './sheet.css';

/**
 * A modal sheet over the page, open for as long as it is there. The browser holds the focus inside and gives it back;
 * Escape, the button and a press beside the sheet close it. `onClosed` is to take it away.
 */
export function Sheet(props: {
  readonly title: string;
  readonly onClosed: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { title, onClosed, children } = props;
  const t = laterWords(useI18n());
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const close = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      className="sheet-over"
      aria-labelledby={heading}
      onClose={onClosed}
      onClick={(event) => {
        // The dialog itself is hit beside what it holds only: on its backdrop.
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className="sheet-paper">
        <div className="sheet-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" className="text-button" onClick={close}>
            {t('sheet.close')}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
