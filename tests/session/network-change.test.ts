import { expect, it, vi } from 'vitest';
import {
  CHANGE_AT_MOST_EVERY_MS,
  isOtherNetwork,
  watchNetworkChange,
} from '../../src/session/network-change.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

it.each([
  ['wifi', 'cellular', true],
  ['cellular', 'wifi', true],
  ['none', 'wifi', true],
  ['wifi', 'wifi', false],
  ['wifi', 'none', false],
  [undefined, undefined, false],
  [undefined, 'wifi', false],
])('from %s to %s: %s', (before, now, expected) => {
  expect(isOtherNetwork(before, now)).toBe(expected);
});

it('is told of another network, not of every guess of the bandwidth, and not of a flutter', async () => {
  const clock = createFakeClock();
  const connection = Object.assign(new EventTarget(), { type: 'wifi' });
  const onChange = vi.fn();
  const dispose = watchNetworkChange(connection, clock, onChange);
  const change = (type: string) => {
    connection.type = type;
    connection.dispatchEvent(new Event('change'));
  };
  change('wifi');
  expect(onChange).not.toHaveBeenCalled();
  change('cellular');
  change('wifi');
  expect(onChange).toHaveBeenCalledTimes(1);
  await clock.advance(CHANGE_AT_MOST_EVERY_MS);
  change('cellular');
  expect(onChange).toHaveBeenCalledTimes(2);
  dispose();
  await clock.advance(CHANGE_AT_MOST_EVERY_MS);
  change('wifi');
  expect(onChange).toHaveBeenCalledTimes(2);
});
