import { expect, it, vi } from 'vitest';
import { isOutputGone, watchOutputs, type OutputList } from '../../src/playback/outputs.ts';

const output = (deviceId = '', groupId = ''): OutputList[number] => ({
  kind: 'audiooutput',
  deviceId,
  groupId,
});
const microphone = { kind: 'audioinput', deviceId: '', groupId: '' } as const;
const speakers = output('s', 'built-in');
const headphone = output('h', 'headphone');

it.each<[string, OutputList, OutputList, boolean]>([
  ['nothing known, nothing lost', [], [], false],
  ['the nameless one stays', [output()], [output()], false],
  ['the last one goes', [microphone, output()], [microphone], true],
  ['the first one comes', [microphone], [microphone, output()], false],
  [
    'a named headphone in use goes',
    [output('default', 'headphone'), speakers, headphone],
    [output('default', 'built-in'), speakers],
    true,
  ],
  [
    'a named headphone that lay there goes',
    [output('default', 'built-in'), speakers, headphone],
    [output('default', 'built-in'), speakers],
    false,
  ],
  [
    'another is chosen in the system, and the one before stays',
    [output('default', 'headphone'), speakers, headphone],
    [output('default', 'built-in'), speakers, headphone],
    false,
  ],
])('%s', (_name, before, after, gone) => {
  expect(isOutputGone(before, after)).toBe(gone);
});

it('a list that is refused says nothing, and nobody is told after the end', async () => {
  const target = new EventTarget();
  let list: () => Promise<MediaDeviceInfo[]> = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  const devices = {
    enumerateDevices: () => list(),
    addEventListener: target.addEventListener.bind(target),
  };
  const onGone = vi.fn();
  const lifetime = new AbortController();
  watchOutputs(devices, onGone, lifetime.signal);
  const change = async () => {
    target.dispatchEvent(new Event('devicechange'));
    await Promise.resolve();
    await Promise.resolve();
  };
  await change();
  list = () => Promise.resolve([{ ...output(), label: '', toJSON: () => ({}) }]);
  await change();
  list = () => Promise.resolve([]);
  await change();
  expect(onGone).toHaveBeenCalledTimes(1);
  list = () => Promise.resolve([{ ...output(), label: '', toJSON: () => ({}) }]);
  await change();
  list = () => Promise.resolve([]);
  lifetime.abort();
  await change();
  expect(onGone).toHaveBeenCalledTimes(1);
});
