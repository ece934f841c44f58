import { type ReactNode, useState } from 'react';
import { Field } from './field.tsx';
import { percentOf } from './percent-of.ts';
import { useCommands, useProducer, useWords } from './producer-context.tsx';
import { reasonWords } from './reason-words.ts';

const bounds = ['least', 'most'] as const;

/** Lets the collector move the admission, within bounds. It shows what the collector says, never what was clicked. */
export function AutomaticSwitch(): ReactNode {
  const words = useWords();
  const { t, format } = words;
  const { setAutomatic } = useCommands();
  const automatic = useProducer((state) => state.automatic);
  const [typed, setTyped] = useState<Partial<Record<(typeof bounds)[number], string>>>({});
  if (automatic === null) return null;
  const { status, refusal } = automatic;
  const written = (bound: (typeof bounds)[number]) => typed[bound] ?? String(percentOf(status[bound]));
  const send = (on: boolean) =>
    setAutomatic({ on, least: Number(written('least')) / 100, most: Number(written('most')) / 100 });
  const isChanged = bounds.some((bound) => Number(written(bound)) !== percentOf(status[bound]));
  return (
    <div role="group" className="automatic" aria-label={t('automatic.switch')}>
      <label className="option">
        <input
          type="checkbox"
          role="switch"
          checked={status.on}
          onChange={(event) => send(event.currentTarget.checked)}
        />
        {t('automatic.switch')}
      </label>
      {bounds.map((bound) => (
        <Field key={bound} label={t(`automatic.${bound}`)} errors={[]} path={bound}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={0}
              max={100}
              step="any"
              value={written(bound)}
              onChange={({ currentTarget: { value } }) => setTyped({ ...typed, [bound]: value })}
            />
          )}
        </Field>
      ))}
      {status.on && isChanged && (
        <button type="button" className="button" onClick={() => send(true)}>
          {t('automatic.apply')}
        </button>
      )}
      <p className="meaning" role="status">
        {refusal !== null
          ? t('lever.failed', { reason: reasonWords(refusal, words) })
          : !status.on
            ? t('automatic.off')
            : status.fraction === null
              ? t('automatic.begins')
              : t('automatic.on', { fraction: format.percent(status.fraction) })}
      </p>
    </div>
  );
}
