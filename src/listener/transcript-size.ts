/** Text sizes of the transcript, in rem. */
export const TEXT_SIZES = [0.875, 1, 1.1875, 1.4375, 1.75] as const;

const USUAL = 1;
const KEY = 'holdline.transcript-size';

/** The size that was chosen last, as a place in `TEXT_SIZES`; the usual one for whatever is damaged. */
export function readTextSize(storage: () => Pick<Storage, 'getItem'>): number {
  try {
    const saved = storage().getItem(KEY);
    const size = saved === null || !/^\d$/.test(saved) ? NaN : Number(saved);
    return size < TEXT_SIZES.length ? size : USUAL;
  } catch {
    return USUAL;
  }
}

export function writeTextSize(storage: () => Pick<Storage, 'setItem'>, size: number): void {
  try {
    storage().setItem(KEY, String(size));
  } catch {
    // Full or refused: the next visit begins with the usual one.
  }
}
