import { useEffect, useId, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { canGoBack, canGoFaster, canGoOn, isMovable, RATES, reachOf } from './line-reach.ts';
import { MarksList } from './marks-list.tsx';
import { MissedParts, ResumedNotice } from './replay-notes.tsx';
import { seekerOf } from './seeker.ts';
import { useCommands, usePageSession, useSession, useSessionEffect } from './session-context.tsx';
import { BACK_SECONDS, ON_SECONDS } from './time-keys.ts';
import { obeyTimeKeys } from './time-shortcuts.ts';
import { placeSeen, placeSpoken } from './time-words.ts';
import { useFocusHeir } from './use-focus-heir.ts';
import { useReach } from './use-reach.ts';
import { useShortcutHint } from './use-shortcuts.ts';
import { useSteady } from './use-steady.ts';
import './transport.css';

/** The ways through time, for as long as there is a sound whose place can be changed. */
export function Transport(): ReactNode {
  useSessionEffect(obeyTimeKeys);
  const hasMedia = useSession((state) => isMovable(state) && reachOf(state) !== null);
  return hasMedia && <Ways />;
}

function Ways(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const session = usePageSession();
  const seeker = seekerOf(session);
  const place = useRef<HTMLDivElement>(null);
  useFocusHeir(place);
  const backHint = useShortcutHint('j ArrowLeft');
  const onHint = useShortcutHint('ArrowRight');
  const goesBack = useSession((state) => is(state, canGoBack));
  const goesOn = useSession((state) => is(state, canGoOn));
  const kind = useSession((state) => reachOf(state)?.kind);
  return (
    <div ref={place} className="transport">
      <Place />
      <div className="ways" role="group" aria-label={t('time.controls')}>
        <Step
          label={t('time.back', { seconds: BACK_SECONDS })}
          hint={backHint}
          blocked={goesBack ? null : t('time.atStart')}
          onPress={() => seeker.step(-BACK_SECONDS)}
        />
        <Step
          label={t('time.on', { seconds: ON_SECONDS })}
          hint={onHint}
          blocked={goesOn ? null : t(kind === 'live' ? 'time.atLive' : 'time.atEnd')}
          onPress={() => seeker.step(ON_SECONDS)}
        />
        <Speed />
      </div>
      <ResumedNotice />
      <MissedParts />
      <MarksList />
    </div>
  );
}

function is(
  state: Parameters<typeof reachOf>[0],
  test: (reach: NonNullable<ReturnType<typeof reachOf>>) => boolean,
): boolean {
  const reach = reachOf(state);
  return reach !== null && test(reach);
}

/** Ears are told of a place that changes by itself no more often than this; of one that was chosen, at once. */
const SPOKEN_HOLD_MS = 60_000;

/** Live, or how far behind it. The seconds are for eyes; ears get the news. */
function Place(): ReactNode {
  const i18n = useI18n();
  const seeker = seekerOf(usePageSession());
  const seeks = useSyncExternalStore(seeker.subscribe, seeker.count);
  const now = useReach();
  const reach = seeker.reach() ?? now;
  const spoken = reach === null ? '' : placeSpoken(reach, i18n);
  // A recording moves on by itself, and nobody wants to hear that.
  const holdMs = reach?.kind === 'recording' ? Number.POSITIVE_INFINITY : SPOKEN_HOLD_MS;
  const told = useSteady(spoken, `${reach?.kind} ${reach?.isBehind} ${seeks} ${i18n.locale}`, holdMs);
  return (
    <div className="place">
      <p className="place-seen" aria-hidden="true">
        {reach === null ? '' : placeSeen(reach, i18n)}
      </p>
      <p className="for-ears" aria-live="polite">
        {told}
      </p>
    </div>
  );
}

/** Long enough to read why something cannot be done. */
const REASON_MS = 4000;

/** A step through time. Where it leads nowhere it stays, says so, and keeps the focus. */
function Step(props: {
  readonly label: string;
  readonly hint: string | undefined;
  readonly blocked: string | null;
  readonly onPress: () => void;
}): ReactNode {
  const { label, hint, blocked, onPress } = props;
  const { clock } = usePageSession();
  const id = useId();
  const [isAsked, setIsAsked] = useState(false);
  useEffect(
    () => (isAsked ? clock.setTimer(() => setIsAsked(false), REASON_MS) : undefined),
    [clock, isAsked],
  );
  return (
    <span className="way">
      <button
        type="button"
        className="text-button"
        aria-disabled={blocked !== null}
        aria-describedby={blocked === null ? undefined : id}
        aria-keyshortcuts={hint}
        onClick={() => {
          if (blocked === null) onPress();
          else setIsAsked(true);
        }}
      >
        {label}
      </button>
      <span className={isAsked && blocked !== null ? 'way-reason' : 'for-ears'} id={id}>
        {blocked}
      </span>
    </span>
  );
}

function Speed(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const commands = useCommands();
  const rate = useSession((state) => state.rate);
  const goesFaster = useSession((state) => is(state, canGoFaster));
  const hint = useShortcutHint('< >');
  const option = (value: number) => (
    <option key={value} value={value}>
      {t('time.rate', { rate: value })}
    </option>
  );
  return (
    <label className="speed">
      <span className="quiet">{t('time.speed')}</span>
      <select
        value={rate}
        aria-keyshortcuts={hint}
        onChange={(event) => commands.setRate(Number(event.currentTarget.value))}
      >
        {RATES.filter((value) => value <= 1).map(option)}
        <optgroup disabled={!goesFaster} label={t(goesFaster ? 'time.faster' : 'time.fasterBehind')}>
          {RATES.filter((value) => value > 1).map(option)}
        </optgroup>
      </select>
    </label>
  );
}
