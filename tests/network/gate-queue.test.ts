import { describe, expect, it } from 'vitest';
import { compareWaiting, isMedia, type Priority, type Waiting } from '../../src/network/gate-queue.ts';

type Entry = Waiting & { readonly name: string };

function waiting(name: string, priority: Priority, order = 0, sinceMs = 0): Entry {
  return { name, priority, order, sinceMs };
}

function sorted(entries: readonly Entry[], nowMs = 0): string {
  return entries
    .toSorted((a, b) => compareWaiting(a, b, nowMs))
    .map(({ name }) => name)
    .join(' ');
}

describe('the order behind a gate', () => {
  it('is by priority, then by order, then first come, first served', () => {
    const entries = [
      waiting('report', 'report'),
      waiting('document', 'document'),
      waiting('captions', 'captions'),
      waiting('steering', 'steering'),
      waiting('s9', 'segment', 9),
      waiting('s7a', 'segment', 7),
      waiting('s7b', 'segment', 7),
      waiting('playlist', 'playlist', 99),
      waiting('soonest', 'segment-soonest', 50),
    ];
    expect(sorted(entries)).toBe('soonest playlist s7a s7b s9 steering captions document report');
  });

  it('lets whoever has waited long move up', () => {
    const playlist = waiting('playlist', 'playlist', 0, 0);
    expect(sorted([waiting('soonest', 'segment-soonest', 0, 5000), playlist], 7999)).toBe('soonest playlist');
    // Eight seconds make it equal, and then it has waited longer.
    expect(sorted([waiting('soonest', 'segment-soonest', -1, 5000), playlist], 8_000)).toBe(
      'playlist soonest',
    );
    expect(sorted([waiting('soonest', 'segment-soonest', 0, 20_000), playlist], 29_999)).toBe(
      'playlist soonest',
    );
  });

  it('lets no segment move up: only the one needed soonest is worth the only token', () => {
    const entries = [
      waiting('later', 'segment', 0, 0),
      waiting('doubtful', 'segment-doubtful', 0, 0),
      waiting('soonest', 'segment-soonest', 9, 60_000),
      waiting('playlist', 'playlist', 0, 55_000),
    ];
    expect(sorted(entries, 60_000)).toBe('soonest playlist later doubtful');
  });

  it('never lets a report move up', () => {
    const entries = [waiting('report', 'report', 0, 0), waiting('document', 'document', 0, 3_600_000)];
    expect(sorted(entries, 3_600_000)).toBe('document report');
  });

  it('keeps one order among many that have waited for different times', () => {
    const priorities: readonly Priority[] = ['segment-soonest', 'playlist', 'segment', 'document'];
    const entries = Array.from({ length: 24 }, (_, i) =>
      waiting(`w${i}`, priorities[i % 4] ?? 'report', (i * 7) % 5, (i * 7919) % 40_000),
    );
    const expected = sorted(entries, 40_000);
    for (let turn = 1; turn < 24; turn++) {
      const turned = [...entries.slice(turn), ...entries.slice(0, turn)];
      const ranks = sorted(turned, 40_000).split(' ');
      expect(ranks.length).toBe(24);
      expect(new Set(ranks)).toEqual(new Set(expected.split(' ')));
      for (let i = 1; i < ranks.length; i++) {
        const [before, after] = [ranks[i - 1], ranks[i]].map((name) =>
          entries.find((entry) => entry.name === name),
        );
        if (before !== undefined && after !== undefined)
          expect(compareWaiting(before, after, 40_000)).toBeLessThanOrEqual(0);
      }
    }
  });
});

it.each<[Priority, boolean]>([
  ['segment-soonest', true],
  ['segment', true],
  ['segment-doubtful', true],
  ['playlist', false],
  ['steering', false],
  ['captions', false],
  ['document', false],
  ['report', false],
])('%s is media: %s', (priority, expected) => {
  expect(isMedia(priority)).toBe(expected);
});
