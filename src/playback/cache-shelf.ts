import type { SegmentShelf } from '../feed/segment-shelf.ts';
import { SHELF_PREFIX } from './late-shelf.ts';

/** A cache wants addresses; no network ever sees these (RFC 6761). */
const BASE = 'https://shelf.holdline.invalid/';

/** Where a page finds them: only in secure contexts, and not always there. */
export interface ShelfPlaces {
  readonly caches: Pick<CacheStorage, 'open' | 'delete' | 'keys'>;
  readonly locks: Pick<LockManager, 'request'>;
  /** Different for each session. */
  newName(): string;
  /** Calls back when the page goes away for good; returns a disposer. */
  onLeave(leave: () => void): () => void;
}

/** Null where the browser has none, or none for this page. */
export function pagePlaces(): ShelfPlaces | null {
  const scope = globalThis as { caches?: CacheStorage; navigator: { locks?: LockManager } };
  const { caches } = scope;
  const { locks } = scope.navigator;
  if (caches === undefined || locks === undefined) return null;
  return {
    caches,
    locks,
    newName: () => crypto.randomUUID(),
    onLeave(leave) {
      const onHide = (event: PageTransitionEvent) => {
        if (!event.persisted) leave();
      };
      addEventListener('pagehide', onHide);
      return () => removeEventListener('pagehide', onHide);
    },
  };
}

/**
 * A shelf in Cache Storage, for this session alone; null where there is none to be had. Cache Storage rather than the
 * origin private file system: it is there in private windows too (Firefox since 122), where Firefox and Safari refuse
 * `navigator.storage.getDirectory()`. The session holds a Web Lock for as long as it lives, so that the shelves of
 * pages that were killed can be told from those of other tabs.
 */
export async function openCacheShelf(places: ShelfPlaces | null): Promise<SegmentShelf | null> {
  if (places === null) return null;
  const name = SHELF_PREFIX + places.newName();
  const release = await hold(places.locks, name);
  if (release === null) return null;
  const cache = await places.caches.open(name).catch(() => null);
  if (cache === null) {
    release();
    return null;
  }
  /** What is dropped makes room for what is put next. */
  let dropping: Promise<unknown> = Promise.resolve();
  const close = () => {
    stopWatching();
    void places.caches
      .delete(name)
      .catch(() => false)
      .then(release);
  };
  const stopWatching = places.onLeave(close);

  return {
    async put(key, bytes) {
      try {
        await dropping;
        await cache.put(BASE + key, new Response(bytes.slice()));
        return true;
      } catch {
        // QuotaExceededError, a full disk, or storage taken away: all the same here.
        return false;
      }
    },
    async get(key) {
      try {
        const found = await cache.match(BASE + key);
        return found === undefined ? null : new Uint8Array(await found.arrayBuffer());
      } catch {
        return null;
      }
    },
    drop(keys) {
      const deletions = keys.map((key) => cache.delete(BASE + key));
      dropping = Promise.allSettled([dropping, ...deletions]);
    },
    close,
  };
}

/** Removes the shelves of pages that were killed. */
export async function sweepShelves(places: ShelfPlaces | null): Promise<void> {
  if (places === null) return;
  const { caches, locks } = places;
  const names = await caches.keys().catch(() => []);
  for (const name of names.filter((one) => one.startsWith(SHELF_PREFIX))) {
    await locks
      .request(name, { ifAvailable: true }, async (lock) => {
        if (lock !== null) await caches.delete(name);
      })
      .catch(() => undefined);
  }
}

/** Takes the lock and keeps it until the function that it gives is called; null when locks are refused. */
function hold(locks: ShelfPlaces['locks'], name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    locks
      .request(name, () => new Promise<void>((release) => resolve(() => release())))
      .catch(() => resolve(null));
  });
}
