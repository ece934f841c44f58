import type { Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import type { AudioOffers } from './audio-offers.ts';
import { findTrack } from './audio-tracks.ts';
import type { FeedSnapshot } from './feed-snapshot.ts';
import type { FoundPlaylist } from './playlist-source.ts';

/** A press is answered within so long, be it with a no; the old version goes on meanwhile. */
const PATIENCE_MS = 15_000;
/** Before the first sound: the listener hears nothing yet, and an origin that is choked refuses every version alike. */
const FIRST_PATIENCE_MS = 30_000;
/** What could not be had is tried again after so long, twice as long each time, and half as long more by chance. */
const AGAIN_AFTER_MS = 30_000;
const LONGEST_AGAIN_MS = 4 * 60_000;
/**
 * With less than this in hand another version is better than none, if nothing of the one that is followed has come for
 * so many target durations. In a storm something comes now and then: the language does not change with every refusal.
 */
const RESCUE_BELOW_SECONDS = 8;
const NO_PLAYLIST_TARGET_DURATIONS = 3;
const NO_SEGMENT_TARGET_DURATIONS = 4;

export interface AudioChoiceOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly audio: AudioOffers;
  /** The rendition that is asked for now. */
  renditionId(): string | null;
  probe(renditionId: string, signal: AbortSignal): Promise<FoundPlaylist | null>;
  /** Whether one segment that this playlist lists can be had. */
  tryOne(found: FoundPlaylist, signal: AbortSignal): Promise<boolean>;
  /** From now on this rendition is followed, from this playlist on where there is one. */
  follow(renditionId: string, found: FoundPlaylist | null): void;
  inHandSeconds(): number;
  targetDurationSeconds(): number;
  /** The version that is heard at the playhead; null while nothing is. */
  heardTrackId(): string | null;
  onChange(): void;
}

/**
 * Which version of the sound is wanted and which one is followed. A version is followed once its playlist and a segment
 * have been had, so that a choice can do no harm; one that cannot be had stays wished for, and is tried again now and then.
 */
export interface AudioChoice {
  /** An id of another visit or of another stream stands for its language. */
  choose(trackId: string): void;
  /** Settles which version to begin with, as soon as it is known what there is. */
  beforeFirst(): Promise<void>;
  /** There may be more to choose from than before. */
  located(): void;
  /** A media playlist of this rendition has come. */
  seen(renditionId: string): void;
  /** So has a segment of it. */
  came(renditionId: string): void;
  /** Looks whether what is followed has failed while others may go on. */
  look(): void;
  /** What is followed is denied or gone for good: follows another, if there is one. */
  leave(): boolean;
  view(): Pick<FeedSnapshot, 'audioTracks' | 'audioTrackId' | 'audioSwitch'>;
}

