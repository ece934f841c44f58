/** All that Holdline keeps begins so. */
const PREFIX = 'holdline.';

/** This tab's place among those who wait is no preference: to forget it would be to draw another. Nor is a producer's work. */
const KEPT = /^holdline\.(?:listener$|producer\.)/;

type Forgetful = Pick<Storage, 'length' | 'key' | 'removeItem'>;

/** Clears what Holdline remembers in these storages, and nothing of anybody else. False if one of them refused. */
export function forgetPreferences(storages: readonly (() => Forgetful)[]): boolean {
  let done = true;
  for (const open of storages) {
    try {
      const storage = open();
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      for (const key of keys) {
        if (key.startsWith(PREFIX) && !KEPT.test(key)) storage.removeItem(key);
      }
    } catch {
      done = false;
    }
  }
  return done;
}
