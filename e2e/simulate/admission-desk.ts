import {
  type Admission,
  drawOf,
  isAboveAdmission,
  type JoinRules,
  nextAdmission,
  nextSignal,
  STARVING_AFTER_MS,
  unheld,
} from '../../src/broadcast/admission.ts';
import { DEFAULT_POLL_SECONDS, pollPauseMs } from '../../src/broadcast/poll-pause.ts';
import { Flag, NEVER, Word } from './people.ts';
import type { World } from './world.ts';

const STARVING_SECONDS = STARVING_AFTER_MS / 1000;

export interface AdmissionDesk {
  /** Somebody who waits, or has just come, is at the document. */
  look(id: number, now: number): void;
  /** True for somebody without sound who has to wait after all. */
  leaves(id: number, now: number): boolean;
  /** Whether somebody who is in is above what the document said when they looked last. */
  isAbove(id: number, now: number): boolean;
}

/** Where those who wait are let in, and those who starve above a lowered admission are sent back. */
export function createAdmissionDesk(
  world: World,
  rulesAt: (atSeconds: number) => JoinRules,
  begin: (id: number, now: number) => void,
  putOut: (id: number, now: number) => void,
): AdmissionDesk {
  const { people, wheel, random, firstListener } = world;
  const { f } = people;
  const ticket = new Float32Array(people.count);
  const place = new Float32Array(people.count);
  const pollAt = new Float32Array(people.count);
  /** When the start signal was seen, and whether let in then; see nextSignal. */
  const signalAt = new Float32Array(people.count).fill(-NEVER);
  const facts = { rules: rulesAt(0), draw: { epoch: 0, ticket: 0, place: 0 } };
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
            atMs: seenAt === -NEVER ? null : seenAt * 1000,
          }
        : null,
      rules,
      draw,
      now * 1000,
    );
    signalAt[id] = signal.atMs === null ? -NEVER : signal.atMs / 1000;
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
    isAbove(id: number, now: number): boolean {
      // The looks of those who hear are not followed: one in each interval, at a place in it that is their own.
      const everySeconds = world.pollSeconds ?? DEFAULT_POLL_SECONDS;
      const phase = everySeconds * (place[id] ?? 0);
      const seenAt = Math.max(0, phase + Math.floor((now - phase) / everySeconds) * everySeconds);
      facts.rules = rulesAt(seenAt);
      facts.draw.ticket = ticket[id] ?? 0;
      return isAboveAdmission(unheld, facts);
    },
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
