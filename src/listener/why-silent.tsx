import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { CopyLink } from './copy-link.tsx';
import { explain, type Explanation, type Remedy } from './explanation.ts';
import { explanationWords } from './explanation-words.ts';
import { ReportPart } from './report-part.tsx';
import { useCommands, usePageSession, useSession } from './session-context.tsx';
import { useNow } from './use-now.ts';
import { useSteadyStatus } from './use-steady-status.ts';
import './why-silent.css';

/** Who turns the volume up from nothing wants to hear something, and not be frightened. */
const COMFORTABLE_VOLUME = 0.5;

/** One press from the status to a plain explanation, and to what can be done. */
export function WhySilent(): ReactNode {
  const t = laterWords(useI18n());
  const explanation = useExplanation();
  const [isOpen, setOpen] = useState(false);
  const title = t(explanation.silent ? 'why.silent' : 'why.calm');
  return (
    <>
      <button type="button" className="text-button why" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {title}
      </button>
      {isOpen && <ExplanationDialog title={title} explanation={explanation} onClose={() => setOpen(false)} />}
    </>
  );
}

function useExplanation(): Explanation {
  const status = useSteadyStatus();
  const state = useSession((whole) => whole);
  const { nowMs } = useNow();
  return explain({ state, status, nowMs, history: usePageSession().history() });
}

function ExplanationDialog(props: {
  readonly title: string;
  readonly explanation: Explanation;
  readonly onClose: () => void;
}): ReactNode {
  const { title, explanation, onClose } = props;
  const i18n = useI18n();
  const t = laterWords(i18n);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const words = explanationWords(explanation, i18n, useNow());
  // Modal: the browser keeps the focus inside, closes on Escape, and gives the focus back.
  useLayoutEffect(() => {
    dialog.current?.showModal();
    heading.current?.focus();
  }, []);
  // A remedy that has worked goes away; the focus stays in the dialog.
  const { remedies } = explanation;
  useLayoutEffect(() => {
    if (!dialog.current?.contains(document.activeElement)) heading.current?.focus();
  }, [remedies]);
  return (
    <dialog
      ref={dialog}
      className="explanation"
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className="explanation-body">
        <h2 ref={heading} id={id} tabIndex={-1}>
          {title}
        </h2>
        <div aria-live="polite" aria-atomic="false">
          <h3 className="quiet">{t('why.happening')}</h3>
          <p className="explanation-words">
            {words.happening.map((sentence) => (
              <span key={sentence}>{sentence} </span>
            ))}
          </p>
          <h3 className="quiet">{t('why.todo')}</h3>
          <p className="explanation-words">{words.todo}</p>
        </div>
        <div className="remedies">
          {remedies.map((remedy) => (
            <RemedyButton key={remedy} remedy={remedy} />
          ))}
        </div>
        {words.since !== null && <p className="quiet">{words.since}</p>}
        {words.next !== null && (
          <p className="quiet" aria-hidden="true">
            {words.next}
          </p>
        )}
        <ReportPart happening={[...words.happening, words.todo]} />
        <button type="button" className="text-button" onClick={() => dialog.current?.close()}>
          {t('why.close')}
        </button>
      </div>
    </dialog>
  );
}

function RemedyButton(props: { readonly remedy: Remedy }): ReactNode {
  const { remedy } = props;
  const i18n = useI18n();
  const t = laterWords(i18n);
  const commands = useCommands();
  const button = (label: string, onClick: () => void) => (
    <button type="button" className="remedy" onClick={onClick}>
      {label}
    </button>
  );
  switch (remedy) {
    case 'unmute':
      return button(t('why.unmute'), () => commands.setMuted(false));
    case 'volume-up':
      return button(t('why.volumeUp'), () => commands.setVolume(COMFORTABLE_VOLUME));
    case 'listen':
      return button(i18n.t('button.listen'), () => commands.listen());
    case 'retry':
      return button(i18n.t('button.retry'), () => commands.retry());
    case 'try-now':
      return button(i18n.t('button.tryNow'), () => commands.retry());
    case 'jump-to-live':
      return button(i18n.t('latency.jump'), () => commands.jumpToLive());
    case 'copy-link':
      return <CopyLink className="remedy" />;
    case 'open-without-address':
      return (
        <a className="remedy" href={location.pathname}>
          {i18n.t('button.openWithout')}
        </a>
      );
  }
}
