/** Whether the browser says that there is a network. "Yes" promises nothing; "no" can be believed. */
export interface OnlineStatus {
  isOnline(): boolean;
  /** Told on change only. The browser is listened to while somebody is subscribed. Returns a disposer. */
  subscribe(listener: (online: boolean) => void): () => void;
}

export interface OnlineSource {
  /** Where `online` and `offline` are told; null where nobody tells (Node). */
  readonly target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | null;
  readonly isOnline: () => boolean;
}

export function createOnlineStatus(source: OnlineSource = browserSource()): OnlineStatus {
  const listeners = new Set<(online: boolean) => void>();
  let told = true;
  // The events only say when to look: `online` of one network may come after `offline` of the next.
  const look = () => {
    const online = source.isOnline();
    if (online === told) return;
    told = online;
    for (const listener of [...listeners]) listener(online);
  };
  return {
    isOnline: source.isOnline,
    subscribe(listener) {
      // Of its own, so that a function that is subscribed twice is told twice and can leave once.
      const own = (online: boolean) => listener(online);
      if (listeners.size === 0) {
        told = source.isOnline();
        source.target?.addEventListener('online', look);
        source.target?.addEventListener('offline', look);
      }
      listeners.add(own);
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        source.target?.removeEventListener('online', look);
        source.target?.removeEventListener('offline', look);
      };
    },
  };
}

/** The page or worker that this runs in. Node has a `navigator` too, but without `onLine`: always online. */
function browserSource(): OnlineSource {
  const canTell = typeof globalThis.addEventListener === 'function';
  return {
    target: canTell ? globalThis : null,
    isOnline: () => typeof navigator === 'undefined' || (navigator as Partial<Navigator>).onLine !== false,
  };
}
