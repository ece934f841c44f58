import { describe, expect, it } from 'vitest';
import { elementStatus, latencySeconds } from '../../src/playback/element-status.ts';
import { chooseRendition, STEADY_BEFORE_STEP_UP_MS } from '../../src/playback/rendition-policy.ts';

describe('elementStatus', () => {
  const playing = { paused: false, ended: false, seeking: false, readyState: 4, hasMoved: true };
  it.each([
    ['moving', playing, 'playing'],
    ['out of data', { ...playing, readyState: 2 }, 'stalled'],
    ['has run dry, whatever the element says it has', { ...playing, hasRunDry: true }, 'stalled'],
    ['paused with nothing left', { ...playing, paused: true, hasRunDry: true }, 'paused'],
    ['never moved yet', { ...playing, hasMoved: false }, 'stalled'],
    ['paused, whatever the data', { ...playing, paused: true, readyState: 1 }, 'paused'],
    ['ended outweighs paused', { ...playing, paused: true, ended: true }, 'ended'],
  ] as const)('%s', (_name, facts, expected) => {
    expect(elementStatus(facts)).toBe(expected);
  });
});

describe('latencySeconds', () => {
  const facts = { edgeSeconds: 40, edgeAtMs: 10_000, ended: false, positionSeconds: 20, nowMs: 13_000 };
  it('the talk goes on while the edge stands still', () => {
    expect(latencySeconds(facts)).toBe(23);
  });
  it('is unknown without an edge and after the end', () => {
    expect(latencySeconds({ ...facts, edgeSeconds: null })).toBeNull();
    expect(latencySeconds({ ...facts, ended: true })).toBeNull();
  });
  it('is never negative', () => {
    expect(latencySeconds({ ...facts, positionSeconds: 90 })).toBe(0);
  });
});

describe('chooseRendition', () => {
  const renditions = [
    { id: 'low', bandwidthBps: 30_000 },
    { id: 'mid', bandwidthBps: 60_000 },
    { id: 'top', bandwidthBps: 120_000 },
  ];
  const calm = {
    renditions,
    currentId: 'low',
    inHandSeconds: 20,
    throughputBps: 1_000_000,
    targetDurationSeconds: 4,
    steadyForMs: STEADY_BEFORE_STEP_UP_MS,
    sinceSwitchMs: 60_000,
    lowestOnly: false,
  };
  it.each([
    ['the lowest when the producers ask for it', { currentId: 'top', lowestOnly: true }, 'low'],
    ['and no step up from it', { lowestOnly: true }, 'low'],
    ['one step up when all is well', {}, 'mid'],
    ['never two', { currentId: 'mid' }, 'top'],
    ['not right after a failure', { steadyForMs: STEADY_BEFORE_STEP_UP_MS - 1 }, 'low'],
    ['not twice in a row', { sinceSwitchMs: 7_999 }, 'low'],
    ['not before the line has been measured', { throughputBps: null }, 'low'],
    ['not without headroom', { throughputBps: 60_000 * 1.59 }, 'low'],
    ['down when the line does not carry it', { currentId: 'top', throughputBps: 125_000 }, 'mid'],
    ['down at once to what it does carry', { currentId: 'top', throughputBps: 50_000 }, 'low'],
    ['down to the lowest though it carries not even that', { currentId: 'mid', throughputBps: 9_000 }, 'low'],
    ['to the lowest with little in hand', { currentId: 'top', inHandSeconds: 7.9 }, 'low'],
    ['stays at the top', { currentId: 'top' }, 'top'],
    ['an unknown rendition starts from the lowest', { currentId: 'gone', steadyForMs: 0 }, 'low'],
  ] as const)('%s', (_name, changes, expected) => {
    expect(chooseRendition({ ...calm, ...changes })).toBe(expected);
  });

  it('climbs and falls as a whole sequence', () => {
    let currentId = 'low';
    let sinceSwitchMs = 0;
    const path: string[] = [];
    for (let second = 0; second < 60; second += 1) {
      const inHandSeconds = second < 40 ? 20 : 20 - (second - 40);
      const throughputBps = second < 40 ? 1_000_000 : 48_000;
      const next = chooseRendition({
        ...calm,
        currentId,
        inHandSeconds,
        throughputBps,
        steadyForMs: second * 1000,
        sinceSwitchMs,
      });
      sinceSwitchMs = next === currentId ? sinceSwitchMs + 1000 : 0;
      if (next !== currentId) path.push(`${second} ${next}`);
      currentId = next;
    }
    expect(path).toEqual(['12 mid', '21 top', '40 low']);
  });
});
