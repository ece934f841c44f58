import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type PlotData, type PlotMark, stacked } from './plot-data.ts';

export interface PlotOptions {
  readonly isStacked: boolean;
  /** A value on the axis. */
  readonly writeValue: (value: number) => string;
  /** A time on the axis; seconds since the epoch. */
  readonly writeTime: (time: number) => string;
  /** Index of the row that is pointed at; null: none. */
  readonly onPoint: (index: number | null) => void;
}

/** A plot that stands in the page. */
export interface Drawing {
  show(data: PlotData, marks: readonly PlotMark[]): void;
  dispose(): void;
}

export type DrawPlot = (host: HTMLElement, options: PlotOptions) => Drawing;

const ASPECT = 0.5;
const MIN_HEIGHT_PX = 230;
const MAX_HEIGHT_PX = 320;
const LINE_WIDTH_PX = 2;
const MARK_LINE_PX = 15;
/** Marks whose words would lie upon each other take turns on so many lines. */
const MARK_LINES = 3;
const AXIS_FONT_PX = 12;

/** Draws into `host` with the colours of the page's style sheet, and again whenever size or colours change. */
export const drawPlot: DrawPlot = (host, options) => {
  const colour = (name: string) => getComputedStyle(host).getPropertyValue(name).trim();
  const font = () => `${AXIS_FONT_PX}px ${getComputedStyle(host).fontFamily}`;
  let plot: uPlot | null = null;
  let shape = '';
  let marks: readonly PlotMark[] = [];

  const size = () => {
    const width = Math.max(1, Math.floor(host.clientWidth));
    return { width, height: Math.round(Math.min(MAX_HEIGHT_PX, Math.max(MIN_HEIGHT_PX, width * ASPECT))) };
  };

  function create(data: PlotData, rows: uPlot.AlignedData): uPlot {
    const axis: Partial<uPlot.Axis> = {
      stroke: () => colour('--quiet'),
      font: font(),
      grid: { stroke: () => colour('--hair'), width: 1 },
      ticks: { show: false },
    };
    const series = data.series.map(({ name }, index): uPlot.Series => {
      const stroke = () => colour(`--series-${name}`);
      if (options.isStacked)
        return { stroke: () => colour('--paper'), width: 1, fill: stroke, points: { show: false } };
      const isDashed = index === 0 && data.series.length === 2;
      return { stroke, width: LINE_WIDTH_PX, points: { show: false }, ...(isDashed ? { dash: [6, 4] } : {}) };
    });
    return new uPlot(
      {
        ...size(),
        padding: [MARK_LINE_PX * MARK_LINES, 8, 0, 0],
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
        scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.05)] } },
        axes: [
          { ...axis, space: 70, size: 30, values: (_plot, splits) => splits.map(options.writeTime) },
          { ...axis, size: 62, values: (_plot, splits) => splits.map(options.writeValue) },
        ],
        // The highest edge of a stack first: each next one is painted over it.
        series: [{}, ...(options.isStacked ? series.toReversed() : series)],
        hooks: {
          draw: [drawMarks],
          setCursor: [({ cursor }) => options.onPoint(cursor.idx ?? null)],
        },
      },
      rows,
      host,
    );
  }

  function drawMarks(self: uPlot): void {
    const { ctx, bbox } = self;
    const ratio = uPlot.pxRatio;
    ctx.save();
    ctx.font = `${AXIS_FONT_PX * ratio}px ${getComputedStyle(host).fontFamily}`;
    ctx.textBaseline = 'alphabetic';
    ctx.lineWidth = ratio;
    ctx.strokeStyle = colour('--ink');
    ctx.fillStyle = colour('--ink');
    const { min = 0, max = 0 } = self.scales['x'] ?? {};
    /** Where the last word on each line ends: what would stand on it is left out, its mark is not. */
    const wordsUntil = Array.from({ length: MARK_LINES }, () => -Infinity);
    marks
      .filter(({ time }) => time >= min && time <= max)
      .forEach(({ time, text }, index) => {
        const x = Math.round(self.valToPos(time, 'x', true)) + ratio / 2;
        const line = index % MARK_LINES;
        const top = bbox.top - (line + 0.25) * MARK_LINE_PX * ratio;
        ctx.setLineDash([2 * ratio, 3 * ratio]);
        ctx.beginPath();
        ctx.moveTo(x, top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        const width = ctx.measureText(text).width;
        const isRoomy = x + width + 6 * ratio < bbox.left + bbox.width;
        const from = isRoomy ? x + 4 * ratio : Math.max(0, x - width - 4 * ratio);
        if (from < (wordsUntil[line] ?? 0) + 8 * ratio) return;
        wordsUntil[line] = from + width;
        ctx.fillText(text, from, top);
      });
    ctx.restore();
  }

  const redraw = () => plot?.redraw(false);
  const resized = new ResizeObserver(() => {
    const { width } = size();
    if (plot !== null && plot.width !== width) plot.setSize(size());
  });
  resized.observe(host);
  const looks = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
  for (const look of looks) look.addEventListener('change', redraw);

  return {
    show(data, nextMarks) {
      marks = nextMarks;
      const edges = options.isStacked ? stacked(data).toReversed() : data.series.map(({ values }) => values);
      const rows = [[...data.times], ...edges.map((edge) => [...edge])] as uPlot.AlignedData;
      const nextShape = data.series.map(({ name }) => name).join();
      if (plot === null || nextShape !== shape) {
        plot?.destroy();
        plot = create(data, rows);
        shape = nextShape;
      } else {
        plot.setData(rows);
      }
    },
    dispose() {
      resized.disconnect();
      for (const look of looks) look.removeEventListener('change', redraw);
      plot?.destroy();
      plot = null;
    },
  };
};
