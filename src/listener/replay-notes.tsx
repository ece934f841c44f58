import { useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { missedAt, missedSeconds, nextMissed } from './missed-parts.ts';
import { missedOf } from './missed-source.ts';
import { seekerOf } from './seeker.ts';
import { usePageSession, useSession } from './session-context.tsx';
import { clockDigits } from './time-words.ts';
import { useFocusHeir } from './use-focus-heir.ts';

/** Whoever has gone further than this (seconds) from where they left off has found their way. */
const NEAR_SECONDS = 120;

/** Says that a recording goes on in the middle, and how to hear it from the beginning. */
export function ResumedNotice(): ReactNode {
  const resumedAtSeconds = useSession(({ programme, resumedAtSeconds: at, position }) =>
    programme === 'replay' && at !== null && Math.abs(position.positionSeconds - at) < NEAR_SECONDS
      ? at
      : null,
  );
  return resumedAtSeconds === null ? null : <Resumed atSeconds={resumedAtSeconds} />;
}

function Resumed(props: { readonly atSeconds: number }): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const session = usePageSession();
  const place = useRef<HTMLParagraphElement>(null);
  useFocusHeir(place);
  return (
    <p ref={place} className="resumed">
      <span>{t('replay.resumed', { time: clockDigits(props.atSeconds, i18n.tag) })}</span>{' '}
      <button
        type="button"
        className="text-button"
        onClick={() => seekerOf(session).go(Number.NEGATIVE_INFINITY)}
      >
        {t('replay.fromStart')}
      </button>
    </p>
  );
}

/** The parts that this listener has missed: one button leads from each to the next, and each can be chosen. */
export function MissedParts(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const session = usePageSession();
  const source = missedOf(session);
  const missed = useSyncExternalStore(source.subscribe, source.current);
  const here = useSession(({ position }) => missedAt(missed, position.positionSeconds));
  const isReplay = useSession((state) => state.programme === 'replay');
  const [hasBegun, setHasBegun] = useState(false);
  const { parts, heard } = missed;
  if (!isReplay || parts.length === 0) return null;
  // Who is hearing one already is offered the one after it.
  const next = nextMissed(missed, hasBegun ? here : null);
  const part = next === null ? undefined : parts[next];
  const go = (startSeconds: number) => {
    setHasBegun(true);
    seekerOf(session).go(startSeconds);
  };
  const lengthOf = ({ startSeconds, endSeconds }: (typeof parts)[number]) =>
    i18n.span(Math.max(1, Math.round(endSeconds - startSeconds)));
  return (
    <section className="missed" aria-label={t('replay.label')}>
      <div aria-live="polite">
        {heard.size === parts.length && <p>{t('replay.allHeard')}</p>}
        {part && (
          <Offer
            label={
              hasBegun
                ? t('replay.next', { span: lengthOf(part) })
                : t('replay.missed', {
                    count: parts.length,
                    span: i18n.span(Math.round(missedSeconds(missed))),
                  })
            }
            onPress={() => go(part.startSeconds)}
          />
        )}
      </div>
      <ol>
        {parts.map((each, index) => (
          <li key={each.startSeconds} data-heard={heard.has(index)}>
            <button
              type="button"
              className="text-button"
              aria-current={index === here ? 'true' : undefined}
              onClick={() => go(each.startSeconds)}
            >
              {t('replay.part', { time: clockDigits(each.startSeconds, i18n.tag), span: lengthOf(each) })}
            </button>
            {heard.has(index) && <span className="quiet">{t('replay.heard')}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Offer(props: { readonly label: string; readonly onPress: () => void }): ReactNode {
  const place = useRef<HTMLButtonElement>(null);
  useFocusHeir(place);
  return (
    <button ref={place} type="button" className="text-button" onClick={props.onPress}>
      {props.label}
    </button>
  );
}
