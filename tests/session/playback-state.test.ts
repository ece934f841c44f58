import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  idle,
  nextPlaybackState,
  type PlaybackInput,
  type PlaybackState,
} from '../../src/session/playback-state.ts';

const problem = { kind: 'no-audio' } as const;
const after = (...inputs: PlaybackInput[]) => inputs.reduce(nextPlaybackState, idle);
const listen = { type: 'listen' } as const;
const held = { type: 'held' } as const;
const phase = (
  kind: 'locating' | 'not-started' | 'following' | 'complete',
  ended = kind === 'complete',
): PlaybackInput => ({ type: 'feed-phase', phase: kind, ended });
const heardToTheEnd: PlaybackInput[] = [listen, { type: 'playing' }, phase('complete'), { type: 'ended' }];

describe('nextPlaybackState', () => {
  it.each<[string, PlaybackInput[], PlaybackState['kind']]>([
    ['a press alone is no sound', [listen], 'joining'],
    ['a broadcast that is not there is waited for', [listen, phase('not-started')], 'waiting'],
    ['it appears while we wait', [listen, phase('not-started'), phase('following')], 'joining'],
    [
      'and is heard without another press',
      [listen, phase('not-started'), phase('following'), { type: 'playing' }],
      'playing',
    ],
    ['the element runs dry', [listen, { type: 'playing' }, { type: 'stalled' }], 'rebuffering'],
    ['and goes on', [listen, { type: 'playing' }, { type: 'stalled' }, { type: 'playing' }], 'playing'],
    ['paused from anywhere', [listen, { type: 'playing' }, { type: 'paused' }], 'paused'],
    [
      'a press on pause is not optimistic',
      [listen, { type: 'playing' }, { type: 'paused' }, listen],
      'paused',
    ],
    [
      'resumed with nothing in hand',
      [listen, { type: 'playing' }, { type: 'paused' }, { type: 'stalled' }],
      'rebuffering',
    ],
    ['refused by the browser', [listen, { type: 'blocked' }], 'blocked'],
    ['pressed again after a refusal', [listen, { type: 'blocked' }, listen, { type: 'playing' }], 'playing'],
    ['given up while waiting', [listen, phase('not-started'), { type: 'stop' }], 'idle'],
    ['an unplayed element is paused: no news', [listen, { type: 'paused' }], 'joining'],
    ['a stall before the first sound is still joining', [listen, { type: 'stalled' }], 'joining'],
    ['fails', [listen, { type: 'failed', problem }], 'failed'],
    ['and is tried again by hand', [listen, { type: 'failed', problem }, listen], 'joining'],
    ['ends', [listen, { type: 'playing' }, { type: 'ended' }], 'ended'],
    [
      'a late event of an ended element',
      [listen, { type: 'playing' }, { type: 'ended' }, { type: 'paused' }],
      'ended',
    ],
    ['gone back in from the end', [...heardToTheEnd, { type: 'playing' }], 'playing'],
    ['gone back in, paused', [...heardToTheEnd, { type: 'paused' }], 'ended'],
    ['an end that is taken back', [...heardToTheEnd, phase('following')], 'joining'],
    ['and is heard on', [...heardToTheEnd, phase('following'), { type: 'playing' }], 'playing'],
    ['an end that is looked at again', [...heardToTheEnd, phase('following', true)], 'ended'],
    ['an end that stays', [...heardToTheEnd, phase('complete')], 'ended'],
    [
      'a feed that begins anew after a failure',
      [listen, { type: 'failed', problem }, phase('following')],
      'failed',
    ],
    ['held before it joins', [listen, held], 'waiting'],
    ['held while it joins', [listen, phase('following'), held], 'waiting'],
    ['held in a silence', [listen, { type: 'playing' }, { type: 'stalled' }, held], 'waiting'],
    ['never put out of the sound', [listen, { type: 'playing' }, held], 'playing'],
    ['nor out of a pause', [listen, { type: 'playing' }, { type: 'paused' }, held], 'paused'],
    ['let in', [listen, held, { type: 'admitted' }], 'joining'],
    ['let in without having waited: no news', [listen, { type: 'playing' }, { type: 'admitted' }], 'playing'],
    ['held to the end', [listen, held, { type: 'over' }], 'ended'],
    ['pressed again after it', [listen, held, { type: 'over' }, listen], 'joining'],
    ['whoever hears is not told that it is over', [listen, { type: 'playing' }, { type: 'over' }], 'playing'],
    ['held without a press', [held, { type: 'admitted' }], 'idle'],
    ['nothing happens without a press', [phase('following'), { type: 'playing' }], 'idle'],
  ])('%s', (_name, inputs, expected) => {
    expect(after(...inputs).kind).toBe(expected);
  });

  it('returns the same object when nothing changes', () => {
    const state = after(listen, { type: 'playing' });
    expect(nextPlaybackState(state, { type: 'playing' })).toBe(state);
  });
});

const anyInput: fc.Arbitrary<PlaybackInput> = fc.oneof(
  fc.constantFrom<PlaybackInput>(
    listen,
    { type: 'stop' },
    held,
    { type: 'admitted' },
    { type: 'over' },
    { type: 'playing' },
    { type: 'stalled' },
    { type: 'paused' },
    { type: 'blocked' },
    { type: 'ended' },
    { type: 'failed', problem },
  ),
  fc.record({
    type: fc.constant('feed-phase' as const),
    phase: fc.constantFrom('locating', 'not-started', 'following', 'complete', 'stopped'),
    ended: fc.boolean(),
  }),
);

describe('whatever happens in whatever order', () => {
  it('nothing but a press leaves idle, failed and ended, or an end that is taken back or gone back from', () => {
    fc.assert(
      fc.property(fc.array(anyInput), (inputs) => {
        let state = idle;
        for (const input of inputs) {
          const next = nextPlaybackState(state, input);
          if (['idle', 'failed', 'ended'].includes(state.kind) && next.kind !== state.kind) {
            const isTakenBack = state.kind === 'ended' && input.type === 'feed-phase' && !input.ended;
            const isGoneBack = state.kind === 'ended' && input.type === 'playing';
            if (!isTakenBack && !isGoneBack) expect(['listen', 'stop']).toContain(input.type);
          }
          state = next;
        }
      }),
    );
  });

  it('sound is only ever claimed by the element', () => {
    fc.assert(
      fc.property(fc.array(anyInput), (inputs) => {
        let state = idle;
        for (const input of inputs) {
          const next = nextPlaybackState(state, input);
          if (next.kind === 'playing' && state.kind !== 'playing') expect(input.type).toBe('playing');
          state = next;
        }
      }),
    );
  });

  it('from every state some path leads back to sound', () => {
    fc.assert(
      fc.property(fc.array(anyInput), (inputs) => {
        const state = inputs.reduce(nextPlaybackState, idle);
        const cured = [listen, { type: 'playing' } as const].reduce(nextPlaybackState, state);
        expect(cured.kind).toBe('playing');
      }),
    );
  });
});
