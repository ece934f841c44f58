import type { AudioSession } from './create-session.ts';
import type { PlaybackState } from './playback-state.ts';

const LOCK_NAME = 'holdline.listening';

/** Whether somebody counts on this page, also when nothing sounds: waiting, in a silence, or paused to go on. */
function isCountedOn(kind: PlaybackState['kind']): boolean {
  return kind !== 'idle' && kind !== 'ended' && kind !== 'failed';
}

/** The part of LockManager that is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly mode: 'shared' },
    callback: () => Promise<void>,
  ): Promise<unknown>;
}

/** When the page is left for another in the same tab, and when it comes back. Returns a disposer. */
export interface PageComings {
  subscribe(listener: (isHere: boolean) => void): () => void;
}

/**
 * Chromium freezes a silent tab in the background after some minutes, and the wait with it; not one that holds a Web Lock
 * (chrome/browser/performance_manager/policies/freezing_policy.h). So one is held, shared by all tabs of the page, for as
 * long as somebody counts on it. A page with a lock cannot be kept for "back": it is given away when the page is left.
 * Returns a disposer.
 */
export function stayAwake(options: {
  readonly session: Pick<AudioSession, 'store'>;
  /** `navigator.locks`. */
  readonly locks: Locks;
  readonly page: PageComings;
}): () => void {
  const { session, locks, page } = options;
  let isHere = true;
  let release: (() => void) | null = null;
  const hold = () => {
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    locks
      .request(LOCK_NAME, { mode: 'shared' }, () => until)
      .catch(() => {
        // Refused, by privacy settings or in a frame: the page may be frozen then, and goes on when it is thawed.
      });
  };
  const letGo = () => {
    release?.();
    release = null;
  };
  const look = () => {
    const isWanted = isHere && isCountedOn(session.store.getState().playback.kind);
    if (isWanted && release === null) hold();
    if (!isWanted) letGo();
  };
  const leavePage = page.subscribe((here) => {
    isHere = here;
    look();
  });
  const detach = session.store.subscribe(look);
  look();
  return () => {
    detach();
    leavePage();
    letGo();
  };
}
