import { describe, expect, it } from 'vitest';
import { GLIDE_MS } from '../../src/listener/line-geometry.ts';
import { createLineMotion } from '../../src/listener/line-motion.ts';
import { createTicker } from '../../src/listener/ticker.ts';
import { createFakeSession } from '../fakes/fake-session.ts';
import { at, following } from '../fakes/session-states.ts';

function playing() {
  const session = createFakeSession({
    playback: { kind: 'playing' },
    feed: following(18, 23),
    position: { ...at(18, 24), positionSeconds: 100 },
  });
  const source = createLineMotion(session, createTicker(session.clock, document));
  const detach = source.subscribe(() => undefined);
  const read = (positionSeconds: number) =>
    session.store.setState({ position: { ...session.store.getState().position, positionSeconds } });
  return { session, source, detach, read };
}

describe('createLineMotion', () => {
  it('foretells where the playhead will be when the glide ends', () => {
    const { session, source, detach, read } = playing();
    session.advance(600);
    read(100.6);
    session.advance(400);
    expect(source.current().positionSeconds).toBeCloseTo(100.6 + 0.4 + GLIDE_MS / 1000, 6);
    expect(source.current().latencySeconds).toBe(24);
    detach();
  });

  it('moves at one second a second, however the readings and ticks fall', () => {
    const { session, source, detach, read } = playing();
    const seen: number[] = [];
    for (let step = 1; step <= 40; step += 1) {
      session.advance(250);
      if (step % 3 === 0) read(100 + step * 0.25);
      if (step % 4 === 0) seen.push(source.current().positionSeconds);
    }
    const steps = seen.slice(1).map((position, index) => position - (seen[index] ?? 0));
    for (const step of steps) expect(step).toBeCloseTo(1, 6);
    detach();
  });

  it('stands while paused, and live goes on without it', () => {
    const { session, source, detach } = playing();
    session.store.setState({ playback: { kind: 'paused' } });
    session.advance(1000);
    expect(source.current().positionSeconds).toBe(100);
    expect(source.current().latencySeconds).toBeCloseTo(25 + GLIDE_MS / 1000, 6);
    detach();
  });

  it('tells at once when playback changes, without waiting for the next second', () => {
    const { session, source, detach } = playing();
    const before = source.current();
    session.advance(300);
    session.store.setState({ playback: { kind: 'rebuffering' } });
    expect(source.current()).not.toBe(before);
    expect(source.current().positionSeconds).toBe(100);
    detach();
  });

  it('remembers what was heard, and forgets the timeline with the feed but not the time', () => {
    const { session, source, detach, read } = playing();
    session.advance(500);
    read(100.5);
    session.advance(500);
    read(101);
    session.advance(1000);
    expect(source.current().heard.spans).toEqual([{ startSeconds: 100.5, endSeconds: 101 }]);
    session.store.setState({ feed: null });
    expect(source.current().heard).toMatchObject({ spans: [], totalSeconds: 0.5 });
    read(0);
    session.store.setState({ feed: following(18, 23) });
    session.advance(500);
    read(0.5);
    session.advance(500);
    read(1);
    session.advance(1000);
    expect(source.current().heard).toMatchObject({
      spans: [{ startSeconds: 0.5, endSeconds: 1 }],
      totalSeconds: 1,
    });
    detach();
  });

  it('lets go of the store and of the clock', () => {
    const { session, detach } = playing();
    expect(session.subscribers()).toBe(1);
    detach();
    expect(session.subscribers()).toBe(0);
    expect(session.timers()).toBe(0);
  });
});
