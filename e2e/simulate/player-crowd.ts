import type { Random } from '../../src/network/random.ts';
import { Byte, Flag, Stage, Word } from './people.ts';
import { edgeAt, TARGET_SECONDS, WINDOW_SEGMENTS } from './stream.ts';
import { ROUND_TRIP_SECONDS, type Visit, type World } from './world.ts';

/** What a request is for. */
type Asked = 'multivariant' | 'media-playlist' | 'media';

/** How a player retries, and what the person before it does. */
export interface PlayerPolicy {
  /** Seconds until the next try after so many failures in a row, from 1; null: the player gives up for good. */
  retrySeconds(what: Asked, failures: number): number | null;
  /** Somebody who reloads the page, and at last leaves; null: nobody does. */
  readonly person: {
    /** Seconds of silence, from the opening of the page or the last sound, until it is reloaded. */
    reloadAfterSeconds(random: Random): number;
    /** Seconds without any sound until they leave. */
    leaveAfterSeconds(random: Random): number;
  } | null;
}

/** hls.js, liveSyncDurationCount: so many segments behind the edge. The others are given the same place. */
const JOIN_SEGMENTS = 3;
/** hls.js, maxBufferLength: more is not fetched ahead. */
const MOST_AHEAD_SECONDS = 30;

/**
 * Listeners with a player as it is commonly built: one request for a playlist and one for a segment at a time, each
 * repeated by itself. The words of the gate are used otherwise: backoffUntil is when the person reloads, heldUntil when
 * they leave.
 */
