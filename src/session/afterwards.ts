import type { Address } from '../broadcast/address.ts';
import type { DatedSpan, FeedSnapshot } from '../playback/engine.ts';
import type { SessionState, TimeSpan } from './audio-session.ts';
import type { AudioSession } from './create-session.ts';
import { nothingHeard, readHeard, writeHeard, type Heard } from './heard-memory.ts';
import { missedSpans, wallSpans, withSpan } from './heard-spans.ts';
import { forgetPlace, keepPlace, resumePlace } from './resume-place.ts';

/** Between two savings; so much is heard twice after a crash. */
const SAVE_EVERY_MS = 5_000;
/** Nothing is played faster than twice, and looks are a little uneven: a step beyond this is a leap. */
const FASTEST = 2.4;
const UNEVEN_SECONDS = 0.5;

export interface AfterwardsOptions {
  readonly session: Pick<AudioSession, 'store' | 'clock' | 'commands'>;
  readonly address: Address;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
}

/** One start of listening. What it hears belongs to the broadcast that it began with, whatever the document becomes. */
interface Run {
  readonly key: string | null;
  heard: Heard;
  /** A recording from its beginning on, by what the origin says before the first sound; null while that is open. */
  isRecording: boolean | null;
  waited: boolean;
  at: { readonly seconds: number; readonly ms: number } | null;
  isChanged: boolean;
  savedAtMs: number;
}

/**
 * Remembers for afterwards: where somebody left off in a recording, to go on there, and what was heard of a live talk, so
 * that the recording can tell what was missed. Returns a disposer.
 */
export function watchAfterwards({ session, address, storage }: AfterwardsOptions): () => void {
  const { store, clock } = session;
  let run: Run | null = null;

  const begin = (state: SessionState): Run => {
    const key = keyOf(state, address);
    const heard = key === null ? nothingHeard : readHeard(storage, key);
    return {
      key,
      heard,
      isRecording: null,
      waited: false,
      at: null,
      isChanged: false,
      savedAtMs: clock.now(),
    };
  };

  const tell = (missed: readonly TimeSpan[]) => {
    const before = store.getState().missed;
    const isSame =
      before.length === missed.length &&
      missed.every(
        (span, index) =>
          span.startSeconds === before[index]?.startSeconds && span.endSeconds === before[index].endSeconds,
      );
    if (!isSame) store.setState({ missed });
  };

  const save = (of: Run, { feed, position }: Pick<SessionState, 'feed' | 'position'>) => {
    of.savedAtMs = clock.now();
    if (of.key === null) return;
    if (of.isChanged) writeHeard(storage, of.key, of.heard);
    of.isChanged = false;
    if (of.isRecording !== true || feed === null) return;
    if (of.at !== null) keepPlace(storage, of.key, position.positionSeconds, feed.edgeSeconds ?? 0);
    tell(of.heard.isLive ? missedSpans(datesOf(feed, of.heard), of.heard.spans) : []);
  };

  /** Before the first sound: what is over already is a recording, and is gone on with where it was left. */
  const decide = (of: Run, feed: FeedSnapshot) => {
    if (!feed.ended || feed.edgeSeconds === null || feed.slots.length === 0) return;
    of.isRecording = true;
    save(of, store.getState());
    const place = of.key === null ? null : resumePlace(storage, of.key, feed.edgeSeconds);
    if (place === null) return;
    session.commands.seek(place);
    store.setState({ resumedAtSeconds: place });
  };

  const hear = (of: Run, { playback, position, feed }: SessionState) => {
    const now = { seconds: position.positionSeconds, ms: clock.now() };
    const before = of.at;
    of.at = playback.kind === 'playing' ? now : null;
    if (before === null || of.at === null || feed === null) return;
    const step = now.seconds - before.seconds;
    if (step <= 0 || step > ((now.ms - before.ms) / 1000) * FASTEST + UNEVEN_SECONDS) return;
    const dates = of.isRecording === true ? datesOf(feed, of.heard) : feed.datedSpans;
    const spans = wallSpans(dates, before.seconds, now.seconds).reduce(withSpan, of.heard.spans);
    if (spans === of.heard.spans) return;
    of.isChanged = true;
    of.heard = { ...of.heard, spans, isLive: of.heard.isLive || of.isRecording !== true };
  };

  const look = (state: SessionState, before: SessionState) => {
    const { feed, playback } = state;
    if (feed === null) {
      if (run !== null) save(run, before);
      run = null;
      return;
    }
    run ??= begin(state);
    if (feed.phase.kind === 'not-started') run.waited = true;
    noteBeginning(run, feed);
    if (run.isRecording === null && playback.kind === 'playing') run.isRecording = false;
    if (run.isRecording === null) decide(run, feed);
    if (state.position !== before.position) hear(run, state);
    if (
      playback !== before.playback &&
      playback.kind === 'ended' &&
      run.isRecording === true &&
      run.key !== null
    ) {
      save(run, state);
      forgetPlace(storage, run.key);
      return;
    }
    const isStill = playback !== before.playback && playback.kind === 'paused';
    if (isStill || clock.now() - run.savedAtMs >= SAVE_EVERY_MS) save(run, state);
  };

  return store.subscribe(look);
}

/** Whoever waited for the start has seen the first segment of the talk, and knows when that was. */
function noteBeginning(of: Run, { datedSpans }: FeedSnapshot): void {
  const [first] = datedSpans;
  if (!of.waited || of.heard.beganMs !== null || first?.startSeconds !== 0) return;
  of.heard = { ...of.heard, beganMs: first.startMs };
  of.isChanged = true;
}

/** The recording's own dates; without any it is taken to begin with the talk, where that beginning is known. */
function datesOf({ datedSpans, edgeSeconds }: FeedSnapshot, { beganMs }: Heard): readonly DatedSpan[] {
  if (datedSpans.length > 0) return datedSpans;
  if (beganMs === null || edgeSeconds === null) return [];
  return [{ startSeconds: 0, endSeconds: edgeSeconds, startMs: beganMs }];
}

function keyOf({ broadcast }: SessionState, address: Address): string | null {
  if (address.kind === 'stream') return address.url;
  return broadcast.kind === 'loaded' ? broadcast.document.id : null;
}
