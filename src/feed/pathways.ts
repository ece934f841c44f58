import type { Clock } from '../network/clock.ts';
import { createGate, type Gate, type GateMode } from '../network/gate.ts';
import type { Random } from '../network/random.ts';
import type { RetryBudget } from '../network/retry-budget.ts';
import { choosePathway, FAILURES_TO_LEAVE, pathwayForAttempt, type PathwayFacts } from './pathway-policy.ts';

/** A pathway that failed is tried again after so long, twice as long each time, so that crowds come back slowly. */
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 5 * 60_000;
/** After so long on a pathway its earlier failures are forgotten. */
const FORGIVEN_AFTER_MS = 120_000;
/** A failing pathway is left within this share of what is in hand, at most so many milliseconds, by chance. */
const SPREAD_SHARE = 0.15;
const MOST_SPREAD_MS = 4_000;
/** With so much in hand one may find out whether a preferred pathway is back. */
const COMFORT_SECONDS = 10;
/** Whoever lets nobody in is asked again after so long where there are others. */
const DENIED_REST_MS = 5 * 60_000;

interface Way {
  readonly id: string;
  readonly gate: Gate;
  /** Something that could be heard is known there. */
  isLocated: boolean;
  /** What can be heard there has been told, under this name or others. */
  isTold: boolean;
  deniedUntilMs: number;
  avoidUntilMs: number;
  /** It has failed and rests; where it is followed all the same, for want of a better one, what it gives ends the rest. */
  restUntilMs: number;
  restMs: number;
  currentSinceMs: number;
  /** Failures that a trial after a rest does not count. */
  forgiven: number;
}

export interface PathwaysOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly budget: RetryBudget;
  readonly signal: AbortSignal;
  inHandSeconds(): number;
  /** The pathway to follow is another now. */
  onSwitch(): void;
  /** One of them cannot be used: where others have not been looked for yet, it is time. */
  onNeeded(): void;
  /** When the next request may start: a time of the Clock on that pathway, null when nothing holds it back. */
  onGate(pathwayId: string, closedUntilMs: number | null): void;
}

/** The ways to one broadcast, how each does, and which one to take. */
export interface Pathways {
  /** The gate of a pathway; a new id makes a new pathway, the least preferred. */
  gate(id: string): Gate;
  /** A gate for what belongs to no pathway. */
  auxiliaryGate(): Gate;
  /** From now on it can be chosen to follow. */
  located(id: string): void;
  /** An address has said which pathways it has. */
  told(id: string): void;
  /** The order of preference; what is not named comes last, in the order that it had. */
  prefer(ids: readonly string[]): void;
  /** Keeps away from a pathway for a while: what it says is stale, or it has not got what the others have. */
  avoid(id: string, forMs: number): void;
  /** It lets nobody in. */
  deny(id: string): void;
  isDenied(id: string): boolean;
  /** It has failed for good, or lets nothing start for so long. */
  isFailing(id: string, forMs: number): boolean;
  /** None is left that might let anybody in, as far as anything is known of them. */
  isDeniedEverywhere(): boolean;
  /** What was asked for is not to be had at the pathways that are known. */
  needOthers(): void;
  currentId(): string;
  count(): number;
  /** Where one attempt for something goes that these pathways have; never null unless there is none. */
  choose(candidateIds: readonly string[], beside: readonly string[]): string | null;
  /** True while the present pathway fails. */
  isInTrouble(): boolean;
  /** Told when `choose` may have another answer. Returns a disposer. */
  onMoves(callback: () => void): () => void;
  /** Something new can be had: whoever waits chooses anew. */
  moved(): void;
  setMode(mode: GateMode): void;
  setOnline(online: boolean): void;
  hurry(): void;
}

