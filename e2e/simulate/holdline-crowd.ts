import {
  type Admission,
  drawOf,
  type JoinRules,
  nextAdmission,
  nextSignal,
  STARVING_AFTER_MS,
  unheld,
} from '../../src/broadcast/admission.ts';
import { pollPauseMs } from '../../src/broadcast/poll-pause.ts';
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
import { earnedTokens, FULL_BUDGET, msToToken, refilledTokens } from '../../src/network/retry-budget.ts';
import { longestWaits } from './jitter-table.ts';
import { Byte, Flag, Stage, Word } from './people.ts';
import { edgeAt, KEPT_SEGMENTS, TARGET_SECONDS, WINDOW_SEGMENTS } from './stream.ts';
import { ROUND_TRIP_SECONDS, type Visit, type World } from './world.ts';

/** As src/feed/feed.ts sets them. */
const LISTENING_CAP_MS = 6_000;
const URGENT_SECONDS = 10;

/** Where the window is shorter than what is wanted it decides (src/hls/hold-back.ts). */
const JOIN_SEGMENTS = Math.min(WINDOW_SEGMENTS, Math.ceil(JOIN_WANTED_SECONDS / TARGET_SECONDS));

const FIRST_CONCURRENCY = createConcurrency();
const [, SOON_SECONDS = 0] = longestWaits({ baseMs: BACKOFF_BASE_MS, capMs: BACKOFF_BASE_MS });
const JOINING = longestWaits({ baseMs: JOIN_BASE_MS, capMs: JOIN_CAP_MS });
const LISTENING = longestWaits({ baseMs: BACKOFF_BASE_MS, capMs: LISTENING_CAP_MS });
const STARVING_SECONDS = STARVING_AFTER_MS / 1000;
const LONG_AGO = -1e6;
/** More than a single-precision time of an evening may be wrong by: every visit brings the next one nearer. */
const LEAST_WAIT_SECONDS = 0.002;

/**
 * Listeners who run Holdline's policies: its gate (backoff, Retry-After, budget, concurrency, one probe at a dead origin),
 * its pace of reloading, its admission. The waits, the budget, the limits and the
 * admission are the project's own functions; what a gate does between them is said again here in numbers, so that eight
 * million fit: what is asked for in one opening is answered in one visit, and nothing is ever slow.
 */
