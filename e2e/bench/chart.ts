import type { Outcome } from './outcome.ts';
import type { Player } from './players.ts';
import { summariesOf, type Summary } from './summary.ts';

const cell = { width: 84, height: 30 };
const left = 190;
const top = 122;
const gap = 14;
const font = 'font-family="ui-sans-serif, system-ui, sans-serif"';

/** From silence (dark red) over half (amber) to all that is possible (green): a share and a colour. */
const ramp: readonly (readonly [share: number, colour: readonly [number, number, number]])[] = [
  [0, [152, 27, 30]],
  [0.5, [224, 122, 48]],
  [0.85, [244, 211, 94]],
  [0.95, [146, 200, 118]],
  [1, [56, 142, 88]],
];

interface ChartColumn {
  readonly title: string;
  readonly of: (summary: Summary) => string;
}

const figures: readonly ChartColumn[] = [
  { title: 'alive', of: ({ alive, evenings }) => `${alive}/${evenings}` },
  { title: 'join s', of: ({ joinSeconds }) => joinSeconds?.toFixed(1) ?? '–' },
  { title: 'req/min', of: ({ requestsPerDeliveredMinute }) => requestsPerDeliveredMinute?.toFixed(0) ?? '–' },
  { title: 'peak/s', of: ({ peakRequestsPerSecond }) => String(peakRequestsPerSecond) },
  { title: 'waste', of: ({ wasteShare }) => `${(wasteShare * 100).toFixed(1)} %` },
  {
    title: 'Retry-After',
    of: ({ retryAfterBroken }) => (retryAfterBroken === 0 ? 'kept' : `${retryAfterBroken} ×`),
  },
];

/**
 * An SVG: a player a column, a scenario a row, the listening ratio over the physical limit in each cell; below, the
 * mean and what it cost. `subtitle` says when and how it was measured.
 */
export function chartOf(
  players: readonly Player[],
  scenarios: readonly string[],
  outcomes: readonly Outcome[],
  subtitle: string,
): string {
  const played = players.filter(({ id }) => outcomes.some(({ player }) => player === id));
  const width = left + (played.length + 1) * cell.width + 20;
  const rowsEnd = top + scenarios.length * cell.height;
  const height = rowsEnd + gap + (1 + figures.length) * cell.height + 24;
  const parts: string[] = [];
  played.forEach((player, index) => {
    const [name, detail] = player.title.split(', ');
    const x = columnX(index + 1) + cell.width / 2;
    const weight = player.kind === 'page' ? ' font-weight="700"' : '';
    parts.push(text(x, top - 24, name ?? '', `text-anchor="middle"${weight}`));
    if (detail !== undefined) parts.push(text(x, top - 9, detail, 'text-anchor="middle" font-size="11"'));
  });
  parts.push(text(columnX(0) + cell.width / 2, top - 24, 'limit', 'text-anchor="middle" fill="#666"'));

  scenarios.forEach((scenario, row) => {
    const y = top + row * cell.height;
    const here = outcomes.filter((outcome) => outcome.scenario === scenario);
    parts.push(text(left - 10, y + 20, scenario, 'text-anchor="end"'));
    const limit = here[0]?.limitRatio;
    if (limit !== undefined)
      parts.push(
        text(columnX(0) + cell.width / 2, y + 20, limit.toFixed(2), 'text-anchor="middle" fill="#666"'),
      );
    summaries(played, here).forEach((summary, index) => {
      if (summary !== null) parts.push(...box(index, y, summary));
    });
  });

  const all = summaries(played, outcomes);
  const meanY = rowsEnd + gap;
  parts.push(text(left - 10, meanY + 20, 'mean', 'text-anchor="end" font-weight="700"'));
  all.forEach((summary, index) => {
    if (summary !== null) parts.push(...box(index, meanY, summary));
  });
  figures.forEach(({ title, of }, row) => {
    const y = meanY + (row + 1) * cell.height;
    parts.push(text(left - 10, y + 20, title, 'text-anchor="end" fill="#444"'));
    all.forEach((summary, index) => {
      if (summary === null) return;
      parts.push(
        text(columnX(index + 1) + cell.width / 2, y + 20, of(summary), 'text-anchor="middle" fill="#444"'),
      );
    });
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${font} font-size="13" role="img">`,
    '<title>Listening ratio over the physical limit</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(20, 28, 'What share of what could be heard was heard', 'font-size="18" font-weight="700"'),
    text(20, 48, subtitle, 'font-size="12" fill="#666"'),
    text(20, 66, '† silent at the end of an evening', 'font-size="12" fill="#666"'),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function summaries(players: readonly Player[], outcomes: readonly Outcome[]): (Summary | null)[] {
  return players.map((player) => summariesOf([player], outcomes)[0] ?? null);
}

function columnX(index: number): number {
  return left + index * cell.width;
}

/** One cell: its colour, its figure, and a mark where somebody was silent at the end. */
function box(index: number, y: number, { ratioOverLimit, alive, evenings }: Summary): string[] {
  const x = columnX(index + 1);
  const [red, green, blue] = colourOf(ratioOverLimit);
  const isDark = red * 0.299 + green * 0.587 + blue * 0.114 < 130;
  const ink = isDark ? '#fff' : '#111';
  const silent = alive < evenings ? ' †' : '';
  return [
    `<rect x="${x + 1}" y="${y + 1}" width="${cell.width - 2}" height="${cell.height - 2}" rx="3" fill="rgb(${red},${green},${blue})"/>`,
    text(
      x + cell.width / 2,
      y + 20,
      ratioOverLimit.toFixed(2) + silent,
      `text-anchor="middle" fill="${ink}"`,
    ),
  ];
}

/** Between the two nearest points of the ramp. */
export function colourOf(share: number): readonly [number, number, number] {
  const clamped = Math.min(1, Math.max(0, share));
  const upper = ramp.findIndex(([at]) => at >= clamped);
  const to = ramp[upper];
  const from = ramp[Math.max(0, upper - 1)];
  if (to === undefined || from === undefined) return [0, 0, 0];
  const part = to[0] === from[0] ? 0 : (clamped - from[0]) / (to[0] - from[0]);
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(from[1][channel] + (to[1][channel] - from[1][channel]) * part);
  return [mix(0), mix(1), mix(2)];
}

function text(x: number, y: number, words: string, attributes: string): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x}" y="${y}" ${attributes}>${escaped}</text>`;
}
