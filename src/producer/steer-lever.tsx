import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import { degradeLevels } from './difference-words.ts';
import type { DraftPathway } from './edits.ts';
import { Field, useErrors } from './field.tsx';
import { LeverFrame } from './lever-frame.tsx';
import { useCommands, useProducer, useWords } from './producer-context.tsx';

/** Where the sound comes from, and how much is given up to keep it. */
export function SteerLever(props: { readonly document: BroadcastDocument }): ReactNode {
  return (
    <LeverFrame lever="steer">
      <PathwayList document={props.document} />
      <DegradeChoice document={props.document} />
    </LeverFrame>
  );
}

/** The button that shall have the focus after a pathway has changed its place. */
interface MovedTo {
  readonly place: number;
  readonly button: 'up' | 'down';
}

function PathwayList({ document }: { readonly document: BroadcastDocument }): ReactNode {
  const { t } = useWords();
  const { edit } = useCommands();
  const errors = useErrors('steer');
  const pathways = useProducer(({ edits }) => edits.pathways) ?? document.pathways;
  const list = useRef<HTMLOListElement>(null);
  const heading = useId();
  const [moved, setMoved] = useState<MovedTo | null>(null);

  useEffect(() => {
    if (moved === null) return;
    const row = list.current?.children[moved.place];
    row?.querySelector<HTMLElement>(`[data-move="${moved.button}"]`)?.focus();
  }, [moved]);

  const set = (next: readonly DraftPathway[]) => {
    const isAsBefore = JSON.stringify(next) === JSON.stringify(document.pathways);
    edit({ pathways: isAsBefore ? undefined : next });
  };
  const move = (place: number, button: 'up' | 'down') => {
    const to = place + (button === 'up' ? -1 : 1);
    const pathway = pathways[place];
    if (pathway === undefined || to < 0 || to >= pathways.length) return;
    set(pathways.toSpliced(place, 1).toSpliced(to, 0, pathway));
    setMoved({ place: to, button });
  };
  const change = (place: number, changes: Partial<DraftPathway>) =>
    set(pathways.map((pathway, other) => (other === place ? { ...pathway, ...changes } : pathway)));
  const nameOf = (pathway: DraftPathway, place: number) =>
    pathway.id === '' ? t('steer.unnamed', { place: place + 1 }) : pathway.id;
  const movedPathway = moved === null ? undefined : pathways[moved.place];

  return (
    <div>
      <h4 id={heading}>{t('steer.pathways')}</h4>
      <ol className="pathways" ref={list} aria-labelledby={heading}>
        {pathways.map((pathway, index) => {
          const name = nameOf(pathway, index);
          const place = index + 1;
          return (
            <li key={index}>
              <div className="pathway-fields">
                <Field label={t('steer.id', { place })} errors={errors} path={`pathways[${index}].id`}>
                  {(control) => (
                    <input
                      {...control}
                      type="text"
                      autoCapitalize="none"
                      spellCheck={false}
                      value={pathway.id}
                      onChange={(event) => change(index, { id: event.currentTarget.value })}
                    />
                  )}
                </Field>
                <Field label={t('steer.url', { place })} errors={errors} path={`pathways[${index}].url`}>
                  {(control) => (
                    <input
                      {...control}
                      type="url"
                      autoCapitalize="none"
                      spellCheck={false}
                      value={pathway.url}
                      onChange={(event) => change(index, { url: event.currentTarget.value })}
                    />
                  )}
                </Field>
              </div>
              <div className="pathway-buttons">
                <button
                  type="button"
                  className="text-button"
                  data-move="up"
                  aria-disabled={index === 0}
                  aria-label={t('steer.up', { id: name })}
                  onClick={() => move(index, 'up')}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className="text-button"
                  data-move="down"
                  aria-disabled={index === pathways.length - 1}
                  aria-label={t('steer.down', { id: name })}
                  onClick={() => move(index, 'down')}
                >
                  ↓
                </button>
                <button
                  type="button"
                  className="text-button"
                  onClick={() => set(pathways.toSpliced(index, 1))}
                >
                  {t('steer.remove', { id: name })}
                </button>
              </div>
            </li>
          );
        })}
      </ol>
      <p className="for-ears" role="status">
        {moved !== null &&
          movedPathway !== undefined &&
          t('steer.moved', {
            id: nameOf(movedPathway, moved.place),
            place: moved.place + 1,
            count: pathways.length,
          })}
      </p>
      <button type="button" className="text-button" onClick={() => set([...pathways, { id: '', url: '' }])}>
        {t('steer.add')}
      </button>
    </div>
  );
}

function DegradeChoice({ document }: { readonly document: BroadcastDocument }): ReactNode {
  const { t } = useWords();
  const { edit } = useCommands();
  const edited = useProducer(({ edits }) => edits.degrade);
  const name = useId();
  const present = document.degrade ?? 0;
  return (
    <fieldset className="choice-field tall">
      <legend>{t('steer.degrade')}</legend>
      {degradeLevels.map((level) => (
        <label key={level} className="option">
          <input
            type="radio"
            name={name}
            checked={level === (edited ?? present)}
            onChange={() => edit({ degrade: level === present ? undefined : level })}
          />
          <span>{t('degrade.level', { level, words: t(`degrade.${level}`) })}</span>
        </label>
      ))}
    </fieldset>
  );
}
