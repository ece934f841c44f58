import type { SessionState } from '../session/audio-session.ts';
import { clearlyBehind } from '../session/usual-latency.ts';

/** Where the playhead is and may be taken to, seconds of the media element's timeline. */
export interface Reach {
  /** `ending`: live is over, what is left of it is not. `recording`: there never was a live. */
  readonly kind: 'live' | 'ending' | 'recording';
  readonly fromSeconds: number;
  /** While live: where this listener is at live, which is as near to it as their join has put them. */
  readonly toSeconds: number;
  readonly positionSeconds: number;
  /** Behind what is being said; null where nothing is, or it is not known. */
  readonly behindSeconds: number | null;
  /** Clearly further behind live than the join. */
  readonly isBehind: boolean;
}

type Facts = Pick<SessionState, 'programme' | 'feed' | 'position' | 'usualLatencySeconds'>;

/** What a seek is to be; null where there is nowhere to go. */
export type Wish = { readonly kind: 'seek'; readonly seconds: number } | { readonly kind: 'live' } | null;

/** The reach of a listener; null before there is anything to reach. */
export function reachOf({ feed, position, programme, usualLatencySeconds }: Facts): Reach | null {
  const first = feed?.slots[0];
  if (feed === null || first === undefined) return null;
  const { positionSeconds, latencySeconds } = position;
  const fromSeconds = Math.min(
    positionSeconds,
    feed.seekableFromSeconds ?? feed.keptFromSeconds ?? first.startSeconds,
  );
  const edgeSeconds = Math.max(positionSeconds, feed.edgeSeconds ?? positionSeconds);
  const common = { fromSeconds, positionSeconds };
  if (programme === 'replay' || (feed.ended && usualLatencySeconds === null))
    return { ...common, kind: 'recording', toSeconds: edgeSeconds, behindSeconds: null, isBehind: false };
  if (feed.ended)
    return { ...common, kind: 'ending', toSeconds: edgeSeconds, behindSeconds: null, isBehind: false };
  const lagSeconds =
    latencySeconds === null || usualLatencySeconds === null ? 0 : latencySeconds - usualLatencySeconds;
  return {
    ...common,
    kind: 'live',
    toSeconds: positionSeconds + Math.max(0, lagSeconds),
    behindSeconds: latencySeconds,
    isBehind: latencySeconds !== null && clearlyBehind(latencySeconds, usualLatencySeconds),
  };
}

/** The same reach with the playhead elsewhere. */
export function reachFrom(reach: Reach, positionSeconds: number): Reach {
  const movedSeconds = positionSeconds - reach.positionSeconds;
  const behindSeconds = reach.behindSeconds === null ? null : reach.behindSeconds - movedSeconds;
  const usualSeconds =
    reach.behindSeconds === null ? null : reach.behindSeconds - (reach.toSeconds - reach.positionSeconds);
  return {
    ...reach,
    positionSeconds,
    behindSeconds,
    isBehind: reach.kind === 'live' && behindSeconds !== null && clearlyBehind(behindSeconds, usualSeconds),
  };
}

/** Nearer to an end than this (seconds) is at it. */
const AT_AN_END_SECONDS = 1;

export function canGoBack(reach: Reach): boolean {
  return reach.positionSeconds - reach.fromSeconds > AT_AN_END_SECONDS;
}

export function canGoOn(reach: Reach): boolean {
  return reach.kind === 'live' ? reach.isBehind : reach.toSeconds - reach.positionSeconds > AT_AN_END_SECONDS;
}

/** What it means to want to be at this moment. */
export function wishFor(reach: Reach, seconds: number): Wish {
  const target = Math.min(reach.toSeconds, Math.max(reach.fromSeconds, seconds));
  if (seconds > reach.positionSeconds && !canGoOn(reach)) return null;
  if (
    reach.kind === 'live' &&
    target > reach.toSeconds - AT_AN_END_SECONDS &&
    seconds > reach.positionSeconds
  )
    return { kind: 'live' };
  return Math.abs(target - reach.positionSeconds) < AT_AN_END_SECONDS / 2
    ? null
    : { kind: 'seek', seconds: target };
}

/** Whether there is a sound whose place can be changed. */
export function isMovable({ playback }: Pick<SessionState, 'playback'>): boolean {
  return playback.kind === 'playing' || playback.kind === 'rebuffering' || playback.kind === 'paused';
}

/** The speeds on offer. */
export const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** Nobody can hear faster than it is said. */
export function canGoFaster(reach: Reach): boolean {
  return reach.kind !== 'live' || reach.isBehind;
}

/** How fast the playhead moves while it plays, as far as the page can tell. */
export function paceOf(state: Facts & Pick<SessionState, 'rate'>): number {
  const reach = reachOf(state);
  return state.rate > 1 && (reach === null || !canGoFaster(reach)) ? 1 : state.rate;
}
