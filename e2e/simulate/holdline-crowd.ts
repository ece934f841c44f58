import { YIELD_MS } from '../../src/broadcast/admission.ts';
import { missingSegmentVerdict } from '../../src/feed/patience.ts';
import { JOIN_WANTED_SECONDS } from '../../src/hls/hold-back.ts';
import { nextReloadMs } from '../../src/hls/reload.ts';
import {
  BACKOFF_BASE_MS,
  JOIN_BASE_MS,
  JOIN_CAP_MS,
  ownPace,
  retryAfterSpread,
  tokenSpread,
} from '../../src/network/backoff.ts';
import { createConcurrency, mediaLimit, onFailure, onSuccess } from '../../src/network/concurrency.ts';
import { DEAD_AFTER } from '../../src/network/gate-health.ts';
import { MOVE_UP_MS } from '../../src/network/gate-queue.ts';
import {
  answeredTokens,
  earnedTokens,
  FULL_BUDGET,
  msToToken,
  refilledTokens,
} from '../../src/network/retry-budget.ts';
import { createAdmissionDesk } from './admission-desk.ts';
import { createHoldlinePace } from './holdline-pace.ts';
import { longestWaits } from './jitter-table.ts';
import { createLanes } from './lanes.ts';
import { Byte, Flag, NEVER, Stage, UNDER_WAY_SHIFT, Word } from './people.ts';
import { edgeAt, KEPT_SEGMENTS, TARGET_SECONDS, WINDOW_SEGMENTS } from './stream.ts';
import { ROUND_TRIP_SECONDS, type Visit, type World } from './world.ts';

/** As src/feed/feed.ts sets them. */
const LISTENING_CAP_MS = 6_000;
const URGENT_SECONDS = 10;

/** Where the window is shorter than what is wanted it decides (src/hls/hold-back.ts). */
const JOIN_SEGMENTS = Math.min(WINDOW_SEGMENTS, Math.ceil(JOIN_WANTED_SECONDS / TARGET_SECONDS));
/** Nothing older than this is asked for, as far as the newest playlist tells (isLongGone in src/feed/patience.ts). */
const SOUGHT_SEGMENTS = 2 * WINDOW_SEGMENTS + 2;

const MOVE_UP_SECONDS = MOVE_UP_MS / 1000;

const FIRST_CONCURRENCY = createConcurrency();
const [, SOON_SECONDS = 0] = longestWaits({ baseMs: BACKOFF_BASE_MS, capMs: BACKOFF_BASE_MS });
const JOINING = longestWaits({ baseMs: JOIN_BASE_MS, capMs: JOIN_CAP_MS });
const LISTENING = longestWaits({ baseMs: BACKOFF_BASE_MS, capMs: LISTENING_CAP_MS });
/** More than a single-precision time of an evening may be wrong by: every visit brings the next one nearer. */
const LEAST_WAIT_SECONDS = 0.002;

/** What came of a request. */
const Came = { refused: 0, good: 1, missing: 2 } as const;

/**
 * Listeners who run Holdline's policies: its gate (backoff, Retry-After, budget, concurrency, one probe at a dead origin),
 * its pace of reloading and playing, its admission. The waits, the budget, the limits, the rates and the admission are the
 * project's own functions; what a gate and a feed do between them is said again here in numbers, so that eight million
 * fit: what is asked for in one opening is answered in one visit, and nothing is ever slow.
 */
