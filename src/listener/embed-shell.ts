import { joinStatus } from '../session/join-status.ts';
import {
  embedState,
  isSameState,
  readRequest,
  ready,
  withRequest,
  type EmbedRequest,
  type EmbedState,
  type EmbedTold,
  type Pending,
} from './embed-messages.ts';
import type { PageSession } from './session-context.tsx';

/** Requests are obeyed at once, then at most this often: a flood costs no more than a slider does. */
const OBEY_EVERY_MS = 100;
/** States are told at most this often. */
const TELL_EVERY_MS = 250;

export interface EmbedSurroundings {
  /** The only origin that is listened to and talked to. */
  readonly origin: string;
  /** The window around this page. */
  readonly parent: Pick<Window, 'postMessage'>;
  /** Where messages arrive: this page's window. */
  readonly window: Pick<Window, 'addEventListener'>;
}

/**
 * Obeys the page around this one, and tells it what happens (`embed-messages.ts`). A message counts only from the
 * parent window and from the named origin; what is told goes to that origin alone. Returns a disposer.
 */
export function converse(session: PageSession, surroundings: EmbedSurroundings): () => void {
  const { store, commands, clock } = session;
  const { origin, parent } = surroundings;
  const lifetime = new AbortController();
  let pending: Pending = [];
  let cancelObey: (() => void) | null = null;
  let told: EmbedState | null = null;
  let cancelTell: (() => void) | null = null;
  let detach: (() => void) | null = null;

  const post = (message: EmbedTold) => parent.postMessage(message, origin);

  const tell = () => {
    // Asked for in the meantime, it is told when its time comes.
    if (cancelTell !== null) return;
    const state = store.getState();
    const next = embedState(state, joinStatus(state, clock.now(), clock.wallNow()));
    if (told !== null && isSameState(told, next)) return;
    told = next;
    post(next);
    cancelTell = clock.setTimer(() => {
      cancelTell = null;
      tell();
    }, TELL_EVERY_MS);
  };

  const obey = (request: EmbedRequest) => {
    switch (request.type) {
      case 'listen':
        commands.listen();
        return;
      case 'pause':
        commands.pause();
        return;
      case 'jump-to-live':
        commands.jumpToLive();
        return;
      case 'set-volume':
        commands.setVolume(request.volume);
        return;
      case 'set-muted':
        commands.setMuted(request.muted);
        return;
      case 'subscribe':
        detach ??= store.subscribe(tell);
        told = null;
        tell();
        return;
    }
  };
  const obeyAll = () => {
    if (cancelObey !== null) return;
    const requests = pending;
    if (requests.length === 0) return;
    pending = [];
    cancelObey = clock.setTimer(() => {
      cancelObey = null;
      obeyAll();
    }, OBEY_EVERY_MS);
    for (const request of requests) obey(request);
  };

  surroundings.window.addEventListener(
    'message',
    (event) => {
      if (event.source !== parent || event.origin !== origin) return;
      const request = readRequest(event.data);
      if (request === null) return;
      pending = withRequest(pending, request);
      obeyAll();
    },
    { signal: lifetime.signal },
  );
  post(ready);
  return () => {
    lifetime.abort();
    detach?.();
    cancelObey?.();
    cancelTell?.();
  };
}
