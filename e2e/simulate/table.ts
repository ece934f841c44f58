import type { Figures } from './figures.ts';
import { type PolicyName, policyTitles } from './policies.ts';

const COLUMNS = [
  'policy',
  'offered / capacity, peak',
  'goodput / capacity, least',
  'hear everything',
  'hear something',
  'join p50',
  'join p95',
  'recovery (least possible)',
  'stays down',
  'listening at the end',
] as const;

/** A Markdown table, a line a policy. */
export function tableOf(all: readonly { readonly name: PolicyName; readonly figures: Figures }[]): string {
  const rows = all.map(({ name, figures: f }) => [
    policyTitles[name],
    f.peakOfferedOverCapacity.toFixed(2),
    f.leastGoodputOverCapacity.toFixed(2),
    percent(f.hearEverything),
    percent(f.hearSomething),
    seconds(f.joinP50Seconds),
    seconds(f.joinP95Seconds),
    `${f.recoverySeconds === null ? 'never' : `${String(f.recoverySeconds)} s`} (${String(f.leastRecoverySeconds)} s)`,
    f.metastable ? 'yes' : 'no',
    percent(f.listeningAtEnd),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(COLUMNS),
    line(COLUMNS.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}

/** In words, for an admission that moves; null where nothing moves it. */
export function admissionWords({ hearEverything, admission }: Figures, share: number): string | null {
  if (admission === null) return null;
  const { leastOverMean, mostOverMean, fullSeconds } = admission;
  return [
    `Of what the origin can carry ${(hearEverything / share).toFixed(2)} hear everything;`,
    `the admission is ${leastOverMean.toFixed(2)} to ${mostOverMean.toFixed(2)} of its mean from two minutes on,`,
    `and at one ${fullSeconds === null ? 'never' : `${String(fullSeconds)} s`} after the overload.`,
  ].join(' ');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function seconds(value: number | null): string {
  return value === null ? 'none' : `${value.toFixed(1)} s`;
}
