import { expect, it } from 'vitest';
import { fleetSnapshot } from '../../e2e/fleet/fleet-snapshot.ts';
import { finalReport, progressLine } from '../../e2e/fleet/report.ts';

const usage = { coreShare: 0.123, memoryBytes: 150e6, lateMs: 7.2 };
const nobody = fleetSnapshot([{ kind: 'coming' }]);
const some = fleetSnapshot([
  { kind: 'coming' },
  { kind: 'left' },
  {
    kind: 'here',
    facts: {
      playback: 'playing',
      link: 'struggling',
      joinSeconds: 1.25,
      heardSeconds: 30,
      silentSeconds: 10,
    },
  },
]);

it('a line tells what is not nothing', () => {
  expect(progressLine(some, usage, 42)).toBe(
    '  42 s | coming 1, playing 1, left 1 | struggling 1 | 12 % of a core, late 7 ms',
  );
  expect(progressLine(nobody, usage, 0)).toBe('   0 s | coming 1 | 12 % of a core, late 7 ms');
});

it('the report tells everything, and what is not known', () => {
  const report = finalReport(some, usage, 42);
  expect(report).toContain('listeners        3, of whom 1 are here after 42 s');
  expect(report).toContain('p50 1.3 s, p95 1.3 s (n 1)');
  expect(report).toContain('listening ratio  0.750');
  expect(report).toContain('12 % of a core, 150 MB');
  expect(finalReport(nobody, usage, 0)).toContain('nobody has heard anything');
});
