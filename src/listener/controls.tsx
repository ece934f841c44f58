import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useI18n } from '../ui/i18n-context.tsx';
import { LatePart } from '../ui/late-part.tsx';
import { isBehindLive } from '../session/usual-latency.ts';
import { listenAction, waysForward, type ListenAction, type WayForward } from './listen-action.ts';
import { useCommands, useSession } from './session-context.tsx';
import { useJoinStatus } from './use-join-status.ts';
import { useShortcutHint } from './use-shortcuts.ts';

const loadCopyLink = () => import('./late-parts.ts').then(({ CopyLink }) => CopyLink);

/** The one big button, and beside it what else can be done. */
export function Controls(): ReactNode {
  const mainButton = useRef<HTMLButtonElement>(null);
  const status = useJoinStatus();
  const begun = useSession((state) => state.playback.kind === 'rebuffering');
  const behind = useSession(isBehindLive);
  const action = listenAction(status, begun);
  return (
    <div className="controls">
      {action && <ListenButton ref={mainButton} action={action} />}
      {waysForward(status, begun, behind).map((way) => (
        <Way key={way} way={way} mainButton={mainButton} />
      ))}
    </div>
  );
}

function ListenButton(props: {
  readonly action: ListenAction;
  readonly ref: RefObject<HTMLButtonElement | null>;
}): ReactNode {
  const { ref, action } = props;
  const i18n = useI18n();
  const commands = useCommands();
  const { label, command } = action;
  const hint = useShortcutHint('k');
  return (
    <button
      ref={ref}
      type="button"
      className="big-button"
      data-command={command ?? 'none'}
      aria-disabled={command === null}
      aria-keyshortcuts={hint}
      onClick={() => {
        if (command !== null) commands[command]();
      }}
    >
      {i18n.t(label)}
    </button>
  );
}

function Way(props: {
  readonly way: WayForward;
  readonly mainButton: RefObject<HTMLButtonElement | null>;
}): ReactNode {
  const { way, mainButton } = props;
  const i18n = useI18n();
  const commands = useCommands();
  const place = useRef<HTMLDivElement>(null);
  // A way that closes by itself must not take the keyboard's place on the page with it.
  useLayoutEffect(() => {
    const here = place.current;
    const main = mainButton.current;
    return () => {
      if (here?.contains(document.activeElement)) main?.focus();
    };
  }, [mainButton]);
  const jumpHint = useShortcutHint('l');
  const button = (label: string, onClick: () => void, hint?: string) => (
    <button type="button" className="text-button" aria-keyshortcuts={hint} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <div ref={place}>
      {way === 'try-now' && button(i18n.t('button.tryNow'), () => commands.retry())}
      {way === 'stop-waiting' && button(i18n.t('button.stopWaiting'), () => commands.pause())}
      {way === 'jump-to-live' && button(i18n.t('latency.jump'), () => commands.jumpToLive(), jumpHint)}
      {way === 'copy-link' && <LatePart load={loadCopyLink} />}
      {way === 'open-without-address' && (
        <a className="big-button" href={location.pathname}>
          {i18n.t('button.openWithout')}
        </a>
      )}
    </div>
  );
}