export function createHoldlineCrowd(world: World): Visit {
  const { people, series, origin, wheel, random, retryAfterMs, rulesAt } = world;
  const { f, i, b, flags } = people;
  const admission = rulesAt === null ? null : createAdmissionDesk(world, rulesAt, begin, putOut);

  function begin(id: number, now: number): void {
    const base = people.base(id);
    f[base + Word.backoffUntil] = LONG_AGO;
    f[base + Word.heldUntil] = LONG_AGO;
    f[base + Word.tokenReadyAt] = LONG_AGO;
    f[base + Word.level] = FIRST_CONCURRENCY.level;
    f[base + Word.playlistDueAt] = now;
    f[base + Word.mediaDueAt] = now;
    f[base + Word.lookedAt] = now;
    f[base + Word.silentSince] = now;
    i[base + Word.knownEdge] = -1;
    b.fill(0, (base + Word.bytes) * 4, (base + Word.bytes) * 4 + 4);
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

  /** When the opening that is going on has its last answer. In an array: a variable of a closure is a new object at each change. */
  const ended = new Float64Array(1);
  const endedAt = () => ended[0] ?? 0;
  let hasFailed = false;

  /** One request; true for an answer. The gate learns of it as src/network/gate-health.ts does. */
  function ask(base: number, startedAt: number, isJoining: boolean): boolean {
    const at = (base + Word.bytes) * 4 + Byte.failures;
    const waitSeconds = origin.ask();
    const answeredAt = startedAt + ROUND_TRIP_SECONDS + Math.max(0, waitSeconds);
    if (answeredAt > endedAt()) ended[0] = answeredAt;
    const level = f[base + Word.level] ?? 0;
    if (waitSeconds >= 0) {
      b[at] = 0;
      f[base + Word.level] = onSuccess({ level, takenTick: 0 }).level;
      const soon = answeredAt + SOON_SECONDS * random();
      f[base + Word.backoffUntil] = Math.min(f[base + Word.backoffUntil] ?? 0, soon);
      f[base + Word.tokens] = earnedTokens(tokensAt(base, answeredAt));
      f[base + Word.tokensAt] = answeredAt;
      f[base + Word.tokenReadyAt] = LONG_AGO;
      return true;
    }
    if (retryAfterMs !== null) {
      const heldUntil = answeredAt + retryAfterSpread(retryAfterMs, random) / 1000;
      f[base + Word.heldUntil] = Math.max(f[base + Word.heldUntil] ?? 0, heldUntil);
    }
    // Those that were in flight together and fail count once.
    if (hasFailed) return false;
    hasFailed = true;
    f[base + Word.level] = onFailure({ level, takenTick: 0 }, 0, 1).level;
    const failures = Math.min(255, (b[at] ?? 0) + 1);
    b[at] = failures;
    const until = answeredAt + ((isJoining ? JOINING : LISTENING)[failures] ?? 0) * random();
    f[base + Word.backoffUntil] = Math.max(f[base + Word.backoffUntil] ?? 0, until);
    return false;
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

  /** The pace of one lane after a failure: next to nothing while the whole gate is closed. */
  function paced(base: number, byte: number): number {
    const at = (base + Word.bytes) * 4;
    const own = Math.min(255, (b[at + byte] ?? 0) + 1);
    b[at + byte] = own;
    return endedAt() + ownPace(own, b[at + Byte.failures] ?? 0, random) / 1000;
  }

  function askPlaylist(id: number, base: number, now: number, isJoining: boolean): void {
    const at = (base + Word.bytes) * 4 + Byte.playlistFailures;
    if (!ask(base, now, isJoining)) {
      f[base + Word.playlistDueAt] = paced(base, Byte.playlistFailures);
      return;
    }
    b[at] = 0;
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
    } else leaveExpired(id, base, edge);
    people.advance(id, endedAt());
    const inHand = (i[base + Word.neededFrom] ?? 0) * TARGET_SECONDS - (f[base + Word.position] ?? 0);
    const delayMs = nextReloadMs(
      {
        targetDurationSeconds: TARGET_SECONDS,
        changed,
        lastSegmentDurationSeconds: TARGET_SECONDS,
        elapsedSinceRequestMs: (endedAt() - now) * 1000,
        unchangedForMs: 0,
        urgent: ((flags[id] ?? 0) & Flag.heard) !== 0 && inHand < URGENT_SECONDS,
        stretch: 1,
      },
      random,
    );
    f[base + Word.playlistDueAt] = endedAt() + delayMs / 1000;
  }

  /** What the origin keeps no longer is a gap: the playhead goes over it. */
  function leaveExpired(id: number, base: number, edge: number): void {
    const oldest = edge - KEPT_SEGMENTS + 1;
    const lost = oldest - (i[base + Word.neededFrom] ?? 0);
    if (lost <= 0) return;
    i[base + Word.mask] = lost > 31 ? 0 : (i[base + Word.mask] ?? 0) >>> lost;
    i[base + Word.neededFrom] = oldest;
    gotten = lost > 31 ? 0 : gotten >>> lost;
    f[base + Word.position] = Math.max(f[base + Word.position] ?? 0, oldest * TARGET_SECONDS);
    people.gained(id, endedAt());
  }

  /** The initialization section, or the first segment from `from` on that is not held; the segment's place, or -1. */
  function askMedia(id: number, base: number, now: number, from: number, isJoining: boolean): number {
    const isInit = from === 0 && ((flags[id] ?? 0) & Flag.hasInit) === 0 && !initAsked;
    const place = isInit ? -1 : nextMissing(base, from);
    if (isInit) initAsked = true;
    if (!ask(base, now, isJoining)) {
      f[base + Word.mediaDueAt] = paced(base, Byte.mediaFailures);
      return place;
    }
    b[(base + Word.bytes) * 4 + Byte.mediaFailures] = 0;
    if (isInit) flags[id] = (flags[id] ?? 0) | Flag.hasInit;
    else gotten |= 1 << place;
    return place;
  }
  let initAsked = false;
  /** Places of the segments that this opening has brought: they count from its end on. */
  let gotten = 0;

  /** Distance from neededFrom of the first segment, `from` or later, that is known and not held; -1 for none. */
  function nextMissing(base: number, from: number): number {
    const known = (i[base + Word.knownEdge] ?? 0) - (i[base + Word.neededFrom] ?? 0);
    const mask = i[base + Word.mask] ?? 0;
    for (let place = from; place <= known && place < 31; place += 1)
      if ((mask & (1 << place)) === 0) return place;
    return -1;
  }

  // Not inside of `open`: what keeps the names of functions does so at every call.
  function hasMedia(id: number, base: number, place: number): boolean {
    if (place === 0 && ((flags[id] ?? 0) & Flag.hasInit) === 0 && !initAsked) return true;
    return nextMissing(base, place) >= 0;
  }

  /** Everything that may be asked for at once, what is needed soonest first. */
  function open(id: number, base: number, now: number): void {
    const bytes = (base + Word.bytes) * 4;
    const isFollowing = people.stage(id) === Stage.following;
    const flag = flags[id] ?? 0;
    const isJoining = (flag & Flag.heard) === 0;
    const inHand = (i[base + Word.neededFrom] ?? 0) * TARGET_SECONDS - (f[base + Word.position] ?? 0);
    ended[0] = now;
    hasFailed = false;
    initAsked = false;
    gotten = 0;
    const isDead = (b[bytes + Byte.failures] ?? 0) >= DEAD_AFTER;
    let left = isDead
      ? 1
      : mediaLimit(
          { level: f[base + Word.level] ?? 0, takenTick: 0 },
          { joining: isJoining, urgent: !isJoining && inHand < URGENT_SECONDS },
        );
    let place = 0;
    let wantsMedia = isFollowing && (f[base + Word.mediaDueAt] ?? 0) <= now;
    const wantsPlaylist = (f[base + Word.playlistDueAt] ?? 0) <= now;
    if (wantsMedia && left > 0 && hasMedia(id, base, place)) {
      if (!takeToken(base, now)) return;
      place = askMedia(id, base, now, 0, isJoining) + 1;
      left -= 1;
    }
    if (wantsPlaylist && !(isDead && left === 0)) {
      if (takeToken(base, now)) askPlaylist(id, base, now, isJoining);
      else wantsMedia = false;
    }
    while (wantsMedia && left > 0 && hasMedia(id, base, place) && takeToken(base, now)) {
      place = askMedia(id, base, now, place, isJoining) + 1;
      left -= 1;
    }
    if (isFollowing) {
      i[base + Word.mask] = (i[base + Word.mask] ?? 0) | gotten;
      people.gained(id, endedAt());
    }
  }

  function pump(id: number, now: number): void {
    const base = people.base(id);
    people.advance(id, now);
    if (admission?.leaves(id, now) === true) return;
    ended[0] = now;
    if (gateAt(base) <= now) open(id, base, now);
    const gate = gateAt(base);
    let next = Math.max(f[base + Word.playlistDueAt] ?? 0, gate);
    if (people.stage(id) === Stage.following) {
      const wants = ((flags[id] ?? 0) & Flag.hasInit) === 0 || nextMissing(base, 0) >= 0;
      if (wants) next = Math.min(next, Math.max(f[base + Word.mediaDueAt] ?? 0, gate));
    }
    wake(base, id, Math.max(next, endedAt(), now + LEAST_WAIT_SECONDS));
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

/** Where those who wait are let in, and those who starve above a lowered admission are sent back. */
function createAdmissionDesk(
  world: World,
  rulesAt: (atSeconds: number) => JoinRules,
  begin: (id: number, now: number) => void,
  putOut: (id: number, now: number) => void,
) {
  const { people, wheel, random, firstListener } = world;
  const { f } = people;
  const ticket = new Float32Array(people.count);
  const place = new Float32Array(people.count);
  const pollAt = new Float32Array(people.count);
  /** When the start signal was seen, and whether let in then; see nextSignal. */
  const signalAt = new Float32Array(people.count).fill(LONG_AGO);
  const kinds = { in: { kind: 'in', draw: null }, held: { kind: 'held' } } as const;

  const pauseSeconds = () =>
    pollPauseMs(
      {
        loaded: true,
        pollSeconds: world.pollSeconds,
        failures: 0,
        joining: true,
        saving: false,
        degrade: 0,
        retryAfterMs: null,
        cachedErrorMs: null,
      },
      random,
    ) / 1000;

  const judge = (
    id: number,
    now: number,
    before: Admission | null,
    silentForMs: number | null,
  ): Admission => {
    const rules = rulesAt(now);
    const flag = people.flags[id] ?? 0;
    const draw = { epoch: rules.epoch, ticket: ticket[id] ?? 0, place: place[id] ?? 0 };
    const seenAt = signalAt[id] ?? 0;
    const seen = (flag & Flag.signalled) !== 0;
    const signal = nextSignal(
      seen
        ? {
            letIn: (flag & Flag.letInBefore) !== 0,
            begun: true,
            atMs: seenAt === LONG_AGO ? null : seenAt * 1000,
          }
        : null,
      rules,
      draw,
      now * 1000,
    );
    signalAt[id] = signal.atMs === null ? LONG_AGO : signal.atMs / 1000;
    people.flags[id] = (flag & ~Flag.letInBefore) | Flag.signalled | (signal.letIn ? Flag.letInBefore : 0);
    return nextAdmission(before, {
      rules,
      draw,
      signal,
      nowMs: now * 1000,
      waiting: before?.kind !== 'in',
      silentForMs,
    });
  };

  const wait = (id: number, at: number) => {
    const base = people.base(id);
    f[base + Word.wakeAt] = at;
    wheel.schedule(id, at);
  };

  return {
    /** Somebody who waits, or has just come, is at the document. */
    look(id: number, now: number): void {
      if (((people.flags[id] ?? 0) & Flag.signalled) === 0) {
        const draw = drawOf(`listener-${String(firstListener + id)}`, rulesAt(now).epoch);
        ticket[id] = draw.ticket;
        place[id] = draw.place;
      }
      const next = judge(id, now, kinds.held, null);
      if (next.kind === 'in') {
        pollAt[id] = now + pauseSeconds();
        begin(id, now);
      } else if (next.kind === 'due') wait(id, Math.min(next.atMs / 1000 + 0.001, now + pauseSeconds()));
      else wait(id, now + pauseSeconds());
    },
    /** True for somebody without sound who has to wait after all. */
    leaves(id: number, now: number): boolean {
      if (people.isPlaying(id)) return false;
      const silentFor = now - (f[people.base(id) + Word.silentSince] ?? 0);
      if (silentFor < STARVING_SECONDS) return false;
      const due = pollAt[id] ?? 0;
      if (due > now) return false;
      if (due < now - STARVING_SECONDS) {
        // The looks of a good hour have not been followed: the next one is somewhere in its interval.
        pollAt[id] = now + pauseSeconds() * random();
        return false;
      }
      pollAt[id] = now + pauseSeconds();
      const next = judge(id, now, unheld, silentFor * 1000);
      if (next.kind === 'in') return false;
      putOut(id, now);
      wait(id, Math.max(pollAt[id] ?? 0, now + 1));
      return true;
    },
  };
}
