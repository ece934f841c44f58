import type { DatedSpan } from '../playback/engine.ts';
import type { TimeSpan } from './audio-session.ts';

/** A stretch of the wall clock, milliseconds since the epoch. */
export interface WallSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Two looks at a playhead leave this much between them. */
const JOINT_MS = 1_000;
/** Pauses, leaps and holes of an evening; beyond that the smallest holes are forgotten. */
export const MOST_SPANS = 200;
/** Less is a breath: nobody wants to be led there. */
const LEAST_MISSED_SECONDS = 3;

/** The spans with one more, in order, each apart from the next. */
export function withSpan(spans: readonly WallSpan[], added: WallSpan): readonly WallSpan[] {
  if (!(added.toMs > added.fromMs)) return spans;
  const touches = (span: WallSpan) =>
    span.fromMs <= added.toMs + JOINT_MS && span.toMs >= added.fromMs - JOINT_MS;
  const touched = [added, ...spans.filter(touches)];
  const joined = {
    fromMs: Math.min(...touched.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...touched.map(({ toMs }) => toMs)),
  };
  const all = [...spans.filter((span) => !touches(span)), joined].sort(
    (one, other) => one.fromMs - other.fromMs,
  );
  return bounded(all);
}

/** The two that are least apart become one, for as long as there are too many. */
function bounded(spans: readonly WallSpan[]): readonly WallSpan[] {
  if (spans.length <= MOST_SPANS) return spans;
  const holes = spans.slice(1).map(({ fromMs }, index) => fromMs - (spans[index]?.toMs ?? 0));
  const at = holes.indexOf(Math.min(...holes));
  const [one, other] = [spans[at], spans[at + 1]];
  if (one === undefined || other === undefined) return spans;
  return bounded([...spans.slice(0, at), { fromMs: one.fromMs, toMs: other.toMs }, ...spans.slice(at + 2)]);
}

/** What was heard from one moment of the timeline to another, on the wall clock. */
export function wallSpans(dated: readonly DatedSpan[], fromSeconds: number, toSeconds: number): WallSpan[] {
  return dated.flatMap(({ startSeconds, endSeconds, startMs }) => {
    const from = Math.max(fromSeconds, startSeconds);
    const to = Math.min(toSeconds, endSeconds);
    const toMs = (seconds: number) => startMs + (seconds - startSeconds) * 1000;
    return to > from ? [{ fromMs: toMs(from), toMs: toMs(to) }] : [];
  });
}

/** What of a dated timeline was not heard, in order of time. */
export function missedSpans(dated: readonly DatedSpan[], heard: readonly WallSpan[]): TimeSpan[] {
  const missed: TimeSpan[] = [];
  for (const { startSeconds, endSeconds, startMs } of dated) {
    const place = (ms: number) => startSeconds + (ms - startMs) / 1000;
    let from = startSeconds;
    const add = (to: number) => {
      const before = missed.at(-1);
      if (before !== undefined && before.endSeconds >= from && to > from)
        missed[missed.length - 1] = { startSeconds: before.startSeconds, endSeconds: to };
      else if (to > from) missed.push({ startSeconds: from, endSeconds: to });
    };
    for (const { fromMs, toMs } of heard) {
      if (place(toMs) <= from) continue;
      if (place(fromMs) >= endSeconds) break;
      add(Math.min(endSeconds, place(fromMs)));
      from = Math.max(from, place(toMs));
    }
    add(endSeconds);
  }
  return missed.filter((span) => span.endSeconds - span.startSeconds >= LEAST_MISSED_SECONDS);
}