export function createHoldlineCrowd(world: World): Visit {
  const { people, series, origin, wheel, random, retryAfterMs, rulesAt } = world;
  const { f, i, b, flags } = people;
  const admission = rulesAt === null ? null : createAdmissionDesk(world, rulesAt, begin, putOut);
  const pace = createHoldlinePace(people);
  const lanes = createLanes(people);

  function begin(id: number, now: number): void {
    const base = people.base(id);
    f[base + Word.backoffUntil] = -NEVER;
    f[base + Word.heldUntil] = -NEVER;
    f[base + Word.tokenReadyAt] = -NEVER;
    f[base + Word.level] = FIRST_CONCURRENCY.level;
    f[base + Word.playlistDueAt] = now;
    f[base + Word.mediaDueAt] = now;
    f[base + Word.lookedAt] = now;
    f[base + Word.silentSince] = now;
    i[base + Word.knownEdge] = -1;
    b.fill(0, (base + Word.bytes) * 4, (base + Word.bytes) * 4 + 4);
    i[base + Word.laneTries] = 0;
    pace.begin(base, now);
    people.setStage(id, Stage.locating);
    series.letIn(now, 1);
    pump(id, now);
  }

  function putOut(id: number, now: number): void {
    people.stop(id, now);
    people.setStage(id, Stage.held);
    series.letIn(now, -1);
  }

  function press(id: number, now: number): void {
    const base = people.base(id);
    people.pressedAt[id] = now;
    series.pressed(now);
    f[base + Word.tokens] = FULL_BUDGET;
    f[base + Word.tokensAt] = now;
    if (admission === null) begin(id, now);
    else {
      people.setStage(id, Stage.held);
      admission.look(id, now);
    }
  }

  /**
   * When the opening that is going on has its last answer, and when it began. In an array: a variable of a closure is a
   * new object at each change.
   */
  const ended = new Float64Array(2);
  const endedAt = () => ended[0] ?? 0;
  const openedAt = () => ended[1] ?? 0;
  const opening = {
    hasAsked: false,
    /** A refusal is quicker than an answer that waits its turn, in whatever order they are worked out here. */
    hasFailed: false,
    /** When the gate may open again after the first answer; NEVER before there is one. */
    soonAfterAnswer: NEVER,
  };

  /** One request, for something that is there or not. The gate learns of it as src/network/gate-health.ts does. */
  function ask(id: number, base: number, now: number, isJoining: boolean, isThere: boolean): number {
    const at = (base + Word.bytes) * 4 + Byte.failures;
    if (!opening.hasAsked) origin.arrive();
    opening.hasAsked = true;
    const waitSeconds = origin.ask();
    const answeredAt = now + ROUND_TRIP_SECONDS + Math.max(0, waitSeconds);
    if (answeredAt > endedAt()) ended[0] = answeredAt;
    const level = f[base + Word.level] ?? 0;
    if (waitSeconds >= 0) {
      b[at] = 0;
      const soon = answeredAt + SOON_SECONDS * random();
      opening.soonAfterAnswer = Math.min(opening.soonAfterAnswer, soon);
      f[base + Word.backoffUntil] = Math.min(f[base + Word.backoffUntil] ?? 0, soon);
      const tokens = tokensAt(base, answeredAt);
      f[base + Word.tokens] = isThere ? earnedTokens(tokens) : answeredTokens(tokens);
      f[base + Word.tokensAt] = answeredAt;
      f[base + Word.tokenReadyAt] = -NEVER;
      if (!isThere) return Came.missing;
      f[base + Word.level] = onSuccess({ level, takenTick: 0 }).level;
      return Came.good;
    }
    f[base + Word.failedAt] = answeredAt;
    if (retryAfterMs !== null) hold(base, answeredAt, retryAfterMs);
    // Those that were in flight together and fail count once.
    if (opening.hasFailed) return Came.refused;
    opening.hasFailed = true;
    if (admission?.isAbove(id, now) === true) hold(base, answeredAt, YIELD_MS);
    f[base + Word.level] = onFailure({ level, takenTick: 0 }, 0, 1).level;
    const failures = Math.min(255, (b[at] ?? 0) + 1);
    const longest = (isJoining ? JOINING : LISTENING)[failures] ?? 0;
    const until = Math.max(f[base + Word.backoffUntil] ?? 0, answeredAt + longest * random());
    f[base + Word.backoffUntil] = Math.min(until, opening.soonAfterAnswer);
    if (opening.soonAfterAnswer === NEVER) b[at] = failures;
    return Came.refused;
  }

  function hold(base: number, from: number, forMs: number): void {
    const until = from + retryAfterSpread(forMs, random) / 1000;
    f[base + Word.heldUntil] = Math.max(f[base + Word.heldUntil] ?? 0, until);
  }

  function tokensAt(base: number, now: number): number {
    const from = f[base + Word.tokensAt] ?? 0;
    return refilledTokens(f[base + Word.tokens] ?? 0, Math.max(0, now - from) * 1000);
  }

  function takeToken(base: number, now: number): boolean {
    const tokens = tokensAt(base, now);
    const waitMs = msToToken(tokens);
    if (waitMs > 0) {
      f[base + Word.tokenReadyAt] = now + tokenSpread(waitMs, random) / 1000;
      return false;
    }
    f[base + Word.tokens] = tokens - 1;
    f[base + Word.tokensAt] = now;
    return true;
  }

  /** When something that has failed so often in a row is asked for again: next to at once while the whole gate is closed. */
  function paced(base: number, failures: number): number {
    const ofGate = b[(base + Word.bytes) * 4 + Byte.failures] ?? 0;
    return endedAt() + ownPace(failures, ofGate, random) / 1000;
  }
  /** The same, for what there is only one of. */
  function pacedOnce(base: number, byte: number): number {
    const at = (base + Word.bytes) * 4 + byte;
    const failures = Math.min(255, (b[at] ?? 0) + 1);
    b[at] = failures;
    return paced(base, failures);
  }

  function askPlaylist(id: number, base: number, now: number, isJoining: boolean): void {
    if (ask(id, base, now, isJoining, true) === Came.refused) {
      f[base + Word.playlistDueAt] = pacedOnce(base, Byte.playlistFailures);
      return;
    }
    b[(base + Word.bytes) * 4 + Byte.playlistFailures] = 0;
    f[base + Word.playlistDueAt] = endedAt();
    const stage = people.stage(id);
    if (stage === Stage.locating) {
      people.setStage(id, Stage.opening);
      return;
    }
    const edge = edgeAt(endedAt());
    const changed = edge > (i[base + Word.knownEdge] ?? 0);
    i[base + Word.knownEdge] = edge;
    if (stage === Stage.opening) {
      people.setStage(id, Stage.following);
      people.beginAt(id, edge - JOIN_SEGMENTS + 1);
    } else follow(id, base, edge);
    const delayMs = nextReloadMs(
      {
        targetDurationSeconds: TARGET_SECONDS,
        changed,
        lastSegmentDurationSeconds: TARGET_SECONDS,
        elapsedSinceRequestMs: (endedAt() - now) * 1000,
        unchangedForMs: 0,
        urgent: people.inHandSeconds(base) < URGENT_SECONDS,
        stretch: 1,
      },
      random,
    );
    f[base + Word.playlistDueAt] = endedAt() + delayMs / 1000;
  }

  /** What the newest playlist says of the listener's place. */
  function follow(id: number, base: number, edge: number): void {
    people.gained(id, endedAt());
    const oldest = edge - WINDOW_SEGMENTS + 1;
    const isUntouched = ((flags[id] ?? 0) & Flag.heard) === 0 && people.inHandSeconds(base) <= 0;
    if (isUntouched && (i[base + Word.neededFrom] ?? 0) < oldest)
      people.beginLaterAt(id, edge - JOIN_SEGMENTS + 1);
    // No request for these could be answered any more; whoever has heard has the init section, so the front moves on.
    const soughtFrom = edge - SOUGHT_SEGMENTS + 1;
    while ((i[base + Word.neededFrom] ?? 0) < soughtFrom) {
      const gone = 2 ** Math.min(30, soughtFrom - (i[base + Word.neededFrom] ?? 0)) - 1;
      i[base + Word.gaps] = (i[base + Word.gaps] ?? 0) | (gone & ~(i[base + Word.mask] ?? 0));
      people.gained(id, endedAt());
    }
  }

  function askInit(id: number, base: number, now: number, isJoining: boolean): void {
    if (ask(id, base, now, isJoining, true) === Came.refused)
      f[base + Word.mediaDueAt] = pacedOnce(base, Byte.mediaFailures);
    else flags[id] = (flags[id] ?? 0) | Flag.hasInit;
  }

  /** Asks for the segment of this lane. */
  function askSegment(id: number, base: number, lane: number, now: number, isJoining: boolean): void {
    const segment = lanes.segment(base, lane);
    const isThere = segment > edgeAt(now) - KEPT_SEGMENTS;
    const came = ask(id, base, now, isJoining, isThere);
    if (came === Came.refused) {
      lanes.wait(base, lane, paced(base, lanes.failed(base, lane)));
      return;
    }
    const place = segment - (i[base + Word.neededFrom] ?? 0);
    if (came === Came.good) {
      lanes.free(base, lane);
      f[base + Word.missingSince] = NEVER;
      gotten |= 1 << place;
      return;
    }
    const oldestListed = (i[base + Word.knownEdge] ?? 0) - WINDOW_SEGMENTS + 1;
    const isBegun = ((flags[id] ?? 0) & Flag.heard) !== 0;
    f[base + Word.missingSince] = Math.min(f[base + Word.missingSince] ?? 0, endedAt());
    const verdict = missingSegmentVerdict(
      {
        listed: segment > oldestListed || (segment === oldestListed && isBegun),
        missingForMs: (endedAt() - (f[base + Word.missingSince] ?? 0)) * 1000,
        targetDurationSeconds: TARGET_SECONDS,
        secondsAhead: people.inHandSeconds(base) + place * TARGET_SECONDS,
      },
      random,
    );
    if (verdict.kind === 'retry') {
      lanes.waitAnew(base, lane, endedAt() + verdict.afterMs / 1000);
      return;
    }
    lanes.free(base, lane);
    f[base + Word.missingSince] = NEVER;
    i[base + Word.gaps] = (i[base + Word.gaps] ?? 0) | (1 << place);
  }
  /** Places of the segments that this opening has brought: they count from its end on. */
  let gotten = 0;

  /** How many segments come at the end of this opening; of an earlier one they may still be under way then. */
  function tellUnderWay(id: number, base: number): void {
    let count = 0;
    for (let left = gotten; left !== 0; left &= left - 1) count += 1;
    const flag = flags[id] ?? 0;
    const before =
      (f[base + Word.arrivedAt] ?? 0) > openedAt() ? (flag & Flag.underWay) >> UNDER_WAY_SHIFT : 0;
    f[base + Word.arrivedAt] = endedAt();
    flags[id] = (flag & ~Flag.underWay) | (Math.min(7, before + count) << UNDER_WAY_SHIFT);
  }

  /** What this opening has brought is in hand. */
  function takeIn(id: number, base: number): void {
    if (gotten !== 0) tellUnderWay(id, base);
    i[base + Word.mask] = (i[base + Word.mask] ?? 0) | gotten;
    gotten = 0;
    people.gained(id, endedAt());
  }

  /** The playlist, if it is due and there is a token; false where there is none. */
  function openPlaylist(id: number, base: number, now: number, isJoining: boolean): boolean {
    if ((f[base + Word.playlistDueAt] ?? 0) > now) return true;
    if (!takeToken(base, now)) return false;
    if (people.stage(id) === Stage.following) takeIn(id, base);
    askPlaylist(id, base, now, isJoining);
    return true;
  }

  /** The initialization section and the segment needed soonest; how many of the `left` requests are left, or -1 without a token. */
  function openSoonest(id: number, base: number, now: number, isJoining: boolean, left: number): number {
    let rest = left;
    if (((flags[id] ?? 0) & Flag.hasInit) === 0 && (f[base + Word.mediaDueAt] ?? 0) <= now) {
      if (!takeToken(base, now)) return -1;
      askInit(id, base, now, isJoining);
      rest -= 1;
    }
    const soonest = lanes.soonest(base);
    if (rest <= 0 || soonest < 0 || lanes.dueAt(base, soonest) > now) return rest;
    if (!takeToken(base, now)) return -1;
    asked = 1 << soonest;
    askSegment(id, base, soonest, now, isJoining);
    return rest - 1;
  }
  /** Lanes that this opening has asked for, a bit each. */
  let asked = 0;

  /** Everything that may be asked for at once, in the order of src/network/gate-queue.ts. */
  function open(id: number, base: number, now: number): void {
    const isJoining = ((flags[id] ?? 0) & Flag.heard) === 0;
    ended[0] = now;
    ended[1] = now;
    opening.hasAsked = false;
    opening.hasFailed = false;
    const arrivesAt = f[base + Word.arrivedAt] ?? 0;
    opening.soonAfterAnswer = arrivesAt > now ? arrivesAt + SOON_SECONDS * random() : NEVER;
    gotten = 0;
    asked = 0;
    if (people.stage(id) !== Stage.following) {
      openPlaylist(id, base, now, isJoining);
      return;
    }
    const isDead = (b[(base + Word.bytes) * 4 + Byte.failures] ?? 0) >= DEAD_AFTER;
    const isUrgent = !isJoining && people.inHandSeconds(base) < URGENT_SECONDS;
    const level = { level: f[base + Word.level] ?? 0, takenTick: 0 };
    let left = isDead ? 1 : mediaLimit(level, { joining: isJoining, urgent: isUrgent });
    // Something of the opening before is still under way.
    if (arrivesAt > now) left -= ((flags[id] ?? 0) & Flag.underWay) >> UNDER_WAY_SHIFT;
    const playlistDueAt = f[base + Word.playlistDueAt] ?? 0;
    const isDoubtful =
      lanes.soonest(base) >= 0 && (i[base + Word.neededFrom] ?? 0) <= edgeAt(now) - SOUGHT_SEGMENTS;
    const playlistFirst = playlistDueAt <= now - (isDoubtful ? 0 : MOVE_UP_SECONDS);
    let mayGoOn = true;
    if (playlistFirst) {
      mayGoOn = openPlaylist(id, base, now, isJoining);
      if (isDead) left = 0;
    }
    lanes.fill(base, i[base + Word.knownEdge] ?? 0);
    if (mayGoOn && left > 0) left = openSoonest(id, base, now, isJoining, left);
    if (!playlistFirst && playlistDueAt <= now && left >= 0 && !(isDead && left === 0)) {
      if (!openPlaylist(id, base, now, isJoining) || isDead) left = 0;
    }
    while (left > 0) {
      const lane = lanes.next(base, now, asked);
      if (lane < 0 || !takeToken(base, now)) break;
      asked |= 1 << lane;
      askSegment(id, base, lane, now, isJoining);
      left -= 1;
    }
    takeIn(id, base);
  }

  function pump(id: number, now: number): void {
    const base = people.base(id);
    people.advance(id, now);
    if (admission?.leaves(id, now) === true) return;
    ended[0] = now;
    const isOpen = gateAt(base) <= now;
    if (isOpen) open(id, base, now);
    pace.look(id, base, now);
    const gate = gateAt(base);
    let next = Math.max(f[base + Word.playlistDueAt] ?? 0, gate);
    if (people.stage(id) === Stage.following) {
      const hasInit = ((flags[id] ?? 0) & Flag.hasInit) !== 0;
      const initAt = hasInit ? NEVER : (f[base + Word.mediaDueAt] ?? 0);
      lanes.fill(base, i[base + Word.knownEdge] ?? 0);
      next = Math.min(next, Math.max(Math.min(initAt, lanes.firstDueAt(base)), gate));
    }
    const earliest = Math.max(freeAt(base, now, isOpen), now + LEAST_WAIT_SECONDS);
    const asksAt = withToken(base, Math.max(next, earliest));
    wake(base, id, Math.min(asksAt, Math.max(f[base + Word.goesOnAt] ?? NEVER, earliest)));
  }

  /** That time, or where there will be no token then, when there is one: a look in vain is spared. */
  function withToken(base: number, at: number): number {
    const waitMs = msToToken(tokensAt(base, at));
    if (waitMs <= 0) return at;
    const readyAt = at + tokenSpread(waitMs, random) / 1000;
    f[base + Word.tokenReadyAt] = readyAt;
    return readyAt;
  }

  /** When there may be room for another request. */
  function freeAt(base: number, now: number, isOpen: boolean): number {
    if (!isOpen) return now;
    // Nothing could be asked for beside what is under way.
    if (!opening.hasAsked) return f[base + Word.arrivedAt] ?? 0;
    // What was refused may be asked for again while the rest is under way.
    return opening.hasFailed ? now + ROUND_TRIP_SECONDS : endedAt();
  }

  function gateAt(base: number): number {
    return Math.max(
      f[base + Word.backoffUntil] ?? 0,
      f[base + Word.heldUntil] ?? 0,
      f[base + Word.tokenReadyAt] ?? 0,
    );
  }

  function wake(base: number, id: number, at: number): void {
    f[base + Word.wakeAt] = at;
    wheel.schedule(id, f[base + Word.wakeAt] ?? at);
  }

  return (id) => {
    const now = f[people.base(id) + Word.wakeAt] ?? 0;
    switch (people.stage(id)) {
      case Stage.coming:
        press(id, now);
        return;
      case Stage.held:
        admission?.look(id, now);
        return;
      default:
        pump(id, now);
    }
  };
}
