const KEY = 'holdline.dismissed';
/** More than one document has announcements at a time, several evenings over. */
const MOST_KEPT = 200;

/** Announcements that a listener has put away, for as long as the tab is open. */
export interface Dismissals {
  readonly has: (documentId: string, id: string) => boolean;
  /** The dismissals with one more. */
  readonly with: (documentId: string, id: string) => Dismissals;
}

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** What was put away earlier in this visit. Where storage is refused that lasts as long as the page. */
export function readDismissals(storage: () => Store): Dismissals {
  try {
    const saved: unknown = JSON.parse(storage().getItem(KEY) ?? '[]');
    if (Array.isArray(saved)) return dismissals(saved.map(String), storage);
  } catch {
    // Refused or damaged: nothing was put away.
  }
  return dismissals([], storage);
}

function dismissals(keys: readonly string[], storage: () => Store): Dismissals {
  const keyOf = (documentId: string, id: string) => `${documentId}/${id}`;
  return {
    has: (documentId, id) => keys.includes(keyOf(documentId, id)),
    with(documentId, id) {
      const next = [...keys, keyOf(documentId, id)].slice(-MOST_KEPT);
      try {
        storage().setItem(KEY, JSON.stringify(next));
      } catch {
        // Refused or full: they stay away until the page is loaded again.
      }
      return dismissals(next, storage);
    },
  };
}
