import type { Figures } from './figures.ts';
import { type PolicyName, policyTitles } from './policies.ts';
import { JOIN_COLUMN_SECONDS } from './series.ts';

/** Wong's palette (Nature Methods 8, 2011): apart for colour-blind eyes too; each has its own dash as well. */
const STROKES: Readonly<Record<PolicyName, readonly [colour: string, dash: string]>> = {
  holdline: ['#0072b2', ''],
  fixed: ['#d55e00', '6 2'],
  exponential: ['#009e73', '2 2'],
  'hls.js': ['#cc79a7', '8 3 2 3'],
  reload: ['#e69f00', '4 4'],
};

const WIDTH = 860;
const HEIGHT = 340;
const LEFT = 64;
const RIGHT = 20;
const TOP = 74;
const BOTTOM = 46;
const TICKS_SECONDS = 60;

interface Line {
  readonly name: PolicyName;
  readonly values: readonly (number | null)[];
}

interface PlotOptions {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Seconds between two values. */
  readonly everySeconds: number;
  readonly overloadSeconds: number;
  /** Higher values are cut off; null: the highest decides. */
  readonly most: number | null;
}

/** The plots of one case by file name. */
export function plotsOf(
  all: readonly { readonly name: PolicyName; readonly figures: Figures }[],
  overloadSeconds: number,
): ReadonlyMap<string, string> {
  const lines = (of: (figures: Figures) => readonly (number | null)[]) =>
    all.map(({ name, figures }) => ({ name, values: of(figures) }));
  const common = { everySeconds: 1, overloadSeconds };
  const plots = new Map([
    [
      'offered-load',
      plot({
        ...common,
        title: 'Offered load over capacity',
        lines: lines((f) => f.secondSeries.offered),
        most: 24,
      }),
    ],
    [
      'goodput',
      plot({
        ...common,
        title: 'Goodput over capacity',
        lines: lines((f) => f.secondSeries.goodput),
        most: 1.1,
      }),
    ],
    [
      'queue',
      plot({
        ...common,
        title: 'Queue, seconds of the capacity',
        lines: lines((f) => f.secondSeries.queueSeconds),
        most: null,
      }),
    ],
    [
      'listening',
      plot({ ...common, title: 'Share who listen', lines: lines((f) => f.secondSeries.listening), most: 1 }),
    ],
    [
      'join-time',
      plot({
        title: 'Median join time, seconds, of those who come to hear then',
        lines: lines((f) => f.secondSeries.joinMedianSeconds),
        everySeconds: JOIN_COLUMN_SECONDS,
        overloadSeconds,
        most: null,
      }),
    ],
  ]);
  if (all.some(({ figures }) => figures.secondSeries.admission !== null)) {
    const title = 'Admission fraction of the broadcast document';
    plots.set(
      'admission',
      plot({ ...common, title, lines: lines((f) => f.secondSeries.admission ?? []), most: 1 }),
    );
  }
  return plots;
}

/** One quantity over time as an SVG of its own; the time before the capacity is there is shaded. */
function plot({ title, lines, everySeconds, overloadSeconds, most }: PlotOptions): string {
  const seconds = Math.max(1, ...lines.map(({ values }) => values.length * everySeconds));
  const highest = Math.max(...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const top = niceTop(most === null ? highest : Math.min(most, Math.max(highest, most / 20)));
  const x = (at: number) => LEFT + (at / seconds) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - (Math.min(value, top) / top) * (HEIGHT - TOP - BOTTOM);
  const text = (atX: number, atY: number, anchor: string, words: string) =>
    `<text x="${fixed(atX)}" y="${fixed(atY)}" text-anchor="${anchor}">${words}</text>`;
  const yTicks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
  const xTicks = Array.from({ length: Math.floor(seconds / TICKS_SECONDS) + 1 }, (_, n) => n * TICKS_SECONDS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" font-family="sans-serif" font-size="12" fill="#222" role="img" aria-label="${title}">`,
    `<rect width="${String(WIDTH)}" height="${String(HEIGHT)}" fill="#fff"/>`,
    `<rect x="${fixed(x(0))}" y="${String(TOP)}" width="${fixed(x(overloadSeconds) - x(0))}" height="${String(HEIGHT - TOP - BOTTOM)}" fill="#f3f1ec"/>`,
    `<text x="${String(LEFT)}" y="24" font-size="16">${title}</text>`,
    ...lines.map(({ name }, index) => {
      const [colour, dash] = STROKES[name];
      const at = LEFT + index * 158;
      return `<path d="M${String(at)} 46h22" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/>${text(at + 28, 50, 'start', policyTitles[name])}`;
    }),
    ...yTicks.map(
      (value) =>
        `<path d="M${String(LEFT)} ${fixed(y(value))}H${String(WIDTH - RIGHT)}" stroke="#ddd"/>${text(LEFT - 8, y(value) + 4, 'end', String(Number(value.toPrecision(3))))}`,
    ),
    ...xTicks.map((at) => text(x(at), HEIGHT - BOTTOM + 18, 'middle', String(at / 60))),
    text(
      (LEFT + WIDTH - RIGHT) / 2,
      HEIGHT - 8,
      'middle',
      'minutes after the first press; shaded: a tenth of the capacity',
    ),
    ...lines.map(({ name, values }) => {
      const [colour, dash] = STROKES[name];
      return `<path fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}" d="${pathOf(values, everySeconds, x, y)}"/>`;
    }),
    '</svg>\n',
  ].join('\n');
}

/** A new line begins behind every gap. One value in three seconds is more than the eye can tell. */
function pathOf(
  values: readonly (number | null)[],
  everySeconds: number,
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  const stride = Math.max(1, Math.round(3 / everySeconds));
  let isDown = false;
  let path = '';
  for (let index = 0; index < values.length; index += stride) {
    const value = values[index] ?? null;
    if (value !== null) path += `${isDown ? 'L' : 'M'}${fixed(x(index * everySeconds))} ${fixed(y(value))}`;
    isDown = value !== null;
  }
  return path;
}

function niceTop(value: number): number {
  if (value <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => step * unit >= value) ?? 10) * unit;
}

function fixed(value: number): string {
  return String(Number(value.toFixed(1)));
}
