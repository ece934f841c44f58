import { describe, expect, it } from 'vitest';
import {
  canGoBack,
  canGoFaster,
  canGoOn,
  paceOf,
  reachFrom,
  reachOf,
  wishFor,
  type Reach,
} from '../../src/listener/line-reach.ts';
import { silentState } from '../fakes/fake-session.ts';
import { at, following } from '../fakes/session-states.ts';

const live = { ...silentState, feed: following(18, 140), position: at(18, 146), usualLatencySeconds: 26 };

function reach(changes: Partial<typeof silentState> = {}): Reach {
  const found = reachOf({ ...live, ...changes });
  if (found === null) throw new Error('there is something to reach');
  return found;
}

describe('reachOf', () => {
  it('reaches from what is listed or kept to where this listener is at live', () => {
    expect(reach()).toMatchObject({
      kind: 'live',
      fromSeconds: 0,
      positionSeconds: 61.5,
      toSeconds: 61.5 + 120,
      behindSeconds: 146,
      isBehind: true,
    });
    const feed = following(18, 140, { seekableFromSeconds: -300, keptFromSeconds: 0 });
    expect(reach({ feed }).fromSeconds).toBe(-300);
  });

  it('does without what an engine does not know', () => {
    const feed = following(18, 140, { seekableFromSeconds: null, keptFromSeconds: 40 });
    expect(reach({ feed }).fromSeconds).toBe(40);
    expect(reach({ position: at(18, null) })).toMatchObject({ toSeconds: 61.5, isBehind: false });
  });

  it('is at live where the join has put one', () => {
    expect(reach({ position: at(18, 30) })).toMatchObject({ isBehind: false });
    expect(reach({ position: at(18, 20) })).toMatchObject({ toSeconds: 61.5 });
  });

  it('knows the end of a live broadcast from a recording', () => {
    const feed = following(18, 140, { ended: true });
    expect(reach({ feed, position: at(18, null) })).toMatchObject({ kind: 'ending', toSeconds: 200 });
    expect(reach({ feed, position: at(18, null), usualLatencySeconds: null })).toMatchObject({
      kind: 'recording',
    });
    expect(reach({ programme: 'replay' })).toMatchObject({ kind: 'recording', behindSeconds: null });
  });

  it('is nothing without a segment', () => {
    expect(reachOf({ ...live, feed: null })).toBeNull();
    expect(reachOf({ ...live, feed: following(0, 0, { slots: [] }) })).toBeNull();
  });

  it('moves with the playhead', () => {
    expect(reachFrom(reach(), 31.5)).toMatchObject({ behindSeconds: 176, isBehind: true, toSeconds: 181.5 });
    expect(reachFrom(reach(), 181.5)).toMatchObject({ behindSeconds: 26, isBehind: false });
  });
});

describe('wishFor', () => {
  it.each([
    [40, { kind: 'seek', seconds: 40 }],
    [100, { kind: 'seek', seconds: 100 }],
    [-50, { kind: 'seek', seconds: 0 }],
    [Number.NEGATIVE_INFINITY, { kind: 'seek', seconds: 0 }],
    [181, { kind: 'live' }],
    [Number.POSITIVE_INFINITY, { kind: 'live' }],
    [61.6, null],
  ])('behind live, %d is %j', (seconds, wish) => {
    expect(wishFor(reach(), seconds)).toEqual(wish);
  });

  it('goes no further than live, nor than the beginning', () => {
    const atLive = reach({ position: at(18, 28) });
    expect(wishFor(atLive, 90)).toBeNull();
    expect(wishFor(atLive, 40)).toEqual({ kind: 'seek', seconds: 40 });
    const atStart = reachFrom(reach(), 0);
    expect(wishFor(atStart, -15)).toBeNull();
  });

  it('of a recording there is no live to jump to', () => {
    expect(wishFor(reach({ programme: 'replay' }), Number.POSITIVE_INFINITY)).toEqual({
      kind: 'seek',
      seconds: 200,
    });
  });
});

describe('what can be done', () => {
  it.each([
    ['at live', {}, at(18, 28), [true, false, false]],
    ['behind', {}, at(18, 146), [true, true, true]],
    ['in a replay', { programme: 'replay' as const }, at(18, null), [true, true, true]],
  ])('%s', (_, changes, position, can) => {
    const here = reach({ ...changes, position });
    expect([canGoBack(here), canGoOn(here), canGoFaster(here)]).toEqual(can);
  });

  it('at the beginning and at the end of a recording', () => {
    const recording = reach({ programme: 'replay' });
    expect(canGoBack(reachFrom(recording, 0.5))).toBe(false);
    expect(canGoOn(reachFrom(recording, 199.5))).toBe(false);
  });

  it('nobody hears faster than it is said, but slower', () => {
    expect(paceOf({ ...live, rate: 1.5 })).toBe(1.5);
    expect(paceOf({ ...live, position: at(18, 28), rate: 1.5 })).toBe(1);
    expect(paceOf({ ...live, position: at(18, 28), rate: 0.75 })).toBe(0.75);
  });
});
