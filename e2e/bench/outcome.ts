import type { MediaLibrary } from '../origin/media-library.ts';
import type { Scenario } from '../origin/scenario.ts';
import { endOfNumbered } from './broadcast-facts.ts';
import type { Recording } from './evening.ts';
import type { Limit } from './limit.ts';
import { listeningOf, type Listening } from './listening.ts';
import type { Entry } from './scenario-list.ts';
import { trafficOf, type Traffic } from './traffic.ts';

/** One player on one evening. */
export interface Outcome extends Listening, Omit<Traffic, 'newestDeliveredEndSeconds'> {
  readonly scenario: string;
  readonly seed: number;
  readonly player: string;
  readonly limitRatio: number;
  readonly ratioOverLimit: number;
  /** How far behind the speaker the listener is at the end; null: nothing is heard any more. */
  readonly latencyAtEndSeconds: number | null;
  readonly crash: string | null;
}

export interface OutcomeFacts {
  readonly entry: Entry;
  readonly seed: number;
  readonly limit: Limit;
  readonly library: MediaLibrary;
}

export function outcomeOf(recording: Recording, facts: OutcomeFacts): Outcome {
  const { entry, seed, limit, library } = facts;
  const { scenario } = entry;
  const listening = listeningOf(recording.samples, recording.pressedAtMs, recording.endsAtMs);
  const { newestDeliveredEndSeconds, ...traffic } = trafficOf(recording.log, {
    scenario,
    lengthSeconds: entry.lengthSeconds,
    sizeOf(rendition, piece) {
      const media = library.get(rendition);
      if (media === undefined) return null;
      return piece === null ? media.init.length : media.segment(piece.sound).length;
    },
  });
  return {
    scenario: entry.name,
    seed,
    player: recording.player.id,
    ...listening,
    ...traffic,
    limitRatio: limit.listeningRatio,
    ratioOverLimit: limit.listeningRatio > 0 ? listening.listeningRatio / limit.listeningRatio : 1,
    latencyAtEndSeconds: listening.isAliveAtEnd
      ? latencyOf(recording, scenario, newestDeliveredEndSeconds)
      : null,
    crash: recording.crash,
  };
}

/**
 * Seconds between what is spoken and what is heard at the last sample. Where the player fills a SourceBuffer: by the
 * segment that it appended last. The browser's own HLS has none: it is taken to have in its buffer all that it was
 * given, and what it drops makes it look better than it is.
 */
function latencyOf(
  { samples, anchor, beganAtMs }: Recording,
  scenario: Scenario,
  newestDeliveredEndSeconds: number | null,
): number | null {
  const last = samples.at(-1);
  if (last?.positionSeconds == null) return null;
  const spokenSeconds = (last.atMs - beganAtMs) / 1000;
  if (anchor !== null) {
    const endSeconds = endOfNumbered(scenario, (anchor.atMs - beganAtMs) / 1000, anchor.number);
    if (endSeconds !== null) return spokenSeconds - endSeconds + anchor.endSeconds - last.positionSeconds;
  }
  if (newestDeliveredEndSeconds === null || last.bufferedEndSeconds === null) return null;
  return spokenSeconds - newestDeliveredEndSeconds + last.bufferedEndSeconds - last.positionSeconds;
}
