import { expect, it } from 'vitest';
import type { ListenerFacts } from '../../e2e/fleet/fleet-listener.ts';
import { fleetSnapshot, type Attendance } from '../../e2e/fleet/fleet-snapshot.ts';

const here = (facts: Partial<ListenerFacts>): Attendance => ({
  kind: 'here',
  facts: {
    playback: 'playing',
    link: 'steady',
    joinSeconds: null,
    heardSeconds: 0,
    silentSeconds: 0,
    ...facts,
  },
});

it('everybody is counted once', () => {
  const { count, coming, left, playback, link } = fleetSnapshot([
    { kind: 'coming' },
    { kind: 'left' },
    { kind: 'left' },
    here({}),
    here({ playback: 'rebuffering', link: 'lost' }),
    here({ playback: 'joining', link: 'struggling' }),
  ]);
  expect({ count, coming, left }).toEqual({ count: 6, coming: 1, left: 2 });
  expect(playback).toMatchObject({ playing: 1, rebuffering: 1, joining: 1, waiting: 0 });
  expect(link).toMatchObject({ steady: 1, lost: 1, struggling: 1, denied: 0 });
});

it('join times are percentiles by nearest rank of those who have heard something', () => {
  const joins = Array.from({ length: 20 }, (_, index) => here({ joinSeconds: 20 - index }));
  expect(fleetSnapshot([...joins, here({ playback: 'joining' })]).joins).toEqual({
    count: 20,
    p50Seconds: 10,
    p95Seconds: 19,
  });
  expect(fleetSnapshot([here({})]).joins).toEqual({ count: 0, p50Seconds: null, p95Seconds: null });
});

it('the listening ratio weighs seconds, not listeners, and is unknown before the first sound', () => {
  const some = [here({ heardSeconds: 90, silentSeconds: 0 }), here({ heardSeconds: 0, silentSeconds: 10 })];
  expect(fleetSnapshot(some).listeningRatio).toBe(0.9);
  expect(fleetSnapshot([here({})]).listeningRatio).toBeNull();
});
