import type { JoinStatus, TroubleView } from '../session/join-status.ts';
import type { SessionCommands } from '../session/audio-session.ts';

/**
 * What the big button is for. While waiting and joining it only shows that the press has been heard: somebody
 * who presses again out of impatience must not lose the place. Giving up is another, smaller button.
 */
export interface ListenAction {
  readonly label:
    'button.listen' | 'button.pause' | 'button.waiting' | 'button.held' | 'button.joining' | 'button.retry';
  readonly command: Extract<keyof SessionCommands, 'listen' | 'pause' | 'retry'> | null;
}

/** What else can be done. */
export type WayForward = 'try-now' | 'stop-waiting' | 'jump-to-live' | 'copy-link' | 'open-without-address';

const listen: ListenAction = { label: 'button.listen', command: 'listen' };
const pause: ListenAction = { label: 'button.pause', command: 'pause' };
const retry: ListenAction = { label: 'button.retry', command: 'retry' };
const held: ListenAction = { label: 'button.held', command: null };

/**
 * `begun`: there has been sound already; without it, going offline is part of the joining. Null where there is
 * nothing to press: then one of the ways forward takes the button's place.
 */
export function listenAction(status: JoinStatus, begun: boolean): ListenAction | null {
  switch (status.kind) {
    case 'ready':
    case 'paused':
    case 'blocked':
    case 'ended':
      return listen;
    case 'waiting':
      return { label: 'button.waiting', command: null };
    case 'held':
      return held;
    case 'closed':
      return status.pressed ? held : listen;
    case 'joining':
      return { label: 'button.joining', command: null };
    case 'offline':
      return begun ? pause : { label: 'button.joining', command: null };
    case 'listening':
    case 'listening-in-trouble':
    case 'listening-offline':
    case 'rebuffering':
      return pause;
    case 'denied':
      return retry;
    case 'failed':
      return isOfThisBrowser(status.problem.kind) ? null : retry;
    case 'address-problem':
      return null;
  }
}

/** Failed attempts after which "try now" is offered: before that the next try comes sooner than a hand moves. */
const OFFER_TRY_AFTER_ATTEMPTS = 3;

/** `behind`: far enough behind live that a jump there is worth offering. */
export function waysForward(status: JoinStatus, begun: boolean, behind: boolean): readonly WayForward[] {
  const jump: readonly WayForward[] = behind ? ['jump-to-live'] : [];
  switch (status.kind) {
    case 'waiting':
    case 'joining':
      return [...tryNow(status.trouble), 'stop-waiting'];
    case 'held':
      return ['stop-waiting'];
    case 'closed':
      return status.pressed ? ['stop-waiting'] : [];
    case 'rebuffering':
      return [...tryNow(status.trouble), ...jump];
    case 'listening':
    case 'listening-in-trouble':
    case 'paused':
      return jump;
    case 'offline':
      return begun ? ['try-now'] : ['try-now', 'stop-waiting'];
    case 'failed':
      return isOfThisBrowser(status.problem.kind) ? ['copy-link'] : [];
    case 'address-problem':
      return ['open-without-address'];
    case 'ready':
    case 'listening-offline':
    case 'blocked':
    case 'ended':
    case 'denied':
      return [];
  }
}

function tryNow(trouble: TroubleView | null): readonly WayForward[] {
  return (trouble?.attempts ?? 0) >= OFFER_TRY_AFTER_ATTEMPTS ? ['try-now'] : [];
}

/** Trying again in the same browser would only fail again. */
function isOfThisBrowser(kind: Extract<JoinStatus, { kind: 'failed' }>['problem']['kind']): boolean {
  return kind === 'codec-not-supported' || kind === 'browser-not-supported';
}
