import {
  useEffect,
  useRef,
  useSyncExternalStore,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { dragOf, draggedTo, momentAt, type LineScale } from './line-drag.ts';
import { currentChapterId } from './line-marks.ts';
import { reachFrom, type Reach } from './line-reach.ts';
import { marksOf } from './marks-source.ts';
import { markWords } from './mark-words.ts';
import { seekerOf } from './seeker.ts';
import { usePageSession } from './session-context.tsx';
import { lineKey } from './time-keys.ts';
import { placeWords } from './time-words.ts';
import { useFocusHeir } from './use-focus-heir.ts';
import { useReach } from './use-reach.ts';
import { useSteady } from './use-steady.ts';

/** A finger is never quite still: less than this (pixels) is a press, not a drag. */
const DRAG_FROM_PIXELS = 6;
/** A press this near (pixels) to a mark means the mark. */
const MARK_PIXELS = 8;
/** A value that changes with every second of listening is not read out each time. */
const VALUE_HOLD_MS = 10_000;

interface Press {
  readonly pointerId: number;
  readonly x: number;
  dragging: boolean;
}

/** The line as a control: a slider as wide as the page, which is drawn, pressed or worked by keys. */
export function LineGrip(): ReactNode {
  const i18n = useI18n();
  const session = usePageSession();
  const seeker = seekerOf(session);
  const drag = dragOf(session);
  const marks = marksOf(session);
  const place = useRef<HTMLDivElement>(null);
  const press = useRef<Press | null>(null);
  const grip = useSyncExternalStore(drag.subscribe, drag.grip);
  useFocusHeir(place);

  // Escape lets go, wherever the focus is.
  useEffect(() => {
    if (grip === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      press.current = null;
      drag.cancel();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [drag, grip]);
  useEffect(() => () => drag.cancel(), [drag]);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || !event.isPrimary || press.current !== null) return;
    press.current = { pointerId: event.pointerId, x: event.clientX, dragging: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const pressed = press.current;
    if (pressed?.pointerId !== event.pointerId) return;
    const movedPixels = event.clientX - pressed.x;
    if (!pressed.dragging) {
      if (Math.abs(movedPixels) < DRAG_FROM_PIXELS) return;
      if (drag.begin() === null) return;
      pressed.dragging = true;
    }
    const held = drag.grip();
    const scale = readScale(event.currentTarget);
    if (held !== null && scale !== null)
      drag.moveTo(draggedTo(held.reach, scale, event.clientX, movedPixels));
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const pressed = press.current;
    if (pressed?.pointerId !== event.pointerId) return;
    press.current = null;
    if (pressed.dragging) {
      drag.release();
      return;
    }
    const scale = readScale(event.currentTarget);
    const reach = seeker.reach();
    if (scale === null || reach === null) return;
    const seconds = momentAt(reach, scale, event.clientX);
    const near = marks
      .current()
      .find(({ atSeconds }) => Math.abs(atSeconds - seconds) * scale.pixelsPerSecond < MARK_PIXELS);
    seeker.go(near?.atSeconds ?? seconds);
  };
  const onPointerCancel = (event: PointerEvent<HTMLDivElement>) => {
    if (press.current?.pointerId !== event.pointerId) return;
    press.current = null;
    drag.cancel();
  };

  return (
    <>
      <Slider
        ref={place}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerCancel}
      />
      {grip !== null && <Preview reach={grip.reach} i18n={i18n} />}
    </>
  );
}

type PointerProps = Readonly<
  Record<
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel',
    (event: PointerEvent<HTMLDivElement>) => void
  >
>;

function Slider(props: PointerProps & { readonly ref: RefObject<HTMLDivElement | null> }): ReactNode {
  const i18n = useI18n();
  const seeker = seekerOf(usePageSession());
  const seeks = useSyncExternalStore(seeker.subscribe, seeker.count);
  const settled = useReach();
  const reach = seeker.reach() ?? settled;
  const isOnTheWay = reach !== null && settled !== null && reach.positionSeconds !== settled.positionSeconds;
  const words = reach === null ? '' : placeWords(reach, i18n);
  const text = useSteady(
    words,
    `${reach?.kind} ${reach?.isBehind} ${seeks} ${isOnTheWay} ${i18n.locale}`,
    VALUE_HOLD_MS,
  );
  if (reach === null) return null;
  const { min, max, now } = sliderValues(reach);
  return (
    <div
      {...props}
      className="line-grip"
      role="slider"
      tabIndex={0}
      aria-label={laterWords(i18n)('time.position')}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={now}
      aria-valuetext={text}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const wish = lineKey(event.key, event.shiftKey);
        if (wish === null) return;
        event.preventDefault();
        if (wish.kind === 'step') seeker.step(wish.seconds);
        else if (wish.kind === 'start') seeker.go(Number.NEGATIVE_INFINITY);
        else seeker.live();
      }}
    />
  );
}

/**
 * Whole seconds of what can be reached. While live they count from live backwards: then they stand still while one
 * listens, and nobody is told of a clock.
 */
function sliderValues({ kind, fromSeconds, toSeconds, positionSeconds }: Reach): {
  readonly min: number;
  readonly max: number;
  readonly now: number;
} {
  const zeroSeconds = kind === 'live' ? toSeconds : fromSeconds;
  const whole = (seconds: number) => Math.round(seconds - zeroSeconds);
  const [min, max] = [whole(fromSeconds), whole(toSeconds)];
  return { min, max, now: Math.min(max, Math.max(min, whole(positionSeconds))) };
}

/** Where the hand would take the playhead. */
function Preview(props: { readonly reach: Reach; readonly i18n: I18n }): ReactNode {
  const { reach, i18n } = props;
  const session = usePageSession();
  const drag = dragOf(session);
  const marks = marksOf(session).current();
  const targetSeconds = useSyncExternalStore(drag.subscribe, drag.targetSeconds) ?? reach.positionSeconds;
  const chapterId = currentChapterId(marks, targetSeconds);
  const chapter = marks.find(({ id }) => id === chapterId);
  const share = (targetSeconds - reach.fromSeconds) / Math.max(1, reach.toSeconds - reach.fromSeconds);
  return (
    <p
      className="line-preview"
      aria-hidden="true"
      data-kind={reach.kind === 'recording' ? 'standing' : 'flowing'}
      style={{ '--share': share }}
    >
      <span dir="auto">{placeWords(reachFrom(reach, targetSeconds), i18n)}</span>
      {chapter && (
        <span className="quiet" dir="auto">
          {markWords(chapter, i18n).words}
        </span>
      )}
    </p>
  );
}

/** How the stylesheet has laid out time just now; null where it has not. */
function readScale(grip: HTMLElement): LineScale | null {
  const hundredSeconds = grip.closest('.line')?.querySelector('.line-scale')?.getBoundingClientRect();
  if (hundredSeconds === undefined || hundredSeconds.width === 0) return null;
  return { axisPixels: hundredSeconds.left, pixelsPerSecond: hundredSeconds.width / 100 };
}
