import type { FeedSnapshot } from '../playback/engine.ts';
import type { SessionState } from '../session/audio-session.ts';
import type { FailureTally, History, Moment, PathwayTally } from '../session/history.ts';
import type { JoinStatus } from '../session/join-status.ts';
import { reducedUrl, withoutSecrets } from './reduced-url.ts';
import { reducedUserAgent } from './user-agent.ts';

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
  /** Null before the code that keeps it is here. */
  readonly history: History | null;
}

/** A moment of the session's Clock as it is told: on the wall, and how long ago. */
export interface Told {
  /** ISO 8601. */
  readonly at: string;
  readonly secondsAgo: number;
}

export type ToldMoment = Told & WithoutTime<Moment>;
type WithoutTime<Kind> = Kind extends unknown ? Omit<Kind, 'atMs'> : never;

/** What the history adds to the report. */
export interface ToldHistory {
  readonly began: Told;
  readonly timeline: readonly ToldMoment[];
  /** Older moments that were not kept. */
  readonly forgotten: number;
  readonly requests: readonly {
    readonly pathway: string;
    readonly asked: number;
    readonly ok: number;
    readonly failed: number;
  }[];
  readonly failures: readonly {
    readonly pathway: string;
    readonly what: FailureTally['what'];
    readonly failure: FailureTally['failure'];
    readonly status: number | null;
    readonly count: number;
    readonly first: Told;
    readonly last: Told;
    readonly where: string;
  }[];
}

export interface DetailsReport {
  readonly holdline: string;
  /** ISO 8601. */
  readonly at: string;
  readonly browser: string;
  readonly history: ToldHistory | null;
  readonly [fact: string]: unknown;
}

/**
 * All that helps to understand one listener's trouble, as plain data: the one report that can be copied or saved. No
 * identifier, and no address but origin and path of what has failed: a stream's URL may carry a token.
 */
export function detailsReport(state: SessionState, status: JoinStatus, page: PageFacts): DetailsReport {
  const { feed, broadcast } = state;
  return {
    holdline: page.version,
    at: new Date(page.wallNowMs).toISOString(),
    browser: reducedUserAgent(page.userAgent),
    language: page.language,
    status: withoutUrl(status),
    playback: withoutUrl(state.playback),
    link: state.link,
    admission: state.admission?.kind ?? null,
    programme: state.programme,
    position: state.position,
    output: state.output,
    rate: state.rate,
    clockOffsetMs: state.clockOffsetMs,
    broadcast: broadcastReport(broadcast),
    feed: feed && feedReport(feed),
    pathwaySwitch: state.pathwaySwitch && {
      from: withoutSecrets(state.pathwaySwitch.fromId),
      to: withoutSecrets(state.pathwaySwitch.toId),
      secondsAgo: secondsAgo(state.pathwaySwitch.atMs, page),
    },
    usualLatencySeconds: state.usualLatencySeconds,
    attemptCount: state.attemptCount,
    attempts: state.attempts.map(({ atMs, outcome }) => ({
      secondsAgo: secondsAgo(atMs, page),
      outcome,
    })),
    history: page.history && historyReport(page.history, page),
  };
}

function historyReport(history: History, page: PageFacts): ToldHistory {
  const requests = ({ id, asked, ok, failed }: PathwayTally) => ({
    pathway: withoutSecrets(id),
    asked,
    ok,
    failed,
  });
  return {
    began: told(history.beganAtMs, page),
    timeline: history.moments.map((moment) => toldMoment(moment, page)),
    forgotten: history.forgotten,
    requests: history.pathways.map(requests),
    failures: history.failures.map(
      ({ pathwayId, what, failure, status, count, firstAtMs, lastAtMs, url }) => ({
        pathway: withoutSecrets(pathwayId),
        what,
        failure,
        status,
        count,
        where: reducedUrl(url),
        first: told(firstAtMs, page),
        last: told(lastAtMs, page),
      }),
    ),
  };
}

function toldMoment({ atMs, ...moment }: Moment, page: PageFacts): ToldMoment {
  const time = told(atMs, page);
  switch (moment.kind) {
    case 'pathway':
      return { ...time, ...moment, from: withoutSecrets(moment.from), to: withoutSecrets(moment.to) };
    case 'media-fault':
      return { ...time, ...moment, message: withoutSecrets(moment.message) };
    default:
      return { ...time, ...moment };
  }
}

function told(atMs: number, page: PageFacts): Told {
  return {
    at: new Date(page.wallNowMs - page.nowMs + atMs).toISOString(),
    secondsAgo: secondsAgo(atMs, page),
  };
}

function secondsAgo(atMs: number, { nowMs }: PageFacts): number {
  return Math.round((nowMs - atMs) / 100) / 10;
}

function broadcastReport(broadcast: SessionState['broadcast']): object {
  switch (broadcast.kind) {
    case 'loaded':
      return {
        kind: broadcast.kind,
        id: withoutSecrets(broadcast.document.id),
        state: broadcast.document.state,
      };
    case 'malformed':
      return { kind: broadcast.kind, message: withoutSecrets(broadcast.message) };
    default:
      return { kind: broadcast.kind };
  }
}

/** Named one by one: what a feed comes to carry (captions, titles) is not told by itself. */
function feedReport(feed: FeedSnapshot): object {
  const segments: Partial<Record<SegmentKind, number>> = {};
  const gaps: Record<string, number> = {};
  for (const { state } of feed.slots) {
    segments[state.kind] = (segments[state.kind] ?? 0) + 1;
    if (state.kind === 'gap') gaps[state.reason] = (gaps[state.reason] ?? 0) + 1;
  }
  const sound = (id: string | null) => {
    const rendition = feed.renditions.find((one) => one.id === id);
    return rendition === undefined
      ? null
      : { bandwidthBps: rendition.bandwidthBps, codecs: rendition.codecs };
  };
  return {
    phase: feed.phase.kind,
    pathway: feed.pathwayId === null ? null : withoutSecrets(feed.pathwayId),
    pathwayCount: feed.pathwayCount,
    rendition: sound(feed.renditionId),
    renditions: feed.renditions.map(({ id }) => sound(id)),
    segments,
    gaps,
    keptFromSeconds: feed.keptFromSeconds,
    seekableFromSeconds: feed.seekableFromSeconds,
    edgeSeconds: feed.edgeSeconds,
    targetDurationSeconds: feed.targetDurationSeconds,
    lostSeconds: feed.lostSeconds,
    throughputBps: feed.throughputBps,
    audioTracks: feed.audioTracks.length,
    textTracks: feed.textTracks.length,
    ended: feed.ended,
  };
}

function withoutUrl(told: JoinStatus | SessionState['playback']): object {
  if (!('problem' in told)) return told;
  const { problem } = told;
  if ('message' in problem)
    return { ...told, problem: { ...problem, message: withoutSecrets(problem.message) } };
  return { ...told, problem: 'url' in problem ? { kind: problem.kind } : problem };
}
