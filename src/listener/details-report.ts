import type { FeedSnapshot } from '../playback/engine.ts';
import type { SessionState } from '../session/audio-session.ts';
import type { JoinStatus } from '../session/join-status.ts';

type SegmentKind = FeedSnapshot['slots'][number]['state']['kind'];

/** What the page knows beside the session. */
export interface PageFacts {
  readonly version: string;
  /** Wall-clock milliseconds since the epoch. */
  readonly wallNowMs: number;
  /** Milliseconds of the session's Clock. */
  readonly nowMs: number;
  readonly userAgent: string;
  readonly language: string;
}

/**
 * All that helps to understand one listener's trouble, as plain data for "Copy as JSON". No identifier and no
 * address: a stream's URL may carry a token.
 */
export function detailsReport(state: SessionState, status: JoinStatus, page: PageFacts): object {
  const { feed, broadcast } = state;
  return {
    holdline: page.version,
    at: new Date(page.wallNowMs).toISOString(),
    browser: page.userAgent,
    language: page.language,
    status: withoutUrl(status),
    playback: withoutUrl(state.playback),
    link: state.link,
    admission: state.admission?.kind ?? null,
    programme: state.programme,
    position: state.position,
    output: state.output,
    clockOffsetMs: state.clockOffsetMs,
    broadcast:
      broadcast.kind === 'loaded'
        ? { kind: broadcast.kind, id: broadcast.document.id, state: broadcast.document.state }
        : broadcast,
    feed: feed && feedReport(feed),
    pathwaySwitch: state.pathwaySwitch && {
      from: state.pathwaySwitch.fromId,
      to: state.pathwaySwitch.toId,
      secondsAgo: secondsAgo(state.pathwaySwitch.atMs, page),
    },
    usualLatencySeconds: state.usualLatencySeconds,
    attemptCount: state.attemptCount,
    attempts: state.attempts.map(({ atMs, outcome }) => ({
      secondsAgo: secondsAgo(atMs, page),
      outcome,
    })),
  };
}

function secondsAgo(atMs: number, { nowMs }: PageFacts): number {
  return Math.round((nowMs - atMs) / 100) / 10;
}

function feedReport({ slots, renditions, phase, ...facts }: FeedSnapshot): object {
  const segments: Partial<Record<SegmentKind, number>> = {};
  for (const { state } of slots) segments[state.kind] = (segments[state.kind] ?? 0) + 1;
  const rendition = renditions.find(({ id }) => id === facts.renditionId) ?? null;
  return { ...facts, phase: phase.kind, rendition, segments };
}

function withoutUrl(told: JoinStatus | SessionState['playback']): object {
  if (!('problem' in told)) return told;
  const { problem } = told;
  return { ...told, problem: 'url' in problem ? { kind: problem.kind } : problem };
}
