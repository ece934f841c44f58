import { type ReactNode, useId } from 'react';
import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import { broadcastPhase } from '../broadcast/schedule.ts';
import { AnnouncementComposer } from './announcement-composer.tsx';
import { Field, useErrors } from './field.tsx';
import { LeverFrame } from './lever-frame.tsx';
import { fromLocalInput, toLocalInput } from './local-time.ts';
import { useCommands, usePageProducer, useProducer, useWords } from './producer-context.tsx';

const states = ['scheduled', 'late', 'live', 'ended'] as const;

/** Words for everybody: announcements, the state, the start. */
export function TellLever(props: { readonly document: BroadcastDocument }): ReactNode {
  const { document } = props;
  return (
    <LeverFrame lever="tell">
      <AnnouncementComposer standingCount={document.announcements?.length ?? 0} />
      <Standing document={document} />
      <StateChoice document={document} />
      <Start document={document} />
    </LeverFrame>
  );
}

function Standing({ document }: { readonly document: BroadcastDocument }): ReactNode {
  const { t, format } = useWords();
  const { edit } = useCommands();
  const withdrawn = useProducer(({ edits }) => edits.withdrawn) ?? [];
  const heading = useId();
  const announcements = document.announcements ?? [];
  return (
    <div>
      <h4 id={heading}>{t('tell.standing')}</h4>
      {announcements.length === 0 && <p className="quiet">{t('tell.noneStanding')}</p>}
      <ul className="standing" aria-labelledby={heading}>
        {announcements.map(({ id, at, level, text }) => {
          const isWithdrawn = withdrawn.includes(id);
          const rest = withdrawn.filter((other) => other !== id);
          return (
            <li key={id} data-level={level} data-withdrawn={isWithdrawn}>
              <p>
                <span className="quiet">
                  {format.moment(at)} · {t(`tell.${level}`)}
                </span>
                {isWithdrawn && <strong> {t('tell.withdrawn')}</strong>}
              </p>
              {Object.entries(text).map(([lang, words]) => (
                <p key={lang}>
                  <span lang={lang} className="standing-words">
                    {words}
                  </span>{' '}
                  <span className="quiet">({lang})</span>
                </p>
              ))}
              <button
                type="button"
                className="text-button"
                onClick={() => edit({ withdrawn: isWithdrawn ? rest : [...withdrawn, id] })}
              >
                {t(isWithdrawn ? 'tell.keep' : 'tell.withdraw')}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function StateChoice({ document }: { readonly document: BroadcastDocument }): ReactNode {
  const { t } = useWords();
  const { edit } = useCommands();
  const { clock } = usePageProducer();
  const edited = useProducer(({ edits }) => edits.state);
  const name = useId();
  const phase = broadcastPhase(document, clock.wallNow());
  return (
    <fieldset className="choice-field">
      <legend>{t('tell.state')}</legend>
      {states.map((state) => (
        <label key={state} className="option">
          <input
            type="radio"
            name={name}
            checked={state === (edited ?? document.state)}
            onChange={() => edit({ state: state === document.state ? undefined : state })}
          />
          {t(`state.${state}`)}
          {document.state === 'scheduled' && phase === 'late' && state === 'late' && (
            <span className="quiet"> {t('tell.lateByItself')}</span>
          )}
        </label>
      ))}
    </fieldset>
  );
}

function Start({ document }: { readonly document: BroadcastDocument }): ReactNode {
  const { t, format } = useWords();
  const { edit } = useCommands();
  const edited = useProducer(({ edits }) => edits.scheduledStart);
  const errors = useErrors('tell');
  const shown = edited ?? document.scheduledStart;
  const zoneAtMs = Date.parse(shown);
  const zone = format.zone(Number.isNaN(zoneAtMs) ? Date.parse(document.scheduledStart) : zoneAtMs);
  return (
    <Field label={t('tell.start', { zone })} errors={errors} path="scheduledStart">
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={toLocalInput(shown)}
          onChange={({ currentTarget: { value } }) => {
            const isAsBefore = value === toLocalInput(document.scheduledStart);
            edit({ scheduledStart: isAsBefore ? undefined : fromLocalInput(value) });
          }}
        />
      )}
    </Field>
  );
}
