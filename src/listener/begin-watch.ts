import { joinStatus, type JoinStatus } from '../session/join-status.ts';
import type { PageSession } from './session-context.tsx';
import type { Visibility } from './ticker.ts';

/** What there is to tell somebody who has asked to be told. */
export type BeginNews =
  /** It has begun, and is heard. */
  | 'sounding'
  /** This listener's turn has come, and it is heard. */
  | 'admitted'
  /** It has begun, and a press is wanted. */
  | 'press';

/** `over`: there is nothing to wait for any more, told or not. */
export type BeginStep =
  | { readonly kind: 'wait'; readonly wasHeld: boolean }
  | { readonly kind: 'over'; readonly news: BeginNews | null };

/** What a new status means to somebody who waits for the beginning. `wasHeld`: there was a queue on the way. */
export function beginStep(wasHeld: boolean, status: JoinStatus): BeginStep {
  switch (status.kind) {
    case 'ready':
      if (status.phase === 'live') return { kind: 'over', news: 'press' };
      return status.phase === 'ended' || status.phase === 'replay'
        ? { kind: 'over', news: null }
        : { kind: 'wait', wasHeld };
    case 'held':
      return { kind: 'wait', wasHeld: true };
    case 'closed':
      return { kind: 'wait', wasHeld: wasHeld || status.pressed };
    case 'waiting':
    case 'joining':
    case 'offline':
      return { kind: 'wait', wasHeld };
    case 'listening':
    case 'listening-in-trouble':
    case 'listening-offline':
      return { kind: 'over', news: wasHeld ? 'admitted' : 'sounding' };
    case 'blocked':
      return { kind: 'over', news: 'press' };
    case 'rebuffering':
    case 'paused':
    case 'ended':
    case 'denied':
    case 'failed':
    case 'address-problem':
      return { kind: 'over', news: null };
  }
}

/**
 * Tells once when it begins, and only if nobody looks at the page then. `onOver` comes in any case, and last. Returns a
 * disposer.
 */
export function watchBegin(
  { store, clock }: Pick<PageSession, 'store' | 'clock'>,
  visibility: Pick<Visibility, 'hidden'>,
  onNews: (news: BeginNews) => void,
  onOver: () => void,
): () => void {
  let wasHeld = false;
  let stop: () => void = () => undefined;
  const isOver = (): boolean => {
    const step = beginStep(wasHeld, joinStatus(store.getState(), clock.now(), clock.wallNow()));
    if (step.kind === 'wait') {
      ({ wasHeld } = step);
      return false;
    }
    stop();
    if (step.news !== null && visibility.hidden) onNews(step.news);
    onOver();
    return true;
  };
  if (!isOver()) stop = store.subscribe(isOver);
  return () => stop();
}
