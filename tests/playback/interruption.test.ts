import { expect, it } from 'vitest';
import {
  DEVICE_CHANGE_MS,
  hasSlept,
  pauseEnd,
  PAUSES_COUNT_FOR_MS,
  REASON_COUNTS_FOR_MS,
  SLEPT_MS,
} from '../../src/playback/interruption.ts';

const pause = {
  resumedAtMs: [],
  nowMs: 500_000,
  sinceDeviceChangeMs: null,
  keysAreOurs: true,
  sinceReasonMs: null,
  isHandheld: false,
};
const stay = { kind: 'stay' };
const onReturn = { kind: 'on-return' };
const resume = (delayMs: number) => ({ kind: 'resume', delayMs });

it.each([
  ['nobody’s pause ends by itself', {}, resume(1_000)],
  ['one that may have been a key’s is left', { keysAreOurs: false, sinceReasonMs: 0 }, stay],
  ['a headphone pulled out keeps the loudspeaker silent', { sinceDeviceChangeMs: 0 }, stay],
  ['also in a tab that was frozen', { sinceDeviceChangeMs: 0, sinceReasonMs: 0 }, stay],
  ['a device changed long ago has no part in it', { sinceDeviceChangeMs: DEVICE_CHANGE_MS }, resume(1_000)],
  ['the second time later', { resumedAtMs: [490_000] }, resume(5_000)],
  ['the third much later', { resumedAtMs: [450_000, 490_000] }, resume(20_000)],
  [
    'who insists is let be, until the page is looked at',
    { resumedAtMs: [430_000, 450_000, 490_000] },
    onReturn,
  ],
  ['and that is forgotten', { resumedAtMs: [1, 2, 500_000 - PAUSES_COUNT_FOR_MS] }, resume(1_000)],
  ['a phone may have lost its headphone, and does not say', { isHandheld: true }, stay],
  ['a phone that was frozen has not', { isHandheld: true, sinceReasonMs: 0 }, resume(1_000)],
  ['unless that was long ago', { isHandheld: true, sinceReasonMs: REASON_COUNTS_FOR_MS }, stay],
])('%s', (_name, changes, expected) => {
  expect(pauseEnd({ ...pause, ...changes })).toEqual(expected);
});

it.each([
  ['a look a little late', 2_000, 2_000, false],
  ['a computer whose clock goes on in its sleep', SLEPT_MS, SLEPT_MS, true],
  ['one whose clock stands still', 250, 3_600_000, true],
  ['a wall clock that is set back', 250, -3_600_000, false],
])('%s', (_name, clockMs, wallMs, expected) => {
  expect(hasSlept({ clockMs, wallMs })).toBe(expected);
});
