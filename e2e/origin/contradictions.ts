import { isNarrow } from './match.ts';
import type { FaultEntry, Scenario } from './scenario.ts';

/** What is wrong with a scenario that no single field can tell: one sentence each, with the field's path. */
export function contradictions(scenario: Scenario): string[] {
  return [
    ...scenario.faults.flatMap((entry, index) => inEntry(entry, `faults[${index}]`)),
    ...scenario.gaps.flatMap((gap, index) => inPeriod(gap, `gaps[${index}]`)),
    ...inRestarts(scenario),
    ...inDateRanges(scenario),
    ...inPathways(scenario),
  ];
}

function inPeriod(period: Pick<FaultEntry, 'fromSeconds' | 'toSeconds'>, field: string): string[] {
  const { fromSeconds, toSeconds = Infinity } = period;
  if (toSeconds > fromSeconds) return [];
  return [`${field}.toSeconds: must be later than fromSeconds (${toSeconds} is not after ${fromSeconds})`];
}

/** Faults that only a media playlist can have. */
const ofMediaPlaylists: ReadonlySet<string> = new Set(['stale', 'older', 'ended']);

function inEntry(entry: FaultEntry, field: string): string[] {
  const { match, probability, fault } = entry;
  const found = inPeriod(entry, field);
  const isPlaylist = match.what === 'media-playlist' || match.what === 'captions-playlist';
  if (ofMediaPlaylists.has(fault.type) && !isPlaylist) {
    found.push(`${field}.match.what: only a media playlist can be "${fault.type}"`);
  }
  if (entry.cycle !== undefined && entry.cycle.forSeconds > entry.cycle.everySeconds) {
    found.push(`${field}.cycle.forSeconds: must not be longer than everySeconds`);
  }
  if (fault.type === 'upstream' && fault.ms === undefined && fault.bitsPerSecond === undefined) {
    found.push(`${field}.fault: needs ms or bitsPerSecond`);
  }
  if (fault.type !== 'refuse') return found;
  if (match.what !== 'any' || isNarrow(match)) {
    found.push(
      `${field}.match: a connection is refused before it asks for anything: only {"what": "any"} and a pathway`,
    );
  }
  if (fault.at === 'listener' && probability !== 1) {
    found.push(`${field}.probability: a listener is open or closed: only 1`);
  }
  return found;
}

function inRestarts({ restarts, startsAtSeconds }: Scenario): string[] {
  return restarts.flatMap(({ atSeconds, mediaSequence, keepsWindow }, index) => {
    const before = restarts[index - 1];
    const field = `restarts[${index}]`;
    const found: string[] = [];
    if (atSeconds < startsAtSeconds) {
      found.push(`${field}.atSeconds: must not be before startsAtSeconds (${startsAtSeconds})`);
    } else if (before !== undefined && atSeconds < before.atSeconds + before.silentSeconds) {
      found.push(`${field}.atSeconds: the encoder is not back yet from the restart before`);
    }
    if (keepsWindow && mediaSequence !== 0) {
      found.push(`${field}.mediaSequence: with keepsWindow the numbers go on`);
    }
    return found;
  });
}

function inDateRanges({ dateRanges, programDateTime }: Scenario): string[] {
  const ids = dateRanges.map(({ id }) => id);
  return dateRanges.flatMap(({ id, className, endOnNext, durationSeconds }, index) => {
    const field = `dateRanges[${index}]`;
    const found: string[] = [];
    if (ids.indexOf(id) !== index) found.push(`${field}.id: "${id}" is there already`);
    if (!programDateTime) found.push(`${field}: without programDateTime no date has a place`);
    if (endOnNext && className === null) found.push(`${field}.endOnNext: needs a class`);
    if (endOnNext && durationSeconds !== null) found.push(`${field}.endOnNext: has no durationSeconds`);
    return found;
  });
}

function inPathways({ pathways, faults, steering, stream }: Scenario): string[] {
  const ids = pathways.map(({ id }) => id);
  const unknown = (field: string, id: string | undefined) =>
    id === undefined || ids.includes(id) ? [] : [`${field}: there is no pathway "${id}"`];
  const found = ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [`pathways[${index}]: "${id}" is there already`],
  );
  found.push(...faults.flatMap(({ match }, n) => unknown(`faults[${n}].match.pathway`, match.pathway)));
  if (steering === undefined) {
    return stream.startsWith('steered') ? [...found, `stream: "${stream}" needs "steering"`] : found;
  }
  found.push(...unknown('steering.pathway', steering.pathway));
  steering.steps.forEach(({ atSeconds, priority }, step) => {
    const field = `steering.steps[${step}]`;
    found.push(...priority.flatMap((id, n) => unknown(`${field}.priority[${n}]`, id)));
    if (atSeconds < (steering.steps[step - 1]?.atSeconds ?? -Infinity)) {
      found.push(`${field}.atSeconds: must not be before the step that comes before it`);
    }
  });
  const clones = steering.clones.map(({ id }) => id);
  steering.clones.forEach(({ id, baseId }, n) => {
    const field = `steering.clones[${n}]`;
    found.push(...unknown(`${field}.id`, id), ...unknown(`${field}.baseId`, baseId));
    if (id === ids[0]) found.push(`${field}.id: the first pathway cannot be a clone`);
    if (clones.includes(baseId)) found.push(`${field}.baseId: "${baseId}" is a clone itself`);
  });
  return found;
}
