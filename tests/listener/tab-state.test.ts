import { expect, it } from 'vitest';
import type { JoinStatus } from '../../src/session/join-status.ts';
import { iconAddress, tabState, type TabState } from '../../src/listener/tab-state.ts';

const trouble = { failure: 'overloaded', status: 503, attempts: 3, nextTrySeconds: 2 } as const;

it.each<[JoinStatus, Parameters<typeof tabState>[1], TabState]>([
  [{ kind: 'ready', phase: 'late' }, 'steady', 'plain'],
  [{ kind: 'waiting', phase: 'late', trouble: null }, 'steady', 'waiting'],
  [{ kind: 'waiting', phase: 'late', trouble }, 'lost', 'waiting'],
  [{ kind: 'held', percent: 10, dueSeconds: null }, 'steady', 'waiting'],
  [{ kind: 'closed', pressed: true }, 'steady', 'waiting'],
  [{ kind: 'closed', pressed: false }, 'steady', 'plain'],
  [{ kind: 'joining', trouble }, 'lost', 'connecting'],
  [{ kind: 'listening' }, 'steady', 'listening'],
  [{ kind: 'listening-in-trouble', inHandSeconds: 9, trouble }, 'lost', 'listening'],
  [{ kind: 'listening-offline', inHandSeconds: 9 }, 'offline', 'listening'],
  [{ kind: 'rebuffering', trouble: null }, 'steady', 'silent'],
  [{ kind: 'rebuffering', trouble }, 'struggling', 'silent'],
  [{ kind: 'rebuffering', trouble }, 'lost', 'lost'],
  [{ kind: 'offline' }, 'offline', 'lost'],
  [{ kind: 'paused' }, 'steady', 'paused'],
  [{ kind: 'blocked' }, 'steady', 'press'],
  [{ kind: 'ended', replay: true }, 'steady', 'ended'],
  [{ kind: 'denied', status: 403 }, 'denied', 'failed'],
  [{ kind: 'failed', problem: { kind: 'no-audio' } }, 'steady', 'failed'],
  [{ kind: 'address-problem', problem: { kind: 'invalid-url', url: 'x' } }, 'steady', 'failed'],
])('%o over a %s link is %s', (status, link, expected) => {
  expect(tabState(status, link)).toBe(expected);
});

it('four icons with a picture of their own each, and the page’s own', () => {
  const addresses = (['waiting', 'listening', 'lost', 'ended'] as const).map(iconAddress);
  expect(new Set(addresses).size).toBe(4);
  expect(iconAddress('plain')).toBeNull();
  expect(iconAddress('silent')).toBe(iconAddress('lost'));
  for (const address of addresses) {
    const [head = '', svg = ''] = (address ?? '').split(',');
    expect(head).toBe('data:image/svg+xml');
    const picture = new DOMParser().parseFromString(decodeURIComponent(svg), 'image/svg+xml');
    expect(picture.documentElement.localName).toBe('svg');
    // Nothing is fetched for it.
    expect(decodeURIComponent(svg).replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|href|url\((?!#)/,
    );
  }
});
