import type { Fetch } from '../../src/network/attempt.ts';
import type { Clock } from '../../src/network/clock.ts';
import type { Random } from '../../src/network/random.ts';
import {
  openListener,
  type AttachReporting,
  type FleetListener,
  type FleetListenerOptions,
  type ListenerFacts,
  type PlaybackKind,
} from './fleet-listener.ts';
import { fleetSnapshot, type Attendance, type FleetSnapshot } from './fleet-snapshot.ts';
import { createLoopbackFetch } from './loopback.ts';
import { seededRandom } from './seeded-random.ts';
import { createSlotClock } from './slot-clock.ts';
import { planVisitors, type Arrivals } from './visitors.ts';

/** Told as it happens. `listener` is a number, in order of arrival. */
export type FleetEvent =
  | { readonly type: 'arrived'; readonly listener: number }
  | {
      readonly type: 'playback';
      readonly listener: number;
      readonly from: PlaybackKind;
      readonly to: PlaybackKind;
    }
  | { readonly type: 'left'; readonly listener: number; readonly waitedSeconds: number }
  /** An address on another computer was named, and is not asked. Once for each origin. */
  | { readonly type: 'refused'; readonly origin: string };

export interface FleetOptions {
  readonly count: number;
  /** The number of the first of them (default: 1). */
  readonly firstListener?: number;
  /** What each page was opened with: a broadcast document, or a bare stream. */
  readonly address: FleetListenerOptions['address'];
  readonly arrivals: Arrivals;
  /** Share of those who leave when joining takes long; see planVisitors. */
  readonly impatientShare: number;
  readonly clock: Clock;
  /** Timers that are due within so long of each other fire together, to save real ones; see createSlotClock. */
  readonly slotMs?: number;
  /** Each listener has a source of chance of its own, seeded by this one. */
  readonly random: Random;
  readonly fetch: Fetch;
  readonly attachReporting?: AttachReporting;
  readonly onEvent?: (event: FleetEvent) => void;
}

/** Many listeners in one process, each of them a whole session. */
export interface Fleet {
  snapshot(): FleetSnapshot;
  /** In order of arrival. */
  everybody(): readonly Attendance[];
  /** All pages are closed; the figures stay as they were. Idempotent. */
  stop(): void;
}

type Member =
  | { kind: 'coming' }
  | { kind: 'here'; readonly listener: FleetListener }
  | { kind: 'left' }
  | { kind: 'closed'; readonly facts: ListenerFacts };

/** The first of the visitors set out at once. */
export function startFleet(options: FleetOptions): Fleet {
  const { address, random, onEvent, firstListener = 1 } = options;
  const clock = createSlotClock(options.clock, options.slotMs);
  const refused = new Set<string>();
  const onRefused = (origin: string) => {
    if (refused.has(origin)) return;
    refused.add(origin);
    onEvent?.({ type: 'refused', origin });
  };

  const members: Member[] = [];
  const cancels = planVisitors(options).map(({ arrivesInSeconds, patienceSeconds }, index) => {
    const seed = Math.floor(random() * 2 ** 32);
    const number = firstListener + index;
    members.push({ kind: 'coming' });
    return clock.setTimer(() => {
      onEvent?.({ type: 'arrived', listener: number });
      const listener = openListener({
        address,
        clock,
        random: seededRandom(seed),
        fetch: createLoopbackFetch({ fetch: options.fetch, client: `listener-${String(number)}`, onRefused }),
        patienceSeconds,
        attachReporting: options.attachReporting,
        onPlayback: (from, to) => onEvent?.({ type: 'playback', listener: number, from, to }),
        onLeft(waitedSeconds) {
          members[index] = { kind: 'left' };
          onEvent?.({ type: 'left', listener: number, waitedSeconds });
        },
      });
      members[index] = { kind: 'here', listener };
    }, arrivesInSeconds * 1000);
  });

  const everybody = () =>
    members.map((member): Attendance => {
      switch (member.kind) {
        case 'here':
          return { kind: 'here', facts: member.listener.facts() };
        case 'closed':
          return { kind: 'here', facts: member.facts };
        default:
          return member;
      }
    });

  return {
    snapshot: () => fleetSnapshot(everybody()),
    everybody,
    stop() {
      for (const cancel of cancels) cancel();
      for (const [index, member] of members.entries()) {
        if (member.kind !== 'here') continue;
        members[index] = { kind: 'closed', facts: member.listener.facts() };
        member.listener.close();
      }
    },
  };
}
