import type { ReactNode } from 'react';
import type { Span } from './heard.ts';
import type { PastStroke, Stroke } from './line-strokes.ts';

export function HeardStroke(props: { readonly span: Span; readonly originSeconds: number }): ReactNode {
  const { startSeconds, endSeconds } = props.span;
  return (
    <i
      className="stroke stroke-heard"
      style={{ '--from': startSeconds - props.originSeconds, '--span': endSeconds - startSeconds }}
    />
  );
}

export function PastStrokeView(props: {
  readonly stroke: PastStroke;
  readonly originSeconds: number;
}): ReactNode {
  const { kind, startSeconds, endSeconds } = props.stroke;
  return (
    <i
      className="stroke stroke-past"
      data-kind={kind}
      style={{ '--from': startSeconds - props.originSeconds, '--span': endSeconds - startSeconds }}
    />
  );
}

export function SegmentStroke(props: { readonly stroke: Stroke; readonly originSeconds: number }): ReactNode {
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
