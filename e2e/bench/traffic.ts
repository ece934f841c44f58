import { peakRequests, retryAfterBroken } from '../fixtures/discipline.ts';
import type { LogEntry } from '../origin/request-log.ts';
import type { Scenario } from '../origin/scenario.ts';
import { pieceAskedFor, type Piece } from './broadcast-facts.ts';
import { unheardOf } from './limit.ts';

/** What an evening of one player cost the origin, and what it brought. */
export interface Traffic {
  readonly requests: number;
  /** Per minute of the broadcast that was delivered; null: none was. */
  readonly requestsPerDeliveredMinute: number | null;
  readonly peakRequestsPerSecond: number;
  /** Of all bodies. */
  readonly bytes: number;
  /**
   * Bytes of media beyond one copy of each byte that was needed, as a share of the media bytes sent: what was sent
   * twice, the same segment in a second rendition, and segments that never became whole. Error pages are no media.
   */
  readonly wasteShare: number;
  /**
   * What was spoken after the press, has left the window at the end, and was never delivered whole in any rendition.
   * An estimate of what was never heard, from the origin's log: no media timeline can be had of every player alike.
   * A player that drops what it has been given heard less than this tells.
   */
  readonly neverHeardSeconds: number;
  /** Requests made although a refusal had asked for silence. */
  readonly retryAfterBroken: number;
  /** The newest piece that was delivered whole: when its last sample was spoken, in seconds of the evening. */
  readonly newestDeliveredEndSeconds: number | null;
}

export interface TrafficFacts {
  readonly scenario: Scenario;
  readonly lengthSeconds: number;
  /** The size of a segment or (null) an init segment as the origin has it, in bytes; null: unknown. */
  readonly sizeOf: (rendition: string, piece: Piece | null) => number | null;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What was sent of one file. */
interface Sent {
  /** Null: an init segment. */
  readonly piece: Piece | null;
  readonly sizeBytes: number | null;
  readonly spans: Span[];
  isUnderWay: boolean;
}

/** `log` is of one player's own origin, from the press to the end. */
export function trafficOf(log: readonly LogEntry[], facts: TrafficFacts): Traffic {
  const files = filesOf(log, facts);
  const inits = files.filter(({ piece }) => piece === null);
  const segments = new Map<number, Sent[]>();
  for (const file of files) {
    if (file.piece === null) continue;
    const { startSeconds } = file.piece;
    segments.set(startSeconds, [...(segments.get(startSeconds) ?? []), file]);
  }
  const delivered = [...segments.values()].flatMap((copies) => copies.find(isWhole)?.piece ?? []);
  const deliveredStarts = new Set(delivered.map(({ startSeconds }) => startSeconds));
  const deliveredMinutes = sumOf(delivered.map(({ seconds }) => seconds)) / 60;

  const sentBytes = sumOf(files.map(sentOf));
  // Every rendition has an init segment of its own; of a segment one copy is enough.
  const neededBytes =
    sumOf(inits.map(neededOf)) +
    sumOf([...segments.values()].map((copies) => Math.max(...copies.map(neededOf))));
  return {
    requests: log.length,
    requestsPerDeliveredMinute: deliveredMinutes > 0 ? log.length / deliveredMinutes : null,
    peakRequestsPerSecond: peakRequests(log, 1000),
    bytes: sumOf(log.map(({ bytesSent }) => bytesSent)),
    wasteShare: sentBytes > 0 ? (sentBytes - neededBytes) / sentBytes : 0,
    neverHeardSeconds: unheardOf(facts.scenario, facts.lengthSeconds, ({ startSeconds }) =>
      deliveredStarts.has(startSeconds),
    ),
    retryAfterBroken: new Set(retryAfterBroken(log).map((sentence) => sentence.split(' (')[0])).size,
    newestDeliveredEndSeconds: delivered.reduce<number | null>(
      (newest, { startSeconds, seconds }) => Math.max(newest ?? -Infinity, startSeconds + seconds),
      null,
    ),
  };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** Answers that carried media, by what they were of. */
function filesOf(log: readonly LogEntry[], { scenario, sizeOf }: TrafficFacts): Sent[] {
  const files = new Map<string, Sent>();
  for (const entry of log) {
    const { what, rendition, sequence, status, fault, bytesSent } = entry;
    if (rendition === null || (what !== 'segment' && what !== 'init')) continue;
    if ((status !== 200 && status !== 206) || fault === 'malformed') continue;
    const offset = scenario.pathways.find(({ id }) => id === entry.pathway)?.numberOffset ?? 0;
    const piece = sequence === null ? null : pieceAskedFor(scenario, entry.atMs / 1000, sequence - offset);
    if (sequence !== null && piece === null) continue;
    const key = `${rendition} ${piece === null ? 'init' : piece.startSeconds}`;
    const file = files.get(key) ?? {
      piece,
      sizeBytes: sizeOf(rendition, piece),
      spans: [],
      isUnderWay: false,
    };
    const from = Number(/^bytes=(\d+)-/.exec(entry.range ?? '')?.[1] ?? 0);
    file.spans.push({ from, to: from + bytesSent });
    file.isUnderWay ||= entry.endedAtMs === null;
    files.set(key, file);
  }
  return [...files.values()];
}

const sentOf = ({ spans }: Sent) => spans.reduce((sum, { from, to }) => sum + to - from, 0);

function isWhole(file: Sent): boolean {
  return file.sizeBytes !== null && coveredOf(file) >= file.sizeBytes;
}

/** A file that never became whole was of no use, unless the end of the evening came before its own. */
function neededOf(file: Sent): number {
  return isWhole(file) || file.isUnderWay ? coveredOf(file) : 0;
}

/** How many bytes were sent at least once. */
function coveredOf({ spans }: Sent): number {
  let covered = 0;
  let reached = 0;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return covered;
}
