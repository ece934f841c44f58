import { useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { AttemptMark } from '../session/audio-session.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { perspective, strokesBetween, windowAheadSeconds, type Stroke } from './line-geometry.ts';
import { createLineMotion, GLIDE_MS, type LineMotion } from './line-motion.ts';
import { lineWords } from './line-words.ts';
import type { Span } from './heard.ts';
import { usePageSession, useSession } from './session-context.tsx';
import { useJoinStatus } from './use-join-status.ts';
import { useSchedule } from './use-schedule.ts';
import { useSteady } from './use-steady.ts';

/**
 * The picture of the broadcast. Everything on it lies on one axis of time, and the playhead ("now") never moves:
 * the broadcast flows through it. What is in hand comes in from the right as a solid bar and leaves to the left as
 * the thin line of what was heard.
 *
 * React places a stroke once; the flow is one transform per track and second, glided by the compositor.
 */
export function TheLine(): ReactNode {
  const session = usePageSession();
  const i18n = useI18n();
  const source = useMemo(() => createLineMotion(session, session.ticker), [session]);
  const motion = useSyncExternalStore(source.subscribe, source.current);
  const playback = useSession((state) => state.playback.kind);
  const link = useSession((state) => state.link.kind);
  const hasSlots = useSession((state) => (state.feed?.slots.length ?? 0) > 0);
  const inHandSeconds = useSession((state) => Math.max(0, Math.floor(state.position.inHandSeconds)));
  const lostSeconds = useSession((state) => state.feed?.lostSeconds ?? 0);
  const schedule = useSchedule();
  const kind = hasSlots ? 'media' : playback === 'joining' ? 'joining' : 'waiting';
  const words = lineWords(
    {
      kind,
      start: schedule && { wallMs: schedule.startMs, passed: schedule.secondsToStart <= 0 },
      heardSeconds: motion.heard.totalSeconds,
      inHandSeconds,
      latencySeconds: motion.latencySeconds,
      lostSeconds,
    },
    i18n,
  );
  const label = useSteady(words, `${kind} ${playback} ${i18n.locale}`, WORDS_HOLD_MS);
  return (
    <div className="line" role="img" aria-label={label} data-playback={playback} data-link={link}>
      {hasSlots ? (
        <FlowingLine motion={motion} inHandSeconds={inHandSeconds} />
      ) : (
        <WaitingLine nowMs={motion.nowMs} />
      )}
      <div className="line-playhead" />
    </div>
  );
}

/** The text alternative changes no faster than somebody could follow it. */
const WORDS_HOLD_MS = 10_000;

/** Transforms are kept small: after this many seconds the tracks are laid anew from a nearer origin. */
const ORIGIN_STEP_SECONDS = 600;
const ORIGIN_STEP_MS = ORIGIN_STEP_SECONDS * 1000;
/** At the coarsest the past takes about half as much room as what is ahead. */
const PAST_SHARE = 0.6;

/** The line of a broadcast that is there: linear time, in seconds of the media timeline. */
function FlowingLine(props: { readonly motion: LineMotion; readonly inHandSeconds: number }): ReactNode {
  const { motion, inHandSeconds } = props;
  const i18n = useI18n();
  const slots = useSession((state) => state.feed?.slots);
  const edgeSeconds = useSession((state) => state.feed?.edgeSeconds ?? null);
  const ended = useSession((state) => state.feed?.ended ?? false);
  const attempts = useSession((state) => state.attempts);
  const behindSeconds = useSession(({ position }) =>
    position.latencySeconds === null ? null : Math.round(position.latencySeconds),
  );
  const { positionSeconds } = motion;
  const listedAheadSeconds = edgeSeconds === null ? 0 : edgeSeconds - positionSeconds;
  const liveSeconds = ended ? listedAheadSeconds : (motion.latencySeconds ?? listedAheadSeconds);
  const windowSeconds = useWindow(Math.max(liveSeconds, inHandSeconds, listedAheadSeconds));
  const originSeconds = Math.floor(positionSeconds / ORIGIN_STEP_SECONDS) * ORIGIN_STEP_SECONDS;
  const epochMs = Math.floor(motion.nowMs / ORIGIN_STEP_MS) * ORIGIN_STEP_MS;
  const trackStyle = { '--shift': originSeconds - positionSeconds };
  const ahead = strokesBetween(
    slots ?? [],
    positionSeconds - FORETOLD_SECONDS,
    positionSeconds + windowSeconds,
  );
  const past = recentPast(motion, windowSeconds * PAST_SHARE);
  return (
    <div key={windowSeconds} className="line-field" style={{ '--window': windowSeconds }}>
      <div className="line-past">
        <div key={originSeconds} className="line-track" style={trackStyle}>
          {past.map((span) => (
            <HeardStroke key={span.startSeconds} span={span} originSeconds={originSeconds} />
          ))}
        </div>
      </div>
      <div className="line-ahead">
        <div key={originSeconds} className="line-track" style={trackStyle}>
          {ahead.map((stroke) => (
            <SegmentStroke key={stroke.key} stroke={stroke} originSeconds={originSeconds} />
          ))}
        </div>
      </div>
      <div
        key={epochMs}
        className="line-track line-knocks"
        style={{ '--shift': liveSeconds - (motion.nowMs + GLIDE_MS - epochMs) / 1000 }}
      >
        {attempts.map((attempt) => (
          <i
            key={attempt.id}
            className="knock"
            data-outcome={attempt.outcome}
            data-fresh={isFresh(attempt, motion.nowMs)}
            style={{ '--from': (attempt.atMs - epochMs) / 1000 }}
          />
        ))}
      </div>
      <div className="line-track line-live" style={{ '--shift': liveSeconds }}>
        <span className="line-live-label">
          {ended
            ? i18n.t('line.end')
            : behindSeconds === null
              ? i18n.t('line.live')
              : i18n.t('latency.behind', { span: i18n.span(behindSeconds) })}
        </span>
      </div>
      {inHandSeconds > 0 && (
        <span className="line-caption">{i18n.t('ticker.inHand', { span: i18n.span(inHandSeconds) })}</span>
      )}
    </div>
  );
}

/** Longer than a glide and a reading together: what is heard until the next tick is drawn already, and cut off at the playhead. */
const FORETOLD_SECONDS = 3;

/** What was heard lately, up to the playhead and, hidden beyond it, what will have been heard a moment later. */
function recentPast({ heard, positionSeconds }: LineMotion, keptSeconds: number): readonly Span[] {
  return heard.spans
    .filter((span) => span.endSeconds > positionSeconds - keptSeconds)
    .map((span) =>
      span.endSeconds === heard.last?.positionSeconds
        ? { ...span, endSeconds: span.endSeconds + FORETOLD_SECONDS }
        : span,
    );
}

/** The scale of the line, which depends on the scale before: it changes late and in few steps. */
function useWindow(neededSeconds: number): number {
  const [windowSeconds, setWindowSeconds] = useState(() => windowAheadSeconds(null, neededSeconds));
  const next = windowAheadSeconds(windowSeconds, neededSeconds);
  if (next !== windowSeconds) setWindowSeconds(next);
  return next;
}

function HeardStroke(props: { readonly span: Span; readonly originSeconds: number }): ReactNode {
  const { startSeconds, endSeconds } = props.span;
  return (
    <i
      className="stroke stroke-heard"
      style={{ '--from': startSeconds - props.originSeconds, '--span': endSeconds - startSeconds }}
    />
  );
}

function SegmentStroke(props: { readonly stroke: Stroke; readonly originSeconds: number }): ReactNode {
  const { kind, startSeconds, durationSeconds, fraction } = props.stroke;
  return (
    <i
      className="stroke stroke-segment"
      data-kind={kind}
      style={{
        '--from': startSeconds - props.originSeconds,
        '--span': durationSeconds,
        '--fraction': fraction,
      }}
    />
  );
}

/** Only a new attempt pulses: not the old ones too whenever they are drawn again at another scale. */
const FRESH_MS = 2500;

function isFresh({ atMs }: AttemptMark, nowMs: number): boolean {
  return nowMs - atMs < FRESH_MS;
}

/** The line of a broadcast that is not there yet: time in perspective around now, the announced start as a mark. */
function WaitingLine(props: { readonly nowMs: number }): ReactNode {
  const i18n = useI18n();
  const attempts = useSession((state) => state.attempts);
  const schedule = useSchedule();
  const status = useJoinStatus();
  const overdue =
    (status.kind === 'ready' || status.kind === 'waiting') &&
    status.phase === 'late' &&
    schedule !== null &&
    schedule.secondsToStart < 0;
  return (
    <div className="line-field line-waiting">
      <i className="line-rest" />
      {schedule && (
        <>
          {overdue && <i className="line-overdue" style={{ '--at': perspective(schedule.secondsToStart) }} />}
          <div
            className="line-mark"
            data-side={schedule.secondsToStart < 0 ? 'past' : 'ahead'}
            style={{ '--at': perspective(schedule.secondsToStart) }}
          >
            <span className="line-mark-label">{i18n.time(schedule.startMs)}</span>
          </div>
        </>
      )}
      {attempts.map((attempt) => (
        <i
          key={attempt.id}
          className="knock knock-waiting"
          data-outcome={attempt.outcome}
          data-fresh={isFresh(attempt, props.nowMs)}
          style={{ '--at': perspective((attempt.atMs - props.nowMs - GLIDE_MS) / 1000) }}
        />
      ))}
    </div>
  );
}
