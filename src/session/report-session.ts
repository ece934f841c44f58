import type { Fetch } from '../network/attempt.ts';
import type { Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import type { Engine, EngineEvent } from '../playback/engine.ts';
import { postReports } from '../reporting/post-reports.ts';
import type { PlayerState, ReportEvent } from '../reporting/report.ts';
import { createReporter, type Reporter } from '../reporting/reporter.ts';
import { createSessionId } from '../reporting/session-id.ts';
import type { SessionState } from './audio-session.ts';
import type { AudioSession } from './create-session.ts';
import { inTrouble } from './link-state.ts';
import {
  maySendReports,
  nextMarks,
  type PlaybackMarks,
  playerState,
  problemEvent,
  reportsUrl,
  responseEvent,
} from './report-state.ts';

/** CTA-5004-B's own interval of `t`. */
const HEARTBEAT_MS = 30_000;

/** What becomes of the page. A listener without a page is never hidden and never told anything. */
export interface PageLife {
  isHidden(): boolean;
  /** `left` may be followed by `back`, from the browser's back/forward cache. Returns a disposer. */
  subscribe(listener: (event: 'hidden' | 'left' | 'back') => void): () => void;
}

export interface ReportSessionOptions {
  readonly store: Pick<AudioSession['store'], 'getState' | 'subscribe'>;
  readonly engine: Pick<Engine, 'subscribe' | 'position'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: Fetch;
  readonly page: PageLife;
  /** Uniform in [0, 1): whether this listener is among those who report. */
  readonly ticket: number;
  /** Since when playback has been what it is now, milliseconds of the Clock. */
  readonly playbackSinceMs: number;
}

const isHeld = (admission: SessionState['admission']) => admission !== null && admission.kind !== 'in';

/**
 * Tells producers how one session fares, for as long as the broadcast document asks for it (DESIGN, Reports). It only
 * listens: nothing of the session waits for it. Runs without a page too. Returns a disposer.
 */
export function reportSession(options: ReportSessionOptions): () => void {
  const { store, engine, clock, random, page } = options;
  const sessionId = createSessionId(random);
  let sequence = 0;
  let playback = store.getState().playback;
  let marks: PlaybackMarks = { kind: playback.kind, sinceMs: options.playbackSinceMs, joinTimeMs: null };
  let state = playerState(playback.kind, null);
  let hasLeft = false;
  let url: string | null = null;
  let reporter: Reporter | null = null;
  let cancelHeartbeat: (() => void) | null = null;

  const report = (
    event: ReportEvent,
    as: PlayerState | null,
    starvedMs: number | null = null,
    pathwayId?: string,
  ) => {
    const { broadcast, link, feed, clockOffsetMs, admission } = store.getState();
    if (reporter === null || as === null || hasLeft || broadcast.kind !== 'loaded') return;
    const position = engine.position();
    const rendition = feed?.renditions.find(({ id }) => id === feed.renditionId);
    // CTA-5004-B: of an `rr`, `ts` is when the request was made.
    const agoMs = event.kind === 'rr' ? event.elapsedMs : 0;
    reporter.add({
      event,
      sessionId,
      contentId: broadcast.document.id,
      sequence: sequence++,
      atMs: clock.wallNow() + clockOffsetMs - agoMs,
      state: as,
      inHandSeconds: Math.max(0, position.inHandSeconds),
      bitrateBps: rendition?.bandwidthBps ?? null,
      latencySeconds: position.latencySeconds,
      starvedMs,
      joinTimeMs: marks.joinTimeMs,
      hidden: page.isHidden(),
      link: link.kind,
      attempts: inTrouble(link) ? link.attempts : 0,
      pathwayId: pathwayId ?? feed?.pathwayId ?? null,
      revision: broadcast.document.revision ?? null,
      held: as === 'w' && isHeld(admission),
    });
  };

  const beat = (delayMs: number) => {
    cancelHeartbeat?.();
    cancelHeartbeat = clock.setTimer(() => {
      // Whoever has left or heard the end has nothing more to tell.
      if (state !== 'q' && state !== 'e') report({ kind: 't' }, state);
      beat(HEARTBEAT_MS);
    }, delayMs);
  };

  const turnOff = () => {
    cancelHeartbeat?.();
    cancelHeartbeat = null;
    reporter?.dispose();
    reporter = null;
  };

  /** Begins, ends or turns to another collector, as the document says now. */
  const follow = () => {
    const wanted = reportsUrl(store.getState().broadcast, options.ticket);
    if (wanted === url) return;
    turnOff();
    url = wanted;
    if (wanted === null) return;
    reporter = createReporter({
      clock,
      random,
      post: (body) => postReports(wanted, body, options),
      maySend: () => maySendReports(store.getState(), wanted),
    });
    // Anywhere within the interval: those who began together do not beat together.
    beat(random() * HEARTBEAT_MS);
    if (state !== 'q') report({ kind: 'ps' }, state);
  };

  const onPlayback = () => {
    const before = state;
    const next = nextMarks(marks, playback.kind, clock.now());
    marks = next.marks;
    state = playerState(playback.kind, before);
    if (state !== before) report({ kind: 'ps' }, state, next.starvedMs);
    if (playback.kind === 'failed') report(problemEvent(playback.problem), state);
  };

  const onEngineEvent = (event: EngineEvent) => {
    if (event.type === 'media-fault') report({ kind: 'e', code: event.type, failure: 'media' }, state);
    if (event.type !== 'feed' || event.event.type !== 'answer') return;
    const failed = responseEvent(event.event, store.getState().feed);
    if (failed !== null) report(failed, state, null, event.event.pathwayId);
  };

  let followed = store.getState().broadcast;
  let wasHeld = isHeld(store.getState().admission);
  const disposers = [
    store.subscribe((next) => {
      if (next.broadcast !== followed) {
        followed = next.broadcast;
        follow();
      }
      const held = isHeld(next.admission);
      // Whoever waited for the start now waits for their turn: the same state, and other news.
      const isNews = held && !wasHeld && next.playback === playback;
      wasHeld = held;
      if (isNews && state === 'w') report({ kind: 'ps' }, state);
      if (next.playback === playback) return;
      playback = next.playback;
      onPlayback();
    }),
    engine.subscribe(onEngineEvent),
    page.subscribe((event) => {
      switch (event) {
        case 'hidden':
          reporter?.flush();
          return;
        case 'left':
          if (state !== 'q') report({ kind: 'ps' }, state === null ? null : 'q');
          hasLeft = true;
          reporter?.leave();
          return;
        case 'back':
          hasLeft = false;
          if (state !== 'q') report({ kind: 'ps' }, state);
          return;
      }
    }),
  ];
  follow();
  return () => {
    turnOff();
    for (const dispose of disposers) dispose();
  };
}
