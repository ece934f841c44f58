import type { SegmentShelf } from '../feed/segment-shelf.ts';

/** Shelves are told from other caches of the same host by their names. */
export const SHELF_PREFIX = 'holdline-shelf-';

/** The code comes only when memory runs short, which takes an hour or a long pause: most listeners never fetch it. */
export async function openShelf(): Promise<SegmentShelf | null> {
  const { openCacheShelf, pagePlaces } = await import('./cache-shelf.ts');
  return openCacheShelf(pagePlaces());
}

/** Removes what pages that were killed have left behind, where there is anything. */
export async function sweepLeftovers(): Promise<void> {
  try {
    const names = await caches.keys();
    if (!names.some((name) => name.startsWith(SHELF_PREFIX))) return;
    const { pagePlaces, sweepShelves } = await import('./cache-shelf.ts');
    await sweepShelves(pagePlaces());
  } catch {
    // No Cache Storage here, or the code could not be fetched: the next visit looks again.
  }
}
