import type { Summary } from './summary.ts';

/** A table of texts; the first row names the columns. */
export type Table = readonly (readonly string[])[];

interface Column {
  readonly title: string;
  readonly text: (summary: Summary) => string;
}

const fixed = (number: number | null, digits: number) => (number === null ? '–' : number.toFixed(digits));
const percent = (share: number, digits: number) => `${(share * 100).toFixed(digits)} %`;

const columns: readonly Column[] = [
  { title: 'player', text: ({ player }) => player.title },
  { title: 'listening', text: ({ listeningRatio }) => fixed(listeningRatio, 3) },
  { title: 'limit', text: ({ limitRatio }) => fixed(limitRatio, 3) },
  { title: 'of limit', text: ({ ratioOverLimit }) => fixed(ratioOverLimit, 3) },
  { title: 'worst', text: ({ worstRatioOverLimit }) => fixed(worstRatioOverLimit, 3) },
  { title: 'join s', text: ({ joinSeconds }) => fixed(joinSeconds, 1) },
  { title: 'rebuffers', text: ({ rebuffers }) => fixed(rebuffers, 1) },
  { title: 'longest silence s', text: ({ longestSilenceSeconds }) => fixed(longestSilenceSeconds, 1) },
  { title: 'never heard s', text: ({ neverHeardSeconds }) => fixed(neverHeardSeconds, 0) },
  { title: 'latency s', text: ({ latencyAtEndSeconds }) => fixed(latencyAtEndSeconds, 1) },
  { title: 'requests', text: ({ requests }) => fixed(requests, 0) },
  { title: 'per minute', text: ({ requestsPerDeliveredMinute }) => fixed(requestsPerDeliveredMinute, 1) },
  { title: 'peak/s', text: ({ peakRequestsPerSecond }) => fixed(peakRequestsPerSecond, 0) },
  { title: 'kB', text: ({ bytes }) => fixed(bytes / 1000, 0) },
  { title: 'waste', text: ({ wasteShare }) => percent(wasteShare, 1) },
  { title: 'alive', text: ({ alive, evenings }) => `${alive} of ${evenings}` },
  { title: 'Retry-After broken', text: ({ retryAfterBroken }) => fixed(retryAfterBroken, 0) },
];

/** Every figure of every player. */
export function tableOf(summaries: readonly Summary[]): Table {
  return [
    columns.map(({ title }) => title),
    ...summaries.map((summary) => columns.map(({ text }) => text(summary))),
  ];
}

/** For a terminal: the first column to the left, figures to the right. */
export function asText(table: Table): string {
  const widths = widthsOf(table);
  const line = (row: readonly string[]) =>
    row
      .map((text, index) =>
        index === 0 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0),
      )
      .join('  ');
  return table.map(line).join('\n');
}

/** As prettier would write it, so that a formatted file stays as it is. */
export function asMarkdown(table: Table): string {
  const widths = widthsOf(table).map((width) => Math.max(3, width));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, index) => (index === 0 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0))).join(' | ')} |`;
  const [head, ...rows] = table;
  const rule = widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head ?? []), line(rule), ...rows.map(line)].join('\n');
}

function widthsOf(table: Table): number[] {
  return (table[0] ?? []).map((_, index) => Math.max(...table.map((row) => (row[index] ?? '').length)));
}
