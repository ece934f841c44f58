import { createContext, use, useEffect, useMemo, type ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { SessionCommands, SessionState } from '../session/audio-session.ts';
import type { History } from '../session/history.ts';
import { createTicker, type PageClock, type Ticker } from './ticker.ts';

/** What the page needs of an audio session. */
export interface PageSession {
  readonly store: Pick<StoreApi<SessionState>, 'getState' | 'getInitialState' | 'subscribe'>;
  readonly commands: SessionCommands;
  readonly clock: PageClock;
  /** What has happened so far; null before the code that keeps it is here. */
  readonly history: () => History | null;
}

interface Provided extends PageSession {
  readonly ticker: Ticker;
}

const SessionContext = createContext<Provided | null>(null);

/** Puts one session under the page. The session lives longer than the page and is not destroyed with it. */
export function SessionProvider(props: {
  readonly session: PageSession;
  readonly children: ReactNode;
}): ReactNode {
  const { session } = props;
  const provided = useMemo<Provided>(
    () => ({ ...session, ticker: createTicker(session.clock, document) }),
    [session],
  );
  return <SessionContext value={provided}>{props.children}</SessionContext>;
}

export function usePageSession(): Provided {
  const provided = use(SessionContext);
  if (provided === null) throw new Error('Put a SessionProvider around the page.');
  return provided;
}

/** A part of the session's state; renders again when that part changes by `Object.is`. */
export function useSession<Part>(select: (state: SessionState) => Part): Part {
  return useStore(usePageSession().store, select);
}

export function useCommands(): SessionCommands {
  return usePageSession().commands;
}

/** Runs `effect` for as long as the component lives, with the session. The effect returns its disposer. */
export function useSessionEffect(effect: (session: PageSession) => () => void): void {
  const session = usePageSession();
  useEffect(() => effect(session), [session, effect]);
}