export function createAudioChoice(options: AudioChoiceOptions): AudioChoice {
  const { clock, random, signal, audio } = options;
  let wished: string | null = null;
  let isUnavailable = false;
  /** What was followed before: where to go back to. */
  let formerId: string | null = null;
  let asking: AbortController | null = null;
  let rescue: AbortController | null = null;
  let cancelAgain: (() => void) | null = null;
  let againMs = AGAIN_AFTER_MS;
  let seenAtMs = clock.now();
  let cameAtMs = clock.now();
  let hasBegun = false;
  /** What is followed has been heard: whoever goes back to what was kept hears what was heard then. */
  let isHeard = true;
  signal.addEventListener('abort', () => cancelAgain?.(), { once: true });

  const followedId = () => audio.trackOf(options.renditionId() ?? '');
  const wishId = (): string => {
    const found = wished === null ? null : findTrack(audio.tracks(), wished);
    return found?.id ?? audio.homeId();
  };
  const renditionIn = (trackId: string) => audio.sameStep(options.renditionId() ?? '', trackId);

  const follow = (renditionId: string, found: FoundPlaylist | null) => {
    formerId = followedId();
    isHeard = options.heardTrackId() === null;
    isUnavailable = false;
    seenAtMs = cameAtMs = clock.now();
    endRescue();
    options.follow(renditionId, found);
  };

  /**
   * Whether what is wished for can be had; if so, follows it. Ends at once when something else is wished for. Tried
   * `again` it stays unavailable until it is there.
   */
  const ask = async (patienceMs: number, again = false): Promise<void> => {
    asking?.abort(new Error('another version is wished for'));
    cancelAgain?.();
    cancelAgain = null;
    isUnavailable &&= again;
    const trackId = wishId();
    const renditionId = renditionIn(trackId);
    if (trackId === followedId() || renditionId === null) {
      asking = null;
      isUnavailable = false;
      options.onChange();
      return;
    }
    const abort = new AbortController();
    asking = abort;
    options.onChange();
    const patience = new AbortController();
    const cancel = clock.setTimer(() => patience.abort(new Error('took too long')), patienceMs);
    const either = AbortSignal.any([signal, abort.signal, patience.signal]);
    const found = await options.probe(renditionId, either);
    const isThere = found !== null && (await options.tryOne(found, either));
    cancel();
    if (abort.signal.aborted || signal.aborted) return;
    asking = null;
    if (found !== null && isThere) follow(found.renditionId, found);
    else refuse();
    options.onChange();
  };
  const refuse = () => {
    isUnavailable = true;
    cancelAgain?.();
    cancelAgain = clock.setTimer(() => void ask(PATIENCE_MS, true), againMs * (1 + random() / 2));
    againMs = Math.min(LONGEST_AGAIN_MS, againMs * 2);
  };
  const endRescue = () => {
    rescue?.abort(new Error('not needed'));
    rescue = null;
  };
  /** Nothing has come for so long that something must be wrong with this very version. */
  const isFailing = () => {
    const targetMs = options.targetDurationSeconds() * 1000;
    const nowMs = clock.now();
    return (
      nowMs - seenAtMs >= NO_PLAYLIST_TARGET_DURATIONS * targetMs ||
      nowMs - cameAtMs >= NO_SEGMENT_TARGET_DURATIONS * targetMs
    );
  };

  const otherThan = (trackId: string): string | null => {
    const ids = audio.tracks().map(({ id }) => id);
    const others = [formerId, audio.homeId(), ...ids].filter((id) => id !== null && id !== trackId);
    return others.find((id) => id !== null && ids.includes(id)) ?? null;
  };

  return {
    choose(trackId) {
      if (wished === trackId && !isUnavailable) return;
      wished = trackId;
      againMs = AGAIN_AFTER_MS;
      // Before anything is followed it is settled in `beforeFirst`.
      if (options.renditionId() !== null && audio.tracks().length > 1) void ask(PATIENCE_MS);
    },
    async beforeFirst() {
      await ask(FIRST_PATIENCE_MS);
      hasBegun = true;
    },
    located() {
      if (hasBegun && asking === null && !isUnavailable && wishId() !== followedId()) void ask(PATIENCE_MS);
    },
    seen(renditionId) {
      if (audio.trackOf(renditionId) === followedId()) seenAtMs = clock.now();
      if (rescue !== null && !isFailing()) endRescue();
    },
    came(renditionId) {
      if (audio.trackOf(renditionId) === followedId()) cameAtMs = clock.now();
      if (rescue !== null && !isFailing()) endRescue();
    },
    look() {
      const trackId = followedId();
      if (!isHeard && options.heardTrackId() === trackId) {
        isHeard = true;
        options.onChange();
      }
      const otherId = otherThan(trackId);
      if (otherId === null || rescue !== null || options.inHandSeconds() >= RESCUE_BELOW_SECONDS) return;
      if (!isFailing()) return;
      const renditionId = renditionIn(otherId);
      if (renditionId === null) return;
      const abort = new AbortController();
      rescue = abort;
      void options.probe(renditionId, AbortSignal.any([signal, abort.signal])).then((found) => {
        if (abort.signal.aborted || signal.aborted) return;
        rescue = null;
        if (found === null) return;
        follow(found.renditionId, found);
        if (wishId() !== followedId()) refuse();
        options.onChange();
      });
    },
    leave() {
      const otherId = otherThan(followedId());
      const renditionId = otherId === null ? null : renditionIn(otherId);
      if (renditionId === null || isUnavailable) return false;
      follow(renditionId, null);
      if (wishId() !== followedId()) refuse();
      options.onChange();
      return true;
    },
    view() {
      const tracks = audio.tracks();
      if (tracks.length < 2) return { audioTracks: [], audioTrackId: null, audioSwitch: null };
      const toId = wishId();
      const isSettled = toId === followedId() && isHeard;
      return {
        audioTracks: tracks,
        audioTrackId: followedId(),
        audioSwitch: isSettled ? null : { toId, kind: isUnavailable ? 'unavailable' : 'switching' },
      };
    },
  };
}
