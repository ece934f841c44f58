/** The browser's Media Source class; undefined where there is none. Safari on iPhone has only the managed kind. */
export function mediaSourceClass(): typeof MediaSource | undefined {
  const scope = globalThis as { ManagedMediaSource?: typeof MediaSource; MediaSource?: typeof MediaSource };
  return scope.MediaSource ?? scope.ManagedMediaSource;
}
