import type { ReactNode } from 'react';
import { useI18n } from '../ui/i18n-context.tsx';
import { LineField } from './line-field.tsx';
import type { LineMotion } from './line-motion.ts';
import type { Reach } from './line-reach.ts';
import { pastStrokes } from './line-strokes.ts';
import { MarkFlags } from './mark-flags.tsx';
import { useSession } from './session-context.tsx';
import { HeardStroke, PastStrokeView } from './strokes.tsx';
import { clockDigits } from './time-words.ts';

/** A recording, from its beginning to its end. It is all there: it stands still, and the playhead goes along it. */
export function StandingLine(props: { readonly motion: LineMotion; readonly reach: Reach }): ReactNode {
  const { motion, reach } = props;
  const i18n = useI18n();
  const slots = useSession((state) => state.feed?.slots) ?? [];
  const keptFromSeconds = useSession((state) => state.feed?.keptFromSeconds ?? null);
  const { fromSeconds, toSeconds } = reach;
  const totalSeconds = Math.max(1, toSeconds - fromSeconds);
  const playheadSeconds = Math.min(totalSeconds, motion.positionSeconds - fromSeconds);
  return (
    <LineField kind="standing" windowSeconds={totalSeconds}>
      <div className="line-track">
        {pastStrokes(slots, fromSeconds, keptFromSeconds, toSeconds).map((stroke) => (
          <PastStrokeView key={stroke.startSeconds} stroke={stroke} originSeconds={fromSeconds} />
        ))}
        {motion.heard.spans.map((span) => (
          <HeardStroke key={span.startSeconds} span={span} originSeconds={fromSeconds} />
        ))}
        <MissedStrokes originSeconds={fromSeconds} />
      </div>
      <div className="line-track line-marks">
        <MarkFlags originSeconds={fromSeconds} windowSeconds={totalSeconds} endSeconds={toSeconds} />
      </div>
      <span className="line-zero">{clockDigits(0, i18n.tag)}</span>
      <span className="line-total">{clockDigits(totalSeconds, i18n.tag)}</span>
      <div className="line-track line-moving" style={{ '--shift': playheadSeconds }}>
        <div className="line-playhead" />
      </div>
    </LineField>
  );
}

function MissedStrokes(props: { readonly originSeconds: number }): ReactNode {
  const missed = useSession((state) => state.missed);
  return missed.map(({ startSeconds, endSeconds }) => (
    <i
      key={startSeconds}
      className="stroke stroke-missed"
      style={{ '--from': startSeconds - props.originSeconds, '--span': endSeconds - startSeconds }}
    />
  ));
}
