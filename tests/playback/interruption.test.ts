import { expect, it } from 'vitest';
import {
  DEVICE_CHANGE_MS,
  hasSlept,
  PAUSES_COUNT_FOR_MS,
  resumeDelayMs,
  SLEPT_MS,
} from '../../src/playback/interruption.ts';

const pause = { resumedAtMs: [], nowMs: 500_000, sinceDeviceChangeMs: null, keysAreOurs: true };

it.each([
  ['nobody’s pause ends by itself', {}, 1_000],
  ['one that may have been a key’s is left', { keysAreOurs: false }, null],
  ['a headphone pulled out keeps the loudspeaker silent', { sinceDeviceChangeMs: 0 }, null],
  ['a device changed long ago has no part in it', { sinceDeviceChangeMs: DEVICE_CHANGE_MS }, 1_000],
  ['the second time later', { resumedAtMs: [490_000] }, 5_000],
  ['the third much later', { resumedAtMs: [450_000, 490_000] }, 20_000],
  ['who insists is let be', { resumedAtMs: [430_000, 450_000, 490_000] }, null],
  ['and that is forgotten', { resumedAtMs: [1, 2, 500_000 - PAUSES_COUNT_FOR_MS] }, 1_000],
])('%s', (_name, changes, expected) => {
  expect(resumeDelayMs({ ...pause, ...changes })).toBe(expected);
});

it.each([
  ['a look a little late', 2_000, 2_000, false],
  ['a computer whose clock goes on in its sleep', SLEPT_MS, SLEPT_MS, true],
  ['one whose clock stands still', 250, 3_600_000, true],
  ['a wall clock that is set back', 250, -3_600_000, false],
])('%s', (_name, clockMs, wallMs, expected) => {
  expect(hasSlept({ clockMs, wallMs })).toBe(expected);
});
