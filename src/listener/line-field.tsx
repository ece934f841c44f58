import { useSyncExternalStore, type ReactNode } from 'react';
import { dragOf } from './line-drag.ts';
import { usePageSession } from './session-context.tsx';

/**
 * What a hand on the line draws along: `--drag` is how far, in seconds. Only this element is drawn again with each
 * movement, not what it holds.
 */
export function LineField(props: {
  readonly kind: 'flowing' | 'standing';
  readonly windowSeconds: number;
  readonly children: ReactNode;
}): ReactNode {
  const session = usePageSession();
  const drag = dragOf(session);
  const grip = useSyncExternalStore(drag.subscribe, drag.grip);
  const targetSeconds = useSyncExternalStore(drag.subscribe, drag.targetSeconds);
  const draggedSeconds =
    grip === null || targetSeconds === null ? 0 : grip.reach.positionSeconds - targetSeconds;
  return (
    <div
      className="line-field"
      data-kind={props.kind}
      data-held={grip !== null}
      style={{ '--window': props.windowSeconds, '--drag': draggedSeconds }}
    >
      {/* A hundred seconds from the axis on: where CSS has put them is read from here. */}
      <i className="line-scale" />
      {props.children}
    </div>
  );
}
