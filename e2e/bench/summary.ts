import type { Outcome } from './outcome.ts';
import type { Player } from './players.ts';

/** One player over a set of evenings. */
export interface Summary {
  readonly player: Player;
  readonly evenings: number;
  readonly listeningRatio: number;
  readonly limitRatio: number;
  readonly ratioOverLimit: number;
  readonly worstRatioOverLimit: number;
  /** Median of the evenings with sound; null: there was none. */
  readonly joinSeconds: number | null;
  /** An evening. */
  readonly rebuffers: number;
  readonly longestSilenceSeconds: number;
  readonly neverHeardSeconds: number;
  /** Median of those alive; null: nobody is. */
  readonly latencyAtEndSeconds: number | null;
  readonly requests: number;
  /** All requests by all delivered minutes. */
  readonly requestsPerDeliveredMinute: number | null;
  readonly peakRequestsPerSecond: number;
  readonly bytes: number;
  readonly wasteShare: number;
  /** Evenings at whose end there was sound. */
  readonly alive: number;
  readonly retryAfterBroken: number;
  readonly crashes: number;
}

/**
 * Means, where nothing else is said; of silences and peaks the worst; of times that not every evening has, the median;
 * of what was never heard, of Retry-After and of crashes the sum. Null without an evening.
 */
function summaryOf(player: Player, outcomes: readonly Outcome[]): Summary | null {
  const mine = outcomes.filter((outcome) => outcome.player === player.id);
  if (mine.length === 0) return null;
  const all = (pick: (outcome: Outcome) => number) => mine.map(pick);
  const some = (pick: (outcome: Outcome) => number | null) => mine.flatMap((outcome) => pick(outcome) ?? []);
  const requests = sum(all((outcome) => outcome.requests));
  const deliveredMinutes = sum(
    all(({ requests: made, requestsPerDeliveredMinute: rate }) => (rate === null ? 0 : made / rate)),
  );
  return {
    player,
    evenings: mine.length,
    listeningRatio: mean(all((outcome) => outcome.listeningRatio)),
    limitRatio: mean(all((outcome) => outcome.limitRatio)),
    ratioOverLimit: mean(all((outcome) => outcome.ratioOverLimit)),
    worstRatioOverLimit: Math.min(...all((outcome) => outcome.ratioOverLimit)),
    joinSeconds: median(some((outcome) => outcome.joinSeconds)),
    rebuffers: mean(all((outcome) => outcome.rebuffers)),
    longestSilenceSeconds: Math.max(...all((outcome) => outcome.longestSilenceSeconds)),
    neverHeardSeconds: sum(all((outcome) => outcome.neverHeardSeconds)),
    latencyAtEndSeconds: median(some((outcome) => outcome.latencyAtEndSeconds)),
    requests: requests / mine.length,
    requestsPerDeliveredMinute: deliveredMinutes > 0 ? requests / deliveredMinutes : null,
    peakRequestsPerSecond: Math.max(...all((outcome) => outcome.peakRequestsPerSecond)),
    bytes: mean(all((outcome) => outcome.bytes)),
    wasteShare: mean(all((outcome) => outcome.wasteShare)),
    alive: mine.filter(({ isAliveAtEnd }) => isAliveAtEnd).length,
    retryAfterBroken: sum(all((outcome) => outcome.retryAfterBroken)),
    crashes: mine.filter(({ crash }) => crash !== null).length,
  };
}

/** Of each player that played, in the order given. */
export function summariesOf(players: readonly Player[], outcomes: readonly Outcome[]): readonly Summary[] {
  return players.flatMap((player) => summaryOf(player, outcomes) ?? []);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const mean = (numbers: readonly number[]) => sum(numbers) / numbers.length;

function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
