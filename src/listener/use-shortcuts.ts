import { useCallback } from 'react';
import { joinStatus } from '../session/join-status.ts';
import { listenAction } from './listen-action.ts';
import { useSession, useSessionEffect, type PageSession } from './session-context.tsx';
import { shortcut, steppedVolume, type KeyPress } from './shortcuts.ts';

/** The page's keys, for as long as the calling component lives. */
export function useShortcuts(): void {
  useSessionEffect(
    useCallback((session) => {
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.defaultPrevented || !session.store.getState().shortcuts) return;
        if (obey(session, keyPress(event))) event.preventDefault();
      };
      window.addEventListener('keydown', onKeyDown);
      return () => window.removeEventListener('keydown', onKeyDown);
    }, []),
  );
}

/** `aria-keyshortcuts` of a control, for as long as there are shortcuts. */
export function useShortcutHint(keys: string): string | undefined {
  return useSession((state) => state.shortcuts) ? keys : undefined;
}

/** What `shortcut` and its like need to know of a key press. */
export function keyPress(event: KeyboardEvent): KeyPress {
  return {
    // A keyboard of another script has our letters in their usual places.
    key: event.key > '~' && event.code.startsWith('Key') ? event.code.slice(3) : event.key,
    modified: event.ctrlKey || event.altKey || event.metaKey,
    repeated: event.repeat,
    focus: focusOf(event.target),
  };
}

function focusOf(target: EventTarget | null): KeyPress['focus'] {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('input, textarea, select, dialog, [contenteditable]') !== null) return 'field';
  return target.closest('button, a, summary') === null ? 'page' : 'button';
}

/** Whether the key press was one of ours. */
function obey({ store, commands, clock }: PageSession, press: KeyPress): boolean {
  const wish = shortcut(press);
  const state = store.getState();
  switch (wish) {
    case null:
    case 'help':
      // The help comes late, and opens itself.
      return false;
    case 'toggle': {
      const status = joinStatus(state, clock.now(), clock.wallNow());
      const command = listenAction(status, state.playback.kind === 'rebuffering')?.command ?? null;
      if (command !== null) commands[command]();
      return true;
    }
    case 'mute':
      commands.setMuted(!state.output.muted);
      return true;
    case 'louder':
    case 'quieter':
      commands.setVolume(steppedVolume(state.output.volume, wish));
      return true;
    case 'live':
      if (state.position.latencySeconds === null) return false;
      commands.jumpToLive();
      return true;
  }
}