export function createPathways(options: PathwaysOptions): Pathways {
  const { clock, random, signal } = options;
  const ways: Way[] = [];
  const moves = new Set<() => void>();
  const auxiliary: Gate[] = [];
  let current: Way | null = null;
  let mode: GateMode | null = null;
  let isOnline = true;
  let spreadUntilMs = -Infinity;
  let wasFailing = false;
  let isLooking = false;
  let cancelLook: (() => void) | null = null;
  signal.addEventListener('abort', () => cancelLook?.(), { once: true });

  const isDenied = ({ deniedUntilMs, avoidUntilMs }: Way) =>
    deniedUntilMs > clock.now() || avoidUntilMs === Infinity;
  const factsOf = (way: Way): PathwayFacts => {
    const { id, gate, forgiven } = way;
    const avoidUntilMs = Math.max(way.avoidUntilMs, way.restUntilMs);
    const { consecutiveFailures, shutUntilMs } = gate.snapshot();
    const failures = Math.max(0, consecutiveFailures - forgiven);
    return { id, failures, closedUntilMs: shutUntilMs, avoidUntilMs, isDenied: isDenied(way) };
  };
  const followable = () => ways.filter(({ isLocated }) => isLocated);
  const find = (id: string) => ways.find((way) => way.id === id);

  const moved = () => {
    for (const callback of [...moves]) callback();
  };

  const leave = (way: Way) => {
    const nowMs = clock.now();
    if (nowMs - way.currentSinceMs > FORGIVEN_AFTER_MS) way.restMs = FIRST_REST_MS;
    way.restUntilMs = nowMs + way.restMs * (0.75 + random() / 2);
    way.restMs = Math.min(LONGEST_REST_MS, way.restMs * 2);
  };

  /** Looks at all of them and follows another one where that is better. */
  const look = () => {
    if (isLooking || signal.aborted) return;
    const known = followable();
    if (current === null || known.length < 2) return;
    isLooking = true;
    const nowMs = clock.now();
    const facts = known.map(factsOf);
    const isFailing = (facts.find(({ id }) => id === current?.id)?.failures ?? 0) > 0;
    const inHand = options.inHandSeconds();
    if (isFailing && !wasFailing) {
      const spreadMs = inHand < COMFORT_SECONDS ? 0 : Math.min(MOST_SPREAD_MS, inHand * 1000 * SPREAD_SHARE);
      spreadUntilMs = nowMs + random() * spreadMs;
    }
    if (!isFailing) spreadUntilMs = -Infinity;
    wasFailing = isFailing;
    const chosen = choosePathway({
      pathways: facts,
      currentId: current.id,
      nowMs,
      spreadUntilMs,
      comfortable: inHand >= COMFORT_SECONDS,
    });
    const next = find(chosen);
    if (next !== undefined && next !== current) {
      const left = facts.find(({ id }) => id === current?.id);
      if ((left?.failures ?? 0) >= FAILURES_TO_LEAVE) leave(current);
      current = next;
      current.currentSinceMs = nowMs;
      current.forgiven = current.gate.snapshot().consecutiveFailures;
      wasFailing = false;
      spreadUntilMs = -Infinity;
      options.onSwitch();
      moved();
    }
    const untilMs = [
      spreadUntilMs,
      ...known.flatMap((way) => (way === current ? [] : [factsOf(way).avoidUntilMs])),
    ];
    const nextMs = Math.min(...untilMs.filter((timeMs) => timeMs > nowMs));
    cancelLook?.();
    cancelLook =
      nextMs < Infinity
        ? clock.setTimer(
            () => {
              look();
              moved();
            },
            Math.ceil(nextMs - nowMs),
          )
        : null;
    isLooking = false;
  };

  const add = (id: string): Way => {
    const gate = createGate({ clock, random, budget: options.budget });
    const way: Way = {
      id,
      gate,
      isLocated: false,
      isTold: false,
      deniedUntilMs: -Infinity,
      avoidUntilMs: -Infinity,
      restUntilMs: -Infinity,
      restMs: FIRST_REST_MS,
      currentSinceMs: clock.now(),
      forgiven: 0,
    };
    if (mode !== null) gate.setMode(mode);
    if (!isOnline) gate.setOnline(false);
    ways.push(way);
    let wasClosed = false;
    const stop = gate.subscribe(({ closedUntilMs, shutUntilMs, consecutiveFailures }) => {
      if (consecutiveFailures === 0 && way === current) way.restUntilMs = -Infinity;
      if (consecutiveFailures < way.forgiven) way.forgiven = consecutiveFailures;
      options.onGate(id, closedUntilMs);
      const isClosed = shutUntilMs !== null;
      look();
      // Somebody may wait at a gate that has just closed while another is open, or the other way round.
      if (isClosed !== wasClosed && ways.length > 1) queueMicrotask(moved);
      wasClosed = isClosed;
    });
    signal.addEventListener('abort', stop, { once: true });
    return way;
  };

  const avoid = (id: string, forMs: number) => {
    const way = find(id);
    if (way === undefined) return;
    way.avoidUntilMs = Math.max(way.avoidUntilMs, clock.now() + forMs);
    look();
    moved();
    options.onNeeded();
  };
  return {
    gate: (id) => (find(id) ?? add(id)).gate,
    auxiliaryGate() {
      const gate = createGate({ clock, random, budget: options.budget });
      gate.setMode({ joining: true, urgent: false, capMs: LONGEST_REST_MS });
      if (!isOnline) gate.setOnline(false);
      auxiliary.push(gate);
      return gate;
    },
    located(id) {
      const way = find(id) ?? add(id);
      // It had been left for good, and is told of again.
      if (way.avoidUntilMs === Infinity) way.avoidUntilMs = -Infinity;
      way.isLocated = true;
      way.isTold = true;
      current ??= way;
      look();
      moved();
    },
    prefer(ids) {
      const rank = ({ id }: Way) => {
        const index = ids.indexOf(id);
        return index < 0 ? ids.length : index;
      };
      ways.sort((a, b) => rank(a) - rank(b));
      look();
    },
    told(id) {
      const way = find(id);
      if (way !== undefined) way.isTold = true;
    },
    avoid,
    deny(id) {
      const way = find(id);
      if (way !== undefined) way.deniedUntilMs = clock.now() + DENIED_REST_MS;
      avoid(id, DENIED_REST_MS);
    },
    isDenied(id) {
      const way = find(id);
      return way !== undefined && isDenied(way);
    },
    isFailing(id, forMs) {
      const way = find(id);
      if (way === undefined) return true;
      const { failures, closedUntilMs } = factsOf(way);
      return failures >= FAILURES_TO_LEAVE || (closedUntilMs ?? -Infinity) > clock.now() + forMs;
    },
    isDeniedEverywhere: () => ways.every((way) => isDenied(way) || (way.isTold && !way.isLocated)),
    needOthers: () => options.onNeeded(),
    currentId: () => current?.id ?? ways[0]?.id ?? '',
    count: () => ways.length,
    choose(candidateIds, beside) {
      const candidates = ways.filter(({ id }) => candidateIds.includes(id));
      const nowMs = clock.now();
      const currentId = current?.id ?? candidates[0]?.id ?? '';
      const isStaying = nowMs < spreadUntilMs && candidateIds.includes(currentId) && beside.length === 0;
      return isStaying ? currentId : pathwayForAttempt(candidates.map(factsOf), { currentId, nowMs, beside });
    },
    isInTrouble: () =>
      current === null || factsOf(current).failures > 0 || factsOf(current).avoidUntilMs > clock.now(),
    onMoves(callback) {
      moves.add(callback);
      return () => moves.delete(callback);
    },
    moved,
    setMode(next) {
      mode = next;
      for (const { gate } of ways) gate.setMode(next);
    },
    setOnline(online) {
      isOnline = online;
      for (const gate of [...ways.map((way) => way.gate), ...auxiliary]) gate.setOnline(online);
    },
    hurry() {
      for (const { gate } of ways) gate.hurry();
    },
  };
}
