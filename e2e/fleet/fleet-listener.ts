import type { Address } from '../../src/broadcast/address.ts';
import { followDocument } from '../../src/broadcast/document-poller.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import type { Clock } from '../../src/network/clock.ts';
import { createOnlineStatus } from '../../src/network/online-status.ts';
import type { Random } from '../../src/network/random.ts';
import type { Engine } from '../../src/playback/engine.ts';
import { createSession, type AudioSession } from '../../src/session/create-session.ts';
import { listenerId } from '../../src/session/listener-id.ts';
import { createVirtualEngine, type Heard } from './virtual-engine.ts';

export type PlaybackKind = ReturnType<AudioSession['store']['getState']>['playback']['kind'];
export type LinkKind = ReturnType<AudioSession['store']['getState']>['link']['kind'];

/**
 * Where a session's reports are attached, before Listen is pressed. `means` are the listener's own: the fetch carries
 * its name and goes to this computer only. The disposer is called when the page is closed, before the session ends.
 */
export type AttachReporting = (
  session: AudioSession,
  engine: Engine,
  means: { readonly fetch: Fetch; readonly random: Random },
) => () => void;

export interface FleetListenerOptions {
  readonly address: Exclude<Address, { kind: 'problem' }>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly patienceSeconds: number | null;
  readonly attachReporting?: AttachReporting | undefined;
  readonly onPlayback: (from: PlaybackKind, to: PlaybackKind) => void;
  /** Their patience was over before anything was heard; they are gone. */
  readonly onLeft: (waitedSeconds: number) => void;
}

/** What became of one listener so far. */
export interface ListenerFacts extends Heard {
  readonly playback: PlaybackKind;
  readonly link: LinkKind;
  /** From the press, or the end of the waiting, to the first sound; null before it. */
  readonly joinSeconds: number | null;
}

/** One page that was opened, with somebody who pressed Listen on it. */
export interface FleetListener {
  facts(): ListenerFacts;
  /** Closes the page. */
  close(): void;
}

/** Opens a page and presses Listen: a whole session, as in a browser, but for the element. */
export function openListener(options: FleetListenerOptions): FleetListener {
  const { address, fetch, clock, random, patienceSeconds } = options;
  const engine = createVirtualEngine({ fetch, clock, random });
  const session = createSession({
    engine,
    clock,
    address,
    online: createOnlineStatus({ target: null, isOnline: () => true }),
    storage: null,
    listenerId: listenerId(null, random),
    followDocument: (url, onEvent, signal, isJoining) =>
      followDocument({ url, pageUrl: url, fetch, clock, random, signal, onEvent, isJoining }),
  });
  const detachReporting = options.attachReporting?.(session, engine, { fetch, random });
  let joiningSinceMs: number | null = null;
  let joinSeconds: number | null = null;
  let cancelImpatience: (() => void) | null = null;

  const beginToJoin = () => {
    joiningSinceMs = clock.now();
    if (patienceSeconds === null || joinSeconds !== null) return;
    cancelImpatience = clock.setTimer(() => {
      close();
      options.onLeft(patienceSeconds);
    }, patienceSeconds * 1000);
  };

  const stopWatching = session.store.subscribe(({ playback }, { playback: before }) => {
    if (playback.kind === before.kind) return;
    if (before.kind === 'joining') cancelImpatience?.();
    if (playback.kind === 'joining') beginToJoin();
    if (playback.kind === 'playing' && joiningSinceMs !== null)
      joinSeconds ??= (clock.now() - joiningSinceMs) / 1000;
    options.onPlayback(before.kind, playback.kind);
  });

  const close = () => {
    cancelImpatience?.();
    stopWatching();
    detachReporting?.();
    session.destroy();
  };

  session.commands.listen();
  return {
    facts() {
      const { playback, link } = session.store.getState();
      return { playback: playback.kind, link: link.kind, joinSeconds, ...engine.heard() };
    },
    close,
  };
}
