import { type ReactNode, useId } from 'react';
import { AnnouncementCard } from '../ui/announcement-card.tsx';
import type { DraftText, Edits } from './edits.ts';
import { Field, useErrors } from './field.tsx';
import { useCommands, usePageProducer, useProducer, useWords } from './producer-context.tsx';

type Draft = NonNullable<Edits['announcement']>;

/** The languages that producers are spoken to in come first; any other can be added. */
const emptyDraft: Draft = {
  level: 'info',
  texts: [
    { lang: 'en', words: '' },
    { lang: 'de', words: '' },
  ],
};

const MAX_CHARACTERS = 1000;

/** A new announcement, in as many languages as are wanted, beside what listeners will see of it. */
export function AnnouncementComposer(props: { readonly standingCount: number }): ReactNode {
  const { t, i18n, format } = useWords();
  const { edit } = useCommands();
  const { clock } = usePageProducer();
  const name = useId();
  const draft = useProducer(({ edits }) => edits.announcement) ?? emptyDraft;
  const withdrawnCount = useProducer(({ edits }) => edits.withdrawn?.length ?? 0);
  const errors = useErrors('tell');
  const set = (changes: Partial<Draft>) => edit({ announcement: { ...draft, ...changes } });
  const setText = (index: number, changes: Partial<DraftText>) =>
    set({ texts: draft.texts.map((text, other) => (other === index ? { ...text, ...changes } : text)) });
  const written = draft.texts.filter(({ words }) => words.trim() !== '');
  // The new one comes after those that stand.
  const path = `announcements[${props.standingCount - withdrawnCount}]`;
  return (
    <div className="composer">
      {draft.texts.map(({ lang, words }, index) => {
        const isAdded = index >= emptyDraft.texts.length;
        const language = lang === '' ? t('tell.newLanguage') : format.language(lang);
        return (
          <div key={index} className="composer-text">
            {isAdded && (
              <Field label={t('tell.language')} errors={errors} path={`${path}.text.${lang.trim()}`}>
                {(control) => (
                  <span className="inline">
                    <input
                      {...control}
                      type="text"
                      size={8}
                      autoCapitalize="none"
                      spellCheck={false}
                      value={lang}
                      onChange={(event) => setText(index, { lang: event.currentTarget.value })}
                    />
                    <button
                      type="button"
                      className="text-button"
                      onClick={() => set({ texts: draft.texts.filter((_text, other) => other !== index) })}
                    >
                      {t('tell.removeLanguage', { language })}
                    </button>
                  </span>
                )}
              </Field>
            )}
            <Field label={t('tell.words', { language })} errors={errors} path={`${path}.text.${lang}`}>
              {(control) => (
                <textarea
                  {...control}
                  rows={2}
                  lang={lang === '' ? undefined : lang}
                  maxLength={MAX_CHARACTERS}
                  value={words}
                  onChange={(event) => setText(index, { words: event.currentTarget.value })}
                />
              )}
            </Field>
          </div>
        );
      })}
      <button
        type="button"
        className="text-button"
        onClick={() => set({ texts: [...draft.texts, { lang: '', words: '' }] })}
      >
        {t('tell.addLanguage')}
      </button>
      <fieldset className="choice-field">
        <legend>{t('tell.level')}</legend>
        {(['info', 'warning'] as const).map((level) => (
          <label key={level} className="option">
            <input type="radio" name={name} checked={level === draft.level} onChange={() => set({ level })} />
            {t(`tell.${level}`)}
          </label>
        ))}
      </fieldset>
      <div className="preview" role="group" aria-label={t('tell.preview')}>
        <p className="quiet small">{t('tell.preview')}</p>
        {written.length === 0 && <p className="quiet">{t('tell.previewEmpty')}</p>}
        {written.map(({ lang, words }, index) => (
          <AnnouncementCard
            key={index}
            i18n={i18n}
            announcement={{
              at: new Date(clock.wallNow()).toISOString(),
              level: draft.level,
              text: { [lang]: words },
            }}
            wallNowMs={clock.wallNow()}
          />
        ))}
      </div>
    </div>
  );
}
