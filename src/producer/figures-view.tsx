import type { ReactNode } from 'react';
import type { JoinStatusReport } from '../reporting/join-status-report.ts';
import { type MinuteRow, minuteRows, nowRows } from './figure-rows.ts';
import { LEAST_N } from './judgement.ts';
import { useProducer, useWords, type Words } from './producer-context.tsx';

const DASH = '–';

/** Every figure with what it rests on. */
export function FiguresView(): ReactNode {
  const words = useWords();
  const { t, format } = words;
  const report = useProducer((state) => state.report);
  if (report === null) return null;
  return (
    <section className="figures" aria-labelledby="figures-heading">
      <h2 id="figures-heading">{t('figures.heading')}</h2>
      <div className="figure-tables">
        <NowTable report={report} words={words} />
        <MinuteTable report={report} words={words} />
        <div className="figure-pair">
          <FailureTable report={report} words={words} />
          <PathwayTable report={report} words={words} />
          <RenditionTable report={report} words={words} />
        </div>
      </div>
      <p className="quiet small">
        {t('figures.nExplained', { least: LEAST_N })}{' '}
        {report.sampleRate > 0 &&
          report.sampleRate < 1 &&
          `${t('figures.scaled', { share: format.percent(report.sampleRate) })} `}
        <Intake report={report} words={words} />
      </p>
    </section>
  );
}

interface TableProps {
  readonly report: JoinStatusReport;
  readonly words: Words;
}

function NowTable({ report, words: { t, format } }: TableProps): ReactNode {
  return (
    <table className="figure-table">
      <caption>{t('figures.now')}</caption>
      <thead className="for-ears">
        <tr>
          <th scope="col">{t('figures.name')}</th>
          <th scope="col">{t('figures.value')}</th>
          <th scope="col">{t('figures.n')}</th>
        </tr>
      </thead>
      <tbody>
        {nowRows(report).map(({ name, figure }) => (
          <tr
            key={name}
            data-figure={name}
            data-part={name === 'held'}
            // Counted rather than estimated, a small number is as good as a large one.
            data-thin={report.sampleRate < 1 && figure.n < LEAST_N}
          >
            <th scope="row">
              <Swatch name={name} />
              {t(`figure.${name}`)}
            </th>
            <td className="value">{format.about(figure.value)}</td>
            <td className="n">
              <N n={figure.n} format={format} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The colour that this state has in the plot. */
function Swatch(props: { readonly name: string }): ReactNode {
  const isPlotted = ['waiting', 'joining', 'listening', 'rebuffering', 'lost'].includes(props.name);
  return isPlotted ? <span className="swatch" data-series={props.name} aria-hidden="true" /> : null;
}

function N({ n, format }: { readonly n: number; readonly format: Words['format'] }): ReactNode {
  return (
    <>
      <span aria-hidden="true">n </span>
      {format.exact(n)}
    </>
  );
}

function MinuteTable({ report, words }: TableProps): ReactNode {
  const { t, format } = words;
  return (
    <table className="figure-table">
      <caption>{t('figures.lastMinute')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="for-ears">{t('figures.name')}</span>
          </th>
          <th scope="col">
            <span className="for-ears">{t('figures.value')}</span>
          </th>
          <th scope="col" className="before">
            {t('figures.before')}
          </th>
          <th scope="col">
            <span className="for-ears">{t('figures.n')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {minuteRows(report).map((row) => (
          <tr key={row.name} data-figure={row.name} data-thin={row.isThin} data-tone={row.tone ?? undefined}>
            <th scope="row">{t(`figure.${row.name}`)}</th>
            <td className="value">
              {written(row.value, row.unit, words)}
              {(row.tone === 'bad' || row.tone === 'strained') && (
                <span className="tone-word"> {t(`tone.${row.tone}`)}</span>
              )}
            </td>
            <td className="before">{written(row.before, row.unit, words)}</td>
            <td className="n">
              <N n={row.n} format={format} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function written(value: number | null, unit: MinuteRow['unit'], { format }: Words): string {
  if (value === null) return DASH;
  return { listeners: format.about, share: format.percent, seconds: format.seconds }[unit](value);
}

function FailureTable({ report, words: { t, format } }: TableProps): ReactNode {
  return (
    <table className="figure-table">
      <caption>{t('failures.heading')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('failures.kind')}</th>
          <th scope="col">{t('failures.pathway')}</th>
          <th scope="col">{t('failures.status')}</th>
          <th scope="col" className="value">
            {t('failures.count')}
          </th>
          <th scope="col">
            <span className="for-ears">{t('figures.n')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {report.failures.length === 0 && (
          <tr>
            <td colSpan={5} className="quiet">
              {t('failures.none')}
            </td>
          </tr>
        )}
        {report.failures.map(({ kind, pathwayId, status, count }) => (
          <tr key={`${kind} ${pathwayId ?? ''} ${status ?? ''}`} data-thin={count.n < LEAST_N}>
            <th scope="row">{t(`kind.${kind}`)}</th>
            <td>{pathwayId ?? DASH}</td>
            <td>{status ?? DASH}</td>
            <td className="value">{format.about(count.value)}</td>
            <td className="n">
              <N n={count.n} format={format} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PathwayTable({ report, words: { t, format } }: TableProps): ReactNode {
  const rows = report.pathways.map(({ id, sessions }) => ({ key: id, name: id, sessions }));
  return (
    <ShareTable
      caption={t('pathways.heading')}
      column={t('failures.pathway')}
      rows={rows}
      words={{ t, format }}
    />
  );
}

function RenditionTable({ report, words: { t, format } }: TableProps): ReactNode {
  const rows = report.renditions.map(({ kbps, sessions }) => ({
    key: String(kbps),
    name: t('renditions.kilobits', { kilobits: kbps }),
    sessions,
  }));
  return (
    <ShareTable
      caption={t('renditions.heading')}
      column={t('renditions.bitrate')}
      rows={rows}
      words={{ t, format }}
    />
  );
}

function ShareTable(props: {
  readonly caption: string;
  readonly column: string;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly sessions: JoinStatusReport['now']['waiting'];
  }[];
  readonly words: Pick<Words, 't' | 'format'>;
}): ReactNode {
  const { t, format } = props.words;
  const total = props.rows.reduce((sum, { sessions }) => sum + sessions.value, 0);
  return (
    <table className="figure-table">
      <caption>{props.caption}</caption>
      <thead className="for-ears">
        <tr>
          <th scope="col">{props.column}</th>
          <th scope="col">{t('pathways.share')}</th>
          <th scope="col">{t('pathways.sessions')}</th>
          <th scope="col">{t('figures.n')}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.length === 0 && (
          <tr>
            <td colSpan={4} className="quiet">
              {t('figures.none')}
            </td>
          </tr>
        )}
        {props.rows.map(({ key, name, sessions }) => (
          <tr key={key} data-thin={sessions.n < LEAST_N}>
            <th scope="row">{name}</th>
            <td className="share">{total === 0 ? DASH : format.percent(sessions.value / total)}</td>
            <td className="value">{format.about(sessions.value)}</td>
            <td className="n">
              <N n={sessions.n} format={format} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Intake({ report: { intake }, words: { t, format } }: TableProps): ReactNode {
  const line = t('intake.line', {
    accepted: format.exact(intake.accepted),
    refused: format.exact(intake.refused),
  });
  const reasons = Object.entries(intake.reasons)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 5)
    .map(([reason, count]) => `${reason} (${format.exact(count)})`);
  return (
    <>
      {line} {reasons.length > 0 && t('intake.reasons', { reasons: format.list(reasons) })}
    </>
  );
}
