export interface ReloadFacts {
  readonly targetDurationSeconds: number;
  /** The newest answer listed something that was not listed before. */
  readonly changed: boolean;
  readonly lastSegmentDurationSeconds: number;
  /** Since the request that was answered last went out. Those before it that were refused do not count. */
  readonly elapsedSinceRequestMs: number;
  /** Since an answer last brought something new. */
  readonly unchangedForMs: number;
  /** Little is in hand: what chance adds would be heard. */
  readonly urgent: boolean;
  /** How many times more slowly everybody is asked to look (1: the usual pace). With little in hand nobody waits for it. */
  readonly stretch: number;
}

/**
 * The share of the interval that chance may add, never take away: listeners who came together must not go on asking
 * in step, and none may ask earlier than the RFC allows.
 */
const JITTER = 0.2;
/**
 * Each look that comes later than the one before, measured from the publishing, takes from what is in hand. With little
 * left chance adds next to nothing: such listeners have come at different moments, or have been spread by the gate.
 */
const URGENT_JITTER = 0.02;

/** A playlist that has stopped changing is asked for ever more rarely, up to this: news is heard within ten seconds. */
const STALE_CAP_MS = 10_000;

/** With every four seconds of standing still the pause grows by one. */
const STALE_GROWTH = 0.25;

/** Time for a slow answer, on top of the longest wait between two looks. */
const ANSWER_MARGIN_MS = 1_000;

/**
 * Milliseconds from now until the next reload (RFC 8216bis 6.3.4): at least one target duration after a change,
 * half of it when nothing had changed, both from the moment at which the last request was begun. A last segment
 * that is longer than the target duration allows shows that the next will not come earlier. `random` is uniform in
 * [0, 1).
 */
export function nextReloadMs(facts: ReloadFacts, random: () => number): number {
  const targetMs = facts.targetDurationSeconds * 1000;
  const stretch = facts.urgent ? 1 : facts.stretch;
  const intervalMs = facts.changed
    ? Math.max(targetMs, Math.min(facts.lastSegmentDurationSeconds * 1000, targetMs * 1.5))
    : Math.max(targetMs / 2, staleIntervalMs(facts));
  const jitter = facts.urgent ? URGENT_JITTER : JITTER;
  return Math.max(0, intervalMs * stretch * (1 + jitter * random()) - facts.elapsedSinceRequestMs);
}

/**
 * True when a live playlist has not changed for longer than it may (RFC 8216bis 6.2.1: 1.5 target durations), seen
 * from here: between a change and our seeing it lies up to one look while nothing has changed.
 */
export function isStale(facts: Pick<ReloadFacts, 'unchangedForMs' | 'targetDurationSeconds'>): boolean {
  const targetMs = facts.targetDurationSeconds * 1000;
  const betweenLooksMs = (targetMs / 2) * (1 + JITTER);
  return facts.unchangedForMs > 1.5 * targetMs + betweenLooksMs + ANSWER_MARGIN_MS;
}

function staleIntervalMs(facts: ReloadFacts): number {
  if (!isStale(facts)) return 0;
  const targetMs = facts.targetDurationSeconds * 1000;
  // News that is heard of late is a longer silence for whoever has nothing left.
  const capMs = facts.urgent ? targetMs : Math.max(STALE_CAP_MS, targetMs);
  return Math.min(capMs, facts.unchangedForMs * STALE_GROWTH);
}
