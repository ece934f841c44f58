import { type Act, failureKindNames, type HistoryRow } from '../reporting/join-status-report.ts';

/** From the ground up: those who hear, those who do not any more, those who do not yet. */
const stateSeries = ['listening', 'rebuffering', 'lost', 'joining', 'waiting'] as const;

export type SeriesName = (typeof stateSeries)[number] | 'p50' | 'p95' | (typeof failureKindNames)[number];

/** What a plot draws: one value for each row and series; null is a hole. */
export interface PlotData {
  /** Seconds since the epoch, as uPlot counts. */
  readonly times: readonly number[];
  readonly series: readonly { readonly name: SeriesName; readonly values: readonly (number | null)[] }[];
}

/** The plots' three subjects. */
export type PlotSubject = 'states' | 'joinTime' | 'failures';

const FAILURE_KINDS_SHOWN = 5;

/** The rows of one subject, ready to be drawn. Rows without a readable time are left out. */
export function plotData(subject: PlotSubject, rows: readonly HistoryRow[]): PlotData {
  const timed = rows.filter(({ at }) => !Number.isNaN(Date.parse(at)));
  const times = timed.map(({ at }) => Date.parse(at) / 1000);
  switch (subject) {
    case 'states':
      return {
        times,
        series: stateSeries.map((name) => ({ name, values: timed.map((row) => row[name]) })),
      };
    case 'joinTime':
      return {
        times,
        series: [
          { name: 'p50', values: timed.map((row) => row.joinTimeP50Seconds) },
          { name: 'p95', values: timed.map((row) => row.joinTimeP95Seconds) },
        ],
      };
    case 'failures': {
      const total = (kind: string) => timed.reduce((sum, { failures }) => sum + (failures[kind] ?? 0), 0);
      const shown = failureKindNames
        .filter((kind) => total(kind) > 0)
        .toSorted((one, other) => total(other) - total(one))
        .slice(0, FAILURE_KINDS_SHOWN);
      return {
        times,
        series: shown.map((name) => ({ name, values: timed.map(({ failures }) => failures[name] ?? 0) })),
      };
    }
  }
}

/** Each series on top of those before it: the upper edges of a stack. */
export function stacked({ series }: PlotData): readonly (readonly number[])[] {
  const edges: number[][] = [];
  for (const { values } of series) {
    const below = edges.at(-1);
    edges.push(values.map((value, index) => (value ?? 0) + (below?.[index] ?? 0)));
  }
  return edges;
}

/** Every `stride`-th row, counted from the newest: enough to read, where all would be too many. */
export function thinned(rows: readonly HistoryRow[], stride: number): readonly HistoryRow[] {
  return rows.filter((_row, index) => (rows.length - 1 - index) % stride === 0);
}

/** An act on a plot. */
export interface PlotMark {
  /** Seconds since the epoch. */
  readonly time: number;
  readonly text: string;
}

const MAX_MARK_CHARACTERS = 28;

/** The acts, with what was said about them, else with what they changed. */
export function marksOf(acts: readonly Act[], fieldWords: (fields: readonly string[]) => string): PlotMark[] {
  return acts.map(({ at, note, fields }) => {
    const text = note.trim() === '' ? fieldWords(fields) : note.trim();
    const isLong = text.length > MAX_MARK_CHARACTERS;
    return {
      time: Date.parse(at) / 1000,
      text: isLong ? `${text.slice(0, MAX_MARK_CHARACTERS - 1).trimEnd()}…` : text,
    };
  });
}
