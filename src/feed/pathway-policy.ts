/** One pathway as the choice sees it. Times are milliseconds of the Clock. */
export interface PathwayFacts {
  readonly id: string;
  /** Failed openings in a row, as its gate counts them. */
  readonly failures: number;
  /** Nothing starts there before this time; null when it is open. */
  readonly closedUntilMs: number | null;
  /** Its circuit is open until then: it failed for good, or what it said was stale. */
  readonly avoidUntilMs: number;
  /** It lets nobody in: of no use, however open it is, as long as any other might be. */
  readonly isDenied: boolean;
}

export interface PathwayChoiceFacts {
  /** In order of preference, never empty. */
  readonly pathways: readonly PathwayFacts[];
  readonly currentId: string;
  readonly nowMs: number;
  /** Nobody leaves a failing pathway before this time, so that a crowd does not arrive at the next in one second. */
  readonly spreadUntilMs: number;
  /** Enough is in hand to try a preferred pathway again that failed before. */
  readonly comfortable: boolean;
}

/** So many failed openings in a row are no bad luck any more. */
export const FAILURES_TO_LEAVE = 2;

/** Those that might let one in; all where none might. */
function willing<Facts extends PathwayFacts>(pathways: readonly Facts[]): readonly Facts[] {
  const some = pathways.filter(({ isDenied }) => !isDenied);
  return some.length > 0 ? some : pathways;
}

/** A pathway that one could ask at this moment with good hope. */
function isUsable({ closedUntilMs, avoidUntilMs, failures }: PathwayFacts, nowMs: number): boolean {
  return (
    avoidUntilMs <= nowMs &&
    (closedUntilMs === null || closedUntilMs <= nowMs) &&
    failures < FAILURES_TO_LEAVE
  );
}

/** True when its circuit half-opens: it failed, but so long ago that one request may find out. */
function isDueForTrial({ closedUntilMs, avoidUntilMs, failures }: PathwayFacts, nowMs: number): boolean {
  return (
    failures >= FAILURES_TO_LEAVE &&
    avoidUntilMs > -Infinity &&
    avoidUntilMs <= nowMs &&
    (closedUntilMs === null || closedUntilMs <= nowMs)
  );
}

/**
 * Which pathway is the one to follow from now on: the present one as long as it does, another that does when it fails
 * (at once when little is in hand, spread over some seconds otherwise), and back to a preferred one, slowly, when its
 * circuit has half-opened. Where none does, one that has rested, else the one that may be asked soonest, and of those
 * the one whose rest ends first: what is stale is asked for nothing new while another may be back.
 */
export function choosePathway(facts: PathwayChoiceFacts): string {
  const { pathways, currentId, nowMs } = facts;
  const current = pathways.find(({ id }) => id === currentId);
  const usable = pathways.filter((pathway) => isUsable(pathway, nowMs));
  if (current === undefined) return usable[0]?.id ?? pathways[0]?.id ?? currentId;

  const hasFailed = current.failures >= FAILURES_TO_LEAVE || current.avoidUntilMs > nowMs;
  if (!hasFailed) {
    const preferred = pathways.slice(0, pathways.indexOf(current));
    const back = preferred.find((pathway) => isUsable(pathway, nowMs) || isDueForTrial(pathway, nowMs));
    return facts.comfortable && back !== undefined ? back.id : currentId;
  }
  if (nowMs < facts.spreadUntilMs) return currentId;
  const left = willing(pathways);
  const next = usable[0] ?? left.find((pathway) => pathway.id !== currentId && isDueForTrial(pathway, nowMs));
  if (next !== undefined) return next.id;
  const untilMs = ({ closedUntilMs }: PathwayFacts) => closedUntilMs ?? nowMs;
  const isSooner = (one: PathwayFacts, other: PathwayFacts) =>
    untilMs(one) < untilMs(other) ||
    (untilMs(one) === untilMs(other) && one.avoidUntilMs < other.avoidUntilMs);
  const first = left.includes(current) ? current : (left[0] ?? current);
  return left.reduce((best, pathway) => (isSooner(pathway, best) ? pathway : best), first).id;
}

/**
 * Where one attempt goes: to the present pathway, or past it where another is open while its gate is closed, or
 * beside an attempt that waits there already. `candidates` are those that have what is asked for.
 */
export function pathwayForAttempt(
  candidates: readonly PathwayFacts[],
  facts: { readonly currentId: string; readonly nowMs: number; readonly beside: readonly string[] },
): string | null {
  const { currentId, nowMs, beside } = facts;
  const left = willing(candidates);
  const inOrder = [
    ...left.filter(({ id }) => id === currentId),
    ...left.filter(({ id }) => id !== currentId),
  ];
  const free = inOrder.filter(({ id }) => !beside.includes(id));
  const open = (free.length > 0 ? free : inOrder).find((pathway) => isUsable(pathway, nowMs));
  if (open !== undefined) return open.id;
  const untilMs = ({ closedUntilMs }: PathwayFacts) => Math.max(closedUntilMs ?? nowMs, nowMs);
  const [first, ...others] = inOrder;
  if (first === undefined) return null;
  return others.reduce((best, pathway) => (untilMs(pathway) < untilMs(best) ? pathway : best), first).id;
}
