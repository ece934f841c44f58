import { describe, expect, it } from 'vitest';
import { seekerOf } from '../../src/listener/seeker.ts';
import { createFakeSession } from '../fakes/fake-session.ts';
import { at, following } from '../fakes/session-states.ts';

function behind() {
  const session = createFakeSession({
    playback: { kind: 'playing' },
    feed: following(18, 140),
    position: at(18, 146),
    usualLatencySeconds: 26,
  });
  return { session, seeker: seekerOf(session) };
}

describe('the seeker', () => {
  it('is one for each session', () => {
    const { session, seeker } = behind();
    expect(seekerOf(session)).toBe(seeker);
    expect(seekerOf(createFakeSession())).not.toBe(seeker);
  });

  it('counts steps from where the last one led, until the element tells', () => {
    const { session, seeker } = behind();
    seeker.step(-15);
    session.advance(200);
    seeker.step(-15);
    expect(session.asked).toEqual([
      ['seek', 46.5],
      ['seek', 31.5],
    ]);
    session.store.setState({ position: { ...at(18, 180), positionSeconds: 28 } });
    session.advance(2000);
    seeker.step(-15);
    expect(session.asked.at(-1)).toEqual(['seek', 13]);
  });

  it('asks for live by its name, and for nothing where there is nowhere to go', () => {
    const { session, seeker } = behind();
    seeker.live();
    seeker.step(30);
    seeker.live();
    expect(session.asked).toEqual([['jumpToLive']]);
    expect(seeker.count()).toBe(1);
  });

  it('does nothing before there is a broadcast', () => {
    const session = createFakeSession();
    seekerOf(session).step(-15);
    seekerOf(session).live();
    expect(session.asked).toEqual([]);
  });

  it('tells of each seek, and lets go', () => {
    const { seeker } = behind();
    let told = 0;
    const detach = seeker.subscribe(() => (told += 1));
    seeker.step(-15);
    expect(told).toBe(1);
    detach();
    seeker.step(-15);
    expect(told).toBe(1);
  });
});
