import { decodeCmcd, validateCmcd } from '@svta/cml-cmcd';
import { reportKeys } from '../reporting/report-keys.ts';
import {
  playerStates,
  type PlayerState,
  type ReadLine,
  type Refusal,
  type RefusalReason,
  refused,
} from './report.ts';

const ownKeys = new Set<string>(Object.values(reportKeys));

/** Reads a line as `@svta/cml-cmcd` does; what is wrong is named with its key. Never throws. */
export function readLibraryLine(line: string): ReadLine {
  let decoded: Record<string, unknown>;
  try {
    // The library's symbols would stay in the registry for ever: one for every token that anybody thinks of.
    decoded = withoutTokens(decodeCmcd(line, { useSymbol: false }));
  } catch {
    return refused('syntax', '', 'not a structured field dictionary (RFC 8941)');
  }
  const { issues } = validateCmcd(decoded, { reportingMode: 'event', version: 2 });
  // The library wants text in custom keys. Ours may also be numbers and flags: see `reportKeys`.
  const issue = issues.find(({ key, severity }) => severity === 'error' && !ownKeys.has(key ?? ''));
  if (issue !== undefined) return refused(reasonOf(issue.message), issue.key ?? '', issue.message);
  return pick(decoded);
}

function reasonOf(message: string): RefusalReason {
  if (message.startsWith('Unknown CMCD key')) return 'unknown-key';
  if (/ requires? the /.test(message)) return 'missing';
  if (/ must not be present| must only be present/.test(message)) return 'structure';
  return 'value';
}

function pick(decoded: Record<string, unknown>): ReadLine {
  const wrong: Refusal[] = [];
  const fault = (key: string, expected: string): null => {
    wrong.push(refused('value', key, `expected ${expected}`));
    return null;
  };
  const text = (key: string): string | null => {
    const value = decoded[key];
    if (value === undefined) return null;
    return typeof value === 'string' ? value : fault(key, 'text');
  };
  const ownText = (key: string): string | null => {
    const value = text(key);
    return value !== null && value.length > 64 ? fault(key, 'at most 64 characters') : value;
  };
  const count = (key: string): number | null => {
    const value = decoded[key];
    if (value === undefined) return null;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e9) return value;
    if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value);
    return fault(key, 'a whole number from 0 to 999999999');
  };
  const flag = (key: string): boolean => {
    const value = decoded[key];
    if (value === undefined || value === false || value === 'false') return false;
    if (value !== true && value !== 'true') fault(key, 'a boolean');
    return true;
  };
  const number = (key: string): number | null => numberOf(decoded[key]);
  const needed = <Value>(key: string, value: Value | null): Value | null => {
    if (value === null) wrong.push(refused('missing', key, `"${key}" is needed`));
    return value;
  };

  const event = needed('e', text('e'));
  const ts = needed('ts', number('ts'));
  const sid = needed('sid', text('sid'));
  const cid = needed('cid', text('cid'));
  const sn = needed('sn', number('sn'));
  const state = text('sta') as PlayerState | null;
  count(reportKeys.attempts);
  const rest = {
    state: state !== null && playerStates.includes(state) ? state : null,
    joinMs: number('msd'),
    kbps: number('br'),
    status: number('rc'),
    failure: ownText(reportKeys.failure),
    link: ownText(reportKeys.link),
    pathway: ownText(reportKeys.pathway),
    revision: count(reportKeys.revision),
    held: flag(reportKeys.held),
  };
  const [first] = wrong;
  if (first !== undefined) return first;
  if (event === null || ts === null || sid === null || cid === null || sn === null) {
    return refused('missing', '', 'a key is missing');
  }
  return { kind: 'ok', report: { event, sid, cid, sn, ts, ...rest } };
}

/** A number, or the first of a list, with or without parameters. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (Array.isArray(value)) return numberOf(value[0]);
  if (typeof value === 'object' && value !== null && 'value' in value) return numberOf(value.value);
  return null;
}

function withoutTokens(decoded: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(decoded).map(([key, value]) => [key, withoutToken(value)]));
}

/** A token as text. Tokens within lists or with parameters are left: no key of ours has them. */
function withoutToken(value: unknown): unknown {
  const isToken =
    typeof value === 'object' &&
    value !== null &&
    'description' in value &&
    typeof value.description === 'string';
  return isToken ? value.description : value;
}
