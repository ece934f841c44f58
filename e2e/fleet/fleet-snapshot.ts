import type { LinkKind, ListenerFacts, PlaybackKind } from './fleet-listener.ts';

/** Somebody's place in the evening. */
export type Attendance =
  | { readonly kind: 'coming' }
  | { readonly kind: 'here'; readonly facts: ListenerFacts }
  /** Gave up before the first sound. */
  | { readonly kind: 'left' };

/** A fleet in figures. `coming`, `left` and the playback states add up to `count`, and so do the link states. */
export interface FleetSnapshot {
  readonly count: number;
  readonly coming: number;
  readonly left: number;
  readonly playback: Readonly<Record<PlaybackKind, number>>;
  readonly link: Readonly<Record<LinkKind, number>>;
  /** Of those who are here and have heard something. */
  readonly joins: {
    readonly count: number;
    readonly p50Seconds: number | null;
    readonly p95Seconds: number | null;
  };
  /** Share of the time since their first sounds in which they heard something; null before the first. */
  readonly listeningRatio: number | null;
}

/** All states, so that a figure of 0 is there too. */
const noPlayback: Readonly<Record<PlaybackKind, number>> = {
  idle: 0,
  waiting: 0,
  joining: 0,
  playing: 0,
  rebuffering: 0,
  paused: 0,
  blocked: 0,
  ended: 0,
  failed: 0,
};
const noLink: Readonly<Record<LinkKind, number>> = {
  steady: 0,
  struggling: 0,
  lost: 0,
  offline: 0,
  denied: 0,
};

export function fleetSnapshot(everybody: readonly Attendance[]): FleetSnapshot {
  const playback = { ...noPlayback };
  const link = { ...noLink };
  const joins: number[] = [];
  let coming = 0;
  let left = 0;
  let heardSeconds = 0;
  let silentSeconds = 0;
  for (const attendance of everybody) {
    if (attendance.kind === 'coming') coming += 1;
    else if (attendance.kind === 'left') left += 1;
    else {
      const { facts } = attendance;
      playback[facts.playback] += 1;
      link[facts.link] += 1;
      heardSeconds += facts.heardSeconds;
      silentSeconds += facts.silentSeconds;
      if (facts.joinSeconds !== null) joins.push(facts.joinSeconds);
    }
  }
  joins.sort((one, other) => one - other);
  const sinceFirstSounds = heardSeconds + silentSeconds;
  return {
    count: everybody.length,
    coming,
    left,
    playback,
    link,
    joins: { count: joins.length, p50Seconds: percentile(joins, 0.5), p95Seconds: percentile(joins, 0.95) },
    listeningRatio: sinceFirstSounds === 0 ? null : heardSeconds / sinceFirstSounds,
  };
}

/** The smallest value that so large a share does not exceed (nearest rank); null of nothing. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
