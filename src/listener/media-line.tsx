import { useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { useI18n } from '../ui/i18n-context.tsx';
import { dragOf } from './line-drag.ts';
import { FlowingLine } from './flowing-line.tsx';
import { LineGrip } from './line-grip.tsx';
import { createLineMotion, type LineMotion } from './line-motion.ts';
import { WORDS_HOLD_MS } from './line-words.ts';
import { isMovable, type Reach } from './line-reach.ts';
import { lineWords } from './media-words.ts';
import { usePageSession, useSession } from './session-context.tsx';
import { StandingLine } from './standing-line.tsx';
import { useReach } from './use-reach.ts';
import { useSteady } from './use-steady.ts';
import './media-line.css';

/**
 * The line of a broadcast that is there, and the control that lies over it. A live broadcast flows through a playhead that
 * stands still; a recording stands still, and the playhead moves along it.
 */
export function MediaLine(): ReactNode {
  const session = usePageSession();
  const source = useMemo(() => createLineMotion(session, session.ticker), [session]);
  const motion = useSyncExternalStore(source.subscribe, source.current);
  const reach = useReach();
  const movable = useSession(isMovable);
  if (reach === null) return null;
  return (
    <>
      <Picture motion={motion} reach={reach} />
      {movable && <LineGrip />}
    </>
  );
}

function Picture(props: { readonly motion: LineMotion; readonly reach: Reach }): ReactNode {
  const { motion, reach } = props;
  const session = usePageSession();
  const i18n = useI18n();
  const drag = dragOf(session);
  const grip = useSyncExternalStore(drag.subscribe, drag.grip);
  const playback = useSession((state) => state.playback.kind);
  const inHandSeconds = useSession((state) => Math.max(0, Math.floor(state.position.inHandSeconds)));
  const lostSeconds = useSession((state) => state.feed?.lostSeconds ?? 0);
  const words = lineWords(
    {
      heardSeconds: motion.heard.totalSeconds,
      inHandSeconds,
      latencySeconds: motion.latencySeconds,
      lostSeconds,
    },
    i18n,
  );
  const label = useSteady(words, `${reach.kind} ${playback} ${i18n.locale}`, WORDS_HOLD_MS);
  return (
    <div className="line-picture" role="img" aria-label={label}>
      {reach.kind === 'recording' ? (
        <StandingLine motion={motion} reach={reach} />
      ) : (
        <FlowingLine motion={motion} reach={reach} grip={grip} inHandSeconds={inHandSeconds} />
      )}
    </div>
  );
}
