/**
 * Room for segments outside of memory, for one session. Nothing here ever throws: what cannot be kept, or has been
 * taken away meanwhile (a browser may evict it at any time), only shortens what is kept.
 */
export interface SegmentShelf {
  /** False when there is no room, or none any more. */
  put(name: string, bytes: Uint8Array): Promise<boolean>;
  /** Null when it is not there any more. */
  get(name: string): Promise<Uint8Array | null>;
  drop(names: readonly string[]): void;
  /** Gives all the room back. */
  close(): void;
}
