import type { ReactNode } from 'react';
import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { JoinStatusReport } from '../reporting/join-status-report.ts';
import { AutomaticSwitch } from './automatic-switch.tsx';
import { admissionMeaning, joinsPerSecond } from './admission-meaning.ts';
import { unsaid } from './edits.ts';
import { Field, useErrors } from './field.tsx';
import { LeverFrame } from './lever-frame.tsx';
import { percentOf } from './percent-of.ts';
import { useCommands, useProducer, useWords, type Words } from './producer-context.tsx';

/** How many may join, and how fast. */
export function AdmitLever(props: { readonly document: BroadcastDocument }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { edit } = useCommands();
  const report = useProducer((state) => state.report);
  const edits = useProducer((state) => state.edits);
  const errors = useErrors('admit');
  const admission = props.document.admission ?? unsaid.admission;
  const spreadSeconds = props.document.joinSpreadSeconds ?? unsaid.joinSpreadSeconds;
  const toAdmission = edits.admission ?? admission;
  const toSpreadSeconds = edits.joinSpreadSeconds ?? spreadSeconds;
  const setPercent = (written: string) => {
    // An empty field is no number, and says so when it is looked over.
    const fraction = written === '' ? Number.NaN : Number(written) / 100;
    edit({ admission: fraction === admission ? undefined : fraction });
  };
  return (
    <LeverFrame lever="admit">
      <div className="field">
        <label htmlFor="admission-slider">{t('admit.fraction')}</label>
        <input
          id="admission-slider"
          type="range"
          min={0}
          max={100}
          step={1}
          value={percentOf(toAdmission)}
          aria-valuetext={words.format.percent(Number.isNaN(toAdmission) ? 0 : toAdmission)}
          onChange={(event) => setPercent(event.currentTarget.value)}
        />
      </div>
      <Field label={t('admit.percent')} errors={errors} path="admission">
        {(control) => (
          <input
            {...control}
            type="number"
            min={0}
            max={100}
            step="any"
            inputMode="decimal"
            value={percentOf(toAdmission)}
            onChange={(event) => setPercent(event.currentTarget.value)}
          />
        )}
      </Field>
      <p className="meaning" role="status">
        {report !== null && admissionWords(report, admission, toAdmission, words)}
      </p>
      <Field label={t('admit.spread')} errors={errors} path="joinSpreadSeconds">
        {(control) => (
          <input
            {...control}
            type="number"
            min={0}
            max={3600}
            step={10}
            inputMode="numeric"
            value={Number.isNaN(toSpreadSeconds) ? '' : toSpreadSeconds}
            onChange={({ currentTarget: { value } }) => {
              const seconds = value === '' ? Number.NaN : Number(value);
              edit({ joinSpreadSeconds: seconds === spreadSeconds ? undefined : seconds });
            }}
          />
        )}
      </Field>
      {report !== null && (
        <p className="meaning">{spreadWords(report.now.waiting.value, toSpreadSeconds, words)}</p>
      )}
      <AutomaticSwitch />
    </LeverFrame>
  );
}

function admissionWords({ now }: JoinStatusReport, from: number, to: number, { t, format }: Words): string {
  if (!(to >= 0 && to <= 1)) return '';
  const meaning = admissionMeaning(now, from, to);
  switch (meaning.kind) {
    case 'same':
      if (now.held.value === 0) return t('admit.sameNobody');
      return t('admit.same', { held: format.about(now.held.value) });
    case 'raise':
      return t('admit.raise', { lets: format.about(meaning.lets), of: format.about(meaning.of) });
    case 'lower':
      return t('admit.lower', {
        sends: format.about(meaning.sendsBack),
        of: format.about(meaning.of),
        yields: format.about(meaning.yields),
      });
  }
}

function spreadWords(waiting: number, seconds: number, { t, format }: Words): string {
  if (!(seconds >= 0)) return '';
  if (waiting === 0) return t('admit.spreadNobody');
  if (seconds === 0) return t('admit.spreadNone');
  return t('admit.spreadMeaning', { rate: format.about(joinsPerSecond(waiting, seconds)) });
}
