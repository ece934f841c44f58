import { segmentSeconds } from './media-library.ts';

/** What of a scenario decides which segments exist when. Seconds since the evening began. */
export interface Broadcast {
  /** When the playlists appear: at that second the first segment is complete. May lie before the beginning. */
  readonly startsAtSeconds: number;
  /** When the broadcast is over; null: never. */
  readonly endsAtSeconds: number | null;
  readonly playlist: 'sliding' | 'event';
  readonly windowSegments: number;
}

/** Media sequence numbers, both included. */
export type LiveWindow =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'open'; readonly first: number; readonly last: number; readonly ended: boolean };

/** Which segments a media playlist lists at that moment. The first segment of the stream has number 0. */
export function liveWindow(broadcast: Broadcast, elapsedSeconds: number): LiveWindow {
  const end = broadcast.endsAtSeconds ?? Infinity;
  const last = Math.floor((Math.min(elapsedSeconds, end) - broadcast.startsAtSeconds) / segmentSeconds);
  if (last < 0) return { kind: 'not-started' };
  const first = broadcast.playlist === 'event' ? 0 : Math.max(0, last + 1 - broadcast.windowSegments);
  return { kind: 'open', first, last, ended: elapsedSeconds >= end };
}

/**
 * Whether a segment can be had. One that has left the playlist stays for its own duration and that of the longest
 * playlist that listed it (RFC 8216bis 6.2.2), and not a moment longer.
 */
export function isAvailable(broadcast: Broadcast, window: LiveWindow, sequence: number): boolean {
  if (window.kind === 'not-started') return false;
  const grace = broadcast.playlist === 'event' ? 0 : broadcast.windowSegments + 1;
  return sequence >= window.first - grace && sequence >= 0 && sequence <= window.last;
}

/** When a segment's first sample was spoken, in seconds since the evening began. */
export function segmentStartSeconds(broadcast: Broadcast, sequence: number): number {
  return broadcast.startsAtSeconds + (sequence - 1) * segmentSeconds;
}
