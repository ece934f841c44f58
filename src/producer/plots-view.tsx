import { type ReactNode, useMemo, useState } from 'react';
import { fieldWords } from './field-words.ts';
import { marksOf } from './plot-data.ts';
import type { DrawPlot } from './plot-drawing.ts';
import { PlotView } from './plot-view.tsx';
import { useProducer, useWords } from './producer-context.tsx';

const ranges = ['recent', 'evening'] as const;
type Range = (typeof ranges)[number];

/** A line a minute of the last quarter of an hour, one in five minutes of the evening. */
const strides: Readonly<Record<Range, number>> = { recent: 12, evening: 5 };

/** How it has gone, with what was done about it. */
export function PlotsView(props: { readonly loadDrawing: () => Promise<DrawPlot> }): ReactNode {
  const words = useWords();
  const { t } = words;
  const history = useProducer((state) => state.history);
  const [range, setRange] = useState<Range>('recent');
  const marks = useMemo(
    () => marksOf(history?.acts ?? [], (fields) => fieldWords(fields, words)),
    [history, words],
  );
  if (history === null) return null;
  return (
    <section className="plots" aria-labelledby="plots-heading">
      <div className="section-head">
        <h2 id="plots-heading">{t('plots.heading')}</h2>
        <div className="choice" role="group" aria-label={t('plots.range')}>
          {ranges.map((one) => (
            <button
              key={one}
              type="button"
              className="text-button"
              aria-pressed={one === range}
              onClick={() => setRange(one)}
            >
              {t(`plots.${one}`)}
            </button>
          ))}
        </div>
      </div>
      <div className="plot-list">
        {(['states', 'joinTime', 'failures'] as const).map((subject) => (
          <PlotView
            key={subject}
            subject={subject}
            rows={history[range]}
            marks={marks}
            stride={strides[range]}
            loadDrawing={props.loadDrawing}
          />
        ))}
      </div>
    </section>
  );
}
