import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { HistoryRow } from '../reporting/join-status-report.ts';
import {
  type PlotData,
  type PlotMark,
  plotData,
  type PlotSubject,
  type SeriesName,
  thinned,
} from './plot-data.ts';
import type { Drawing, DrawPlot } from './plot-drawing.ts';
import { useWords, type Words } from './producer-context.tsx';

interface PlotViewProps {
  readonly subject: PlotSubject;
  readonly rows: readonly HistoryRow[];
  readonly marks: readonly PlotMark[];
  /** Rows between two lines of the table. */
  readonly stride: number;
  /** Must stay the same function. */
  readonly loadDrawing: () => Promise<DrawPlot>;
}

/** One plot: its drawing, the names of its series with their values, and the same as a table. */
export function PlotView({ subject, rows, marks, stride, loadDrawing }: PlotViewProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const [point, setPoint] = useState<number | null>(null);
  const data = plotData(subject, rows);
  const isStacked = subject !== 'joinTime';
  const last = data.times.length - 1;
  const shown = point === null || point > last ? last : point;
  const values = data.series.map(({ name, values: all }) => ({
    name,
    written: valueWords(subject, all[shown] ?? null, words),
  }));
  const label = values.map(({ name, written }) =>
    t('plots.value', { name: seriesName(name, words), value: written }),
  );
  return (
    <figure className="plot" data-subject={subject}>
      <figcaption>
        <h3>{t(`plots.${subject}`)}</h3>
        <span className="quiet small">{t(`plots.${subject}Unit`)}</span>
      </figcaption>
      {last < 0 || data.series.length === 0 ? (
        <p className="quiet plot-nothing">{t(last < 0 ? 'plots.waiting' : 'plots.noFailures')}</p>
      ) : (
        <>
          <Canvas
            label={`${t(`plots.${subject}`)}. ${t('plots.description', { time: timeAt(data, last, words), values: words.format.list(label) })}`}
            data={data}
            marks={marks}
            isStacked={isStacked}
            subject={subject}
            onPoint={setPoint}
            loadDrawing={loadDrawing}
          />
          <ul className="legend" aria-hidden="true">
            {values.map(({ name, written }) => (
              <li key={name}>
                <span className="swatch" data-series={name} data-line={!isStacked} />
                {seriesName(name, words)} <b>{written}</b>
              </li>
            ))}
            <li className="quiet">{timeAt(data, shown, words)}</li>
          </ul>
        </>
      )}
      <Table subject={subject} rows={thinned(rows, stride)} words={words} />
    </figure>
  );
}

function Canvas(props: {
  readonly label: string;
  readonly data: PlotData;
  readonly marks: readonly PlotMark[];
  readonly isStacked: boolean;
  readonly subject: PlotSubject;
  readonly onPoint: (index: number | null) => void;
  readonly loadDrawing: () => Promise<DrawPlot>;
}): ReactNode {
  const { label, data, marks, isStacked, subject, onPoint, loadDrawing } = props;
  const words = useWords();
  const host = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | 'failed' | null>(null);

  useEffect(() => {
    let made: Drawing | null = null;
    let isWanted = true;
    loadDrawing().then(
      (drawPlot) => {
        if (!isWanted || host.current === null) return;
        made = drawPlot(host.current, {
          isStacked,
          writeValue: (value) => valueWords(subject, value, words),
          writeTime: (time) => words.i18n.time(time * 1000),
          onPoint,
        });
        setDrawing(made);
      },
      () => {
        if (isWanted) setDrawing('failed');
      },
    );
    return () => {
      isWanted = false;
      made?.dispose();
    };
  }, [loadDrawing, isStacked, subject, words, onPoint]);

  useEffect(() => {
    if (drawing !== null && drawing !== 'failed') drawing.show(data, marks);
  });

  if (drawing === 'failed') return <p className="quiet plot-nothing">{words.t('plots.notLoaded')}</p>;
  return <div ref={host} className="plot-canvas" role="img" aria-label={label} />;
}

function Table(props: {
  readonly subject: PlotSubject;
  readonly rows: readonly HistoryRow[];
  readonly words: Words;
}): ReactNode {
  const { subject, rows, words } = props;
  const [isOpen, setOpen] = useState(false);
  const data = plotData(subject, rows);
  return (
    <details className="plot-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.t('plots.asTable')}</summary>
      {isOpen && (
        <div className="wide-table" role="region" aria-label={words.t(`plots.${subject}`)} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.t('plots.time')}</th>
                {data.series.map(({ name }) => (
                  <th key={name} scope="col">
                    {seriesName(name, words)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.times.map((time, index) => (
                <tr key={time}>
                  <th scope="row">{timeAt(data, index, words)}</th>
                  {data.series.map(({ name, values }) => (
                    <td key={name}>{valueWords(subject, values[index] ?? null, words)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function seriesName(name: SeriesName, { t }: Words): string {
  switch (name) {
    case 'waiting':
    case 'joining':
    case 'listening':
    case 'rebuffering':
    case 'lost':
      return t(`figure.${name}`);
    case 'p50':
    case 'p95':
      return t(`plots.${name}`);
    default:
      return t(`kind.${name}`);
  }
}

function valueWords(subject: PlotSubject, value: number | null, { format }: Words): string {
  if (value === null) return '–';
  return subject === 'joinTime' ? format.seconds(value) : format.about(value);
}

function timeAt({ times }: PlotData, index: number, { format }: Words): string {
  const time = times[index];
  return time === undefined ? '' : format.timeOfDay(new Date(time * 1000).toISOString());
}
