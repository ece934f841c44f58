import { expect, it } from 'vitest';
import { isBehindLive } from '../../src/session/usual-latency.ts';
import { silentState } from '../fakes/fake-session.ts';
import { at, following } from '../fakes/session-states.ts';

const playing = { ...silentState, playback: { kind: 'playing' }, feed: following(18, 60) } as const;

it.each([
  [400, null, false],
  [24, 26, false],
  [36, 26, false],
  [37, 26, true],
  [60, 58, false],
  [69, 58, true],
])('%d s where %s are usual: %s', (latencySeconds, usualLatencySeconds, behind) => {
  expect(isBehindLive({ ...playing, position: at(18, latencySeconds), usualLatencySeconds })).toBe(behind);
});

it('in a silence a jump is always worth it', () => {
  const silent = { ...playing, playback: { kind: 'rebuffering' }, usualLatencySeconds: 26 } as const;
  expect(isBehindLive({ ...silent, position: at(0, 27) })).toBe(true);
  expect(isBehindLive({ ...silent, position: at(0, null) })).toBe(false);
});

it('there is no live in what is over, nor before there is anything', () => {
  const position = at(18, 400);
  const usualLatencySeconds = 26;
  const over = following(18, 60, { ended: true });
  expect(isBehindLive({ ...playing, position, usualLatencySeconds, feed: over })).toBe(false);
  expect(isBehindLive({ ...playing, position, usualLatencySeconds, feed: null })).toBe(false);
});
