import { canGoFaster, isMovable, reachOf } from './line-reach.ts';
import { seekerOf } from './seeker.ts';
import type { PageSession } from './session-context.tsx';
import { BACK_SECONDS, ON_SECONDS, steppedRate, timeShortcut } from './time-keys.ts';
import { keyPress } from './use-shortcuts.ts';

/** The page's keys for time, until disposed: J and the arrows, < and >. */
export function obeyTimeKeys(session: PageSession): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.defaultPrevented && obey(session, event)) event.preventDefault();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

function obey(session: PageSession, event: KeyboardEvent): boolean {
  const state = session.store.getState();
  const wish = state.shortcuts ? timeShortcut(keyPress(event)) : null;
  const reach = reachOf(state);
  if (wish === null || reach === null || !isMovable(state)) return false;
  switch (wish) {
    case 'back':
      seekerOf(session).step(-BACK_SECONDS);
      return true;
    case 'on':
      seekerOf(session).step(ON_SECONDS);
      return true;
    case 'slower':
    case 'faster': {
      const rate = steppedRate(state.rate, wish);
      if (rate !== state.rate && (rate <= 1 || canGoFaster(reach))) session.commands.setRate(rate);
      return true;
    }
  }
}
