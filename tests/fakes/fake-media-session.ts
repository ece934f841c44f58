/** What a page has told the lock screen, and its buttons to press. */
export interface FakeMediaSession {
  metadata: MediaMetadata | null;
  playbackState: MediaSessionPlaybackState;
  readonly handlers: Map<string, MediaSessionActionHandler>;
  /** Every position that was told, null for "none". */
  readonly positions: (MediaPositionState | null)[];
  setActionHandler(action: string, handler: MediaSessionActionHandler | null): void;
  setPositionState(state?: MediaPositionState): void;
  /** Nothing happens where no button is shown. */
  press(details: MediaSessionActionDetails): void;
}

/** `unknown`: actions that this browser throws at. `endless`: whether it takes an infinite duration. */
export function createFakeMediaSession({
  unknown = [],
  endless = true,
}: { readonly unknown?: readonly string[]; readonly endless?: boolean } = {}): FakeMediaSession {
  const handlers = new Map<string, MediaSessionActionHandler>();
  const positions: (MediaPositionState | null)[] = [];
  return {
    metadata: null,
    playbackState: 'none',
    handlers,
    positions,
    setActionHandler(action, handler) {
      if (unknown.includes(action)) throw new TypeError(`${action} is not a MediaSessionAction`);
      if (handler === null) handlers.delete(action);
      else handlers.set(action, handler);
    },
    setPositionState(state) {
      const { duration, position = 0 } = state ?? {};
      if (duration !== undefined && (position > duration || (!endless && duration === Infinity)))
        throw new TypeError('not a position');
      positions.push(state ?? null);
    },
    press: (details) => handlers.get(details.action)?.(details),
  };
}