export function createPlayerCrowd(world: World, policy: PlayerPolicy): Visit {
  const { people, series, origin, wheel, random } = world;
  const { f, i, b, flags } = people;
  const { person } = policy;

  function openPage(id: number, now: number): void {
    const base = people.base(id);
    f[base + Word.playlistDueAt] = now;
    f[base + Word.mediaDueAt] = now;
    f[base + Word.lookedAt] = now;
    f[base + Word.silentSince] = now;
    i[base + Word.knownEdge] = -1;
    b.fill(0, (base + Word.bytes) * 4, (base + Word.bytes) * 4 + 4);
    people.setStage(id, Stage.locating);
    series.letIn(now, 1);
    if (person !== null) f[base + Word.backoffUntil] = now + person.reloadAfterSeconds(random);
  }

  function press(id: number, now: number): void {
    people.pressedAt[id] = now;
    series.pressed(now);
    openPage(id, now);
    if (person !== null) f[people.base(id) + Word.heldUntil] = now + person.leaveAfterSeconds(random);
  }

  /** When the answer has come, or minus that moment for a refusal. */
  function ask(now: number): number {
    origin.arrive();
    const waitSeconds = origin.ask();
    return waitSeconds >= 0 ? now + ROUND_TRIP_SECONDS + waitSeconds : -(now + ROUND_TRIP_SECONDS);
  }

  /** When to try again after a refusal; null when the player has given up. */
  function afterFailure(base: number, byte: number, what: Asked, refusedAt: number): number | null {
    const at = (base + Word.bytes) * 4 + byte;
    const failures = Math.min(255, (b[at] ?? 0) + 1);
    b[at] = failures;
    const delay = policy.retrySeconds(what, failures);
    return delay === null ? null : refusedAt + delay;
  }

  function askPlaylist(id: number, base: number, now: number): boolean {
    const stage = people.stage(id);
    const at = ask(now);
    if (at < 0) {
      const what = stage === Stage.locating ? 'multivariant' : 'media-playlist';
      const again = afterFailure(base, Byte.playlistFailures, what, -at);
      f[base + Word.playlistDueAt] = again ?? Infinity;
      return again !== null;
    }
    b[(base + Word.bytes) * 4 + Byte.playlistFailures] = 0;
    if (stage === Stage.locating) {
      people.setStage(id, Stage.opening);
      f[base + Word.playlistDueAt] = at;
      return true;
    }
    const edge = edgeAt(at);
    const changed = edge > (i[base + Word.knownEdge] ?? 0);
    i[base + Word.knownEdge] = edge;
    f[base + Word.playlistDueAt] = Math.max(at, now + (changed ? TARGET_SECONDS : TARGET_SECONDS / 2));
    const isFirst = stage === Stage.opening;
    people.advance(id, at);
    // Behind the window there is nothing to be had: such a player goes to the live edge again.
    if (isFirst || (i[base + Word.neededFrom] ?? 0) < edge - WINDOW_SEGMENTS + 1) {
      if (people.isPlaying(id)) return true;
      people.setStage(id, Stage.following);
      people.beginAt(id, edge - JOIN_SEGMENTS + 1);
      if (isFirst) f[base + Word.mediaDueAt] = at;
    }
    return true;
  }

  function askMedia(id: number, base: number, now: number): boolean {
    const at = ask(now);
    if (at < 0) {
      const again = afterFailure(base, Byte.mediaFailures, 'media', -at);
      f[base + Word.mediaDueAt] = again ?? Infinity;
      return again !== null;
    }
    b[(base + Word.bytes) * 4 + Byte.mediaFailures] = 0;
    f[base + Word.mediaDueAt] = at;
    const flag = flags[id] ?? 0;
    if ((flag & Flag.hasInit) === 0) flags[id] = flag | Flag.hasInit;
    else {
      i[base + Word.mask] = 1;
      people.gained(id, at);
    }
    return true;
  }

  /** When there is a segment to ask for: now, or as soon as the buffer has run down; null while none is known. */
  function mediaAt(id: number, base: number): number | null {
    if (people.stage(id) !== Stage.following) return null;
    const needed = i[base + Word.neededFrom] ?? 0;
    const hasInit = ((flags[id] ?? 0) & Flag.hasInit) !== 0;
    if (hasInit && needed > (i[base + Word.knownEdge] ?? 0)) return null;
    const inHand = needed * TARGET_SECONDS - (f[base + Word.position] ?? 0);
    const roomAt = (f[base + Word.lookedAt] ?? 0) + Math.max(0, inHand - MOST_AHEAD_SECONDS);
    return Math.max(f[base + Word.mediaDueAt] ?? 0, roomAt);
  }

  function closePage(id: number, now: number): void {
    people.stop(id, now);
    series.letIn(now, -1);
  }

  /** Whether the person is still before the same page. */
  function stays(id: number, base: number, now: number): boolean {
    if (person === null) return true;
    if (people.isPlaying(id)) {
      f[base + Word.backoffUntil] = -1;
      f[base + Word.heldUntil] = -1;
      return true;
    }
    if ((f[base + Word.backoffUntil] ?? 0) < 0) {
      const silentSince = f[base + Word.silentSince] ?? 0;
      f[base + Word.backoffUntil] = silentSince + person.reloadAfterSeconds(random);
      f[base + Word.heldUntil] = silentSince + person.leaveAfterSeconds(random);
    }
    if ((f[base + Word.heldUntil] ?? 0) <= now) {
      closePage(id, now);
      people.setStage(id, Stage.left);
      series.left(now);
      return false;
    }
    if ((f[base + Word.backoffUntil] ?? 0) <= now) {
      closePage(id, now);
      openPage(id, now);
    }
    return true;
  }

  function visit(id: number, now: number): void {
    const base = people.base(id);
    people.advance(id, now);
    if (!stays(id, base, now)) return;
    let works = people.stage(id) !== Stage.failed;
    if (works && (f[base + Word.playlistDueAt] ?? 0) <= now) works = askPlaylist(id, base, now);
    const due = works ? mediaAt(id, base) : null;
    if (due !== null && due <= now) works = askMedia(id, base, now);
    if (!works) people.setStage(id, Stage.failed);
    let next = Infinity;
    if (works) next = Math.min(f[base + Word.playlistDueAt] ?? 0, mediaAt(id, base) ?? Infinity);
    if (person !== null) {
      const inHand = (i[base + Word.neededFrom] ?? 0) * TARGET_SECONDS - (f[base + Word.position] ?? 0);
      const actsAt = people.isPlaying(id)
        ? // Silence is noticed when it comes.
          (f[base + Word.lookedAt] ?? 0) + inHand + 0.01
        : Math.min(f[base + Word.backoffUntil] ?? 0, f[base + Word.heldUntil] ?? 0);
      next = Math.min(next, Math.max(actsAt, now + 0.01));
    }
    if (next === Infinity) return;
    f[base + Word.wakeAt] = Math.max(next, now + 0.001);
    wheel.schedule(id, f[base + Word.wakeAt] ?? next);
  }

  return (id) => {
    const now = f[people.base(id) + Word.wakeAt] ?? 0;
    if (people.stage(id) === Stage.coming) press(id, now);
    if (people.stage(id) !== Stage.left) visit(id, now);
  };
}
