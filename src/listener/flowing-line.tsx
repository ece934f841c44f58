import { useState, type ReactNode } from 'react';
import { useI18n } from '../ui/i18n-context.tsx';
import type { Span } from './heard.ts';
import { isFreshKnock } from './knock.ts';
import type { Grip } from './line-drag.ts';
import { LineField } from './line-field.tsx';
import { GLIDE_MS } from './line-geometry.ts';
import type { LineMotion } from './line-motion.ts';
import type { Reach } from './line-reach.ts';
import {
  neededForPastSeconds,
  pastStrokes,
  strokesBetween,
  windowAheadSeconds,
  windowForHand,
} from './line-strokes.ts';
import { MarkFlags } from './mark-flags.tsx';
import { useSession } from './session-context.tsx';
import { HeardStroke, PastStrokeView, SegmentStroke } from './strokes.tsx';

/** Transforms are kept small: after this many seconds the tracks are laid anew from a nearer origin. */
const ORIGIN_STEP_SECONDS = 600;
const ORIGIN_STEP_MS = ORIGIN_STEP_SECONDS * 1000;
/** Longer than a glide and a reading together: what is heard until the next tick is drawn already, and cut off at the playhead. */
const FORETOLD_SECONDS = 5;

/**
 * A live broadcast: linear time, in seconds of the media timeline. What is in hand comes in from the right as a solid bar
 * and leaves to the left as the thin line of what was heard.
 *
 * React places a stroke once; the flow is one transform per track and second, glided by the compositor.
 */
export function FlowingLine(props: {
  readonly motion: LineMotion;
  readonly reach: Reach;
  readonly grip: Grip | null;
  readonly inHandSeconds: number;
}): ReactNode {
  const { motion, grip, inHandSeconds } = props;
  const i18n = useI18n();
  const slots = useSession((state) => state.feed?.slots) ?? [];
  const edgeSeconds = useSession((state) => state.feed?.edgeSeconds ?? null);
  const keptFromSeconds = useSession((state) => state.feed?.keptFromSeconds ?? null);
  const ended = useSession((state) => state.feed?.ended ?? false);
  const attempts = useSession((state) => state.attempts);
  const reach = grip?.reach ?? props.reach;
  // Under a hand the broadcast stands still.
  const positionSeconds = grip?.reach.positionSeconds ?? motion.positionSeconds;
  const listedAheadSeconds = edgeSeconds === null ? 0 : edgeSeconds - positionSeconds;
  const liveSeconds = ended
    ? listedAheadSeconds
    : ((grip === null ? motion.latencySeconds : grip.reach.behindSeconds) ?? listedAheadSeconds);
  const aheadSeconds = Math.max(liveSeconds, inHandSeconds, listedAheadSeconds);
  const pastSeconds = positionSeconds - reach.fromSeconds;
  const usualWindowSeconds = useWindow(
    Math.max(aheadSeconds, reach.isBehind ? neededForPastSeconds(pastSeconds, aheadSeconds) : 0),
  );
  const windowSeconds =
    grip === null ? usualWindowSeconds : windowForHand(usualWindowSeconds, pastSeconds, aheadSeconds);
  const sight =
    grip === null
      ? { from: positionSeconds - windowSeconds, to: positionSeconds + windowSeconds }
      : { from: reach.fromSeconds, to: positionSeconds + aheadSeconds };
  const originSeconds = Math.floor(positionSeconds / ORIGIN_STEP_SECONDS) * ORIGIN_STEP_SECONDS;
  const epochMs = Math.floor(motion.nowMs / ORIGIN_STEP_MS) * ORIGIN_STEP_MS;
  const trackStyle = { '--shift': originSeconds - positionSeconds };
  const ahead = strokesBetween(
    slots,
    grip === null ? positionSeconds - FORETOLD_SECONDS : sight.from,
    sight.to,
  );
  const past = pastStrokes(
    slots,
    Math.max(reach.fromSeconds, sight.from),
    keptFromSeconds,
    grip === null ? positionSeconds + FORETOLD_SECONDS : sight.to,
  );
  return (
    <LineField key={usualWindowSeconds} kind="flowing" windowSeconds={windowSeconds}>
      <div className="line-past">
        <div key={originSeconds} className="line-track" style={trackStyle}>
          {past.map((stroke) => (
            <PastStrokeView key={stroke.startSeconds} stroke={stroke} originSeconds={originSeconds} />
          ))}
          {heardLately(motion, sight.from).map((span) => (
            <HeardStroke key={span.startSeconds} span={span} originSeconds={originSeconds} />
          ))}
          {reach.fromSeconds > sight.from && (
            <i className="line-from" style={{ '--from': reach.fromSeconds - originSeconds }} />
          )}
        </div>
      </div>
      <div className="line-ahead">
        <div key={originSeconds} className="line-track" style={trackStyle}>
          {ahead.map((stroke) => (
            <SegmentStroke key={stroke.key} stroke={stroke} originSeconds={originSeconds} />
          ))}
        </div>
      </div>
      <div key={originSeconds} className="line-track line-marks" style={trackStyle}>
        <MarkFlags originSeconds={originSeconds} windowSeconds={windowSeconds} endSeconds={null} />
      </div>
      <div
        key={`knocks ${epochMs}`}
        className="line-track line-knocks"
        style={{ '--shift': liveSeconds - (motion.nowMs + GLIDE_MS - epochMs) / 1000 }}
      >
        {attempts.map((attempt) => (
          <i
            key={attempt.id}
            className="knock"
            data-outcome={attempt.outcome}
            data-fresh={isFreshKnock(attempt, motion.nowMs)}
            style={{ '--from': (attempt.atMs - epochMs) / 1000 }}
          />
        ))}
      </div>
      <div className="line-track line-live" style={{ '--shift': liveSeconds }}>
        <span className="line-live-label" dir="auto">
          {i18n.t(ended ? 'line.end' : 'line.live')}
        </span>
      </div>
      {inHandSeconds > 0 && (
        <span className="line-caption" dir="auto">
          {i18n.t('ticker.inHand', { span: i18n.span(inHandSeconds) })}
        </span>
      )}
      <div className="line-playhead" />
    </LineField>
  );
}

/** What was heard of what is in sight and, hidden beyond the playhead, what will have been heard a moment later. */
function heardLately({ heard }: LineMotion, fromSeconds: number): readonly Span[] {
  return heard.spans
    .filter((span) => span.endSeconds > fromSeconds)
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
