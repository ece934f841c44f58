import { describe, expect, it } from 'vitest';
import { createNativeAudio } from '../../src/playback/native-audio.ts';

const track = (label: string, language: string, kind: string, enabled: boolean) => ({
  label,
  language,
  kind,
  enabled,
});

describe('the versions of the sound that an element offers', () => {
  it('are none where the element tells of none, or of one', () => {
    const none = { audioTracks: [], audioTrackId: null, audioSwitch: null };
    expect(createNativeAudio({}).view()).toEqual(none);
    const one = { audioTracks: [track('English', 'en', 'main', true)] };
    expect(createNativeAudio(one).view()).toEqual(none);
  });

  it('are one at a time, as wished for, by name or by language', () => {
    const element = {
      audioTracks: [track('English', 'en', 'main', true), track('Deutsch', 'de', 'alternative', false)],
    };
    const native = createNativeAudio(element);
    expect(native.view()).toMatchObject({ audioTrackId: 'en//English', audioSwitch: null });
    native.choose('de//Wien');
    expect(element.audioTracks.map(({ enabled }) => enabled)).toEqual([false, true]);
    expect(native.view()).toMatchObject({ audioTrackId: 'de//Deutsch', audioSwitch: null });
    native.choose('fr//');
    expect(element.audioTracks.map(({ enabled }) => enabled)).toEqual([false, true]);
  });

  it('are wished for again of a new source', () => {
    const element = { audioTracks: [] as ReturnType<typeof track>[] };
    const native = createNativeAudio(element);
    native.choose('de//Deutsch');
    element.audioTracks = [
      track('English', 'en', 'main', true),
      track('Deutsch', 'de', 'alternative', false),
    ];
    expect(native.view().audioSwitch).toEqual({ toId: 'de//Deutsch', kind: 'switching' });
    native.look();
    expect(native.view()).toMatchObject({ audioTrackId: 'de//Deutsch', audioSwitch: null });
  });
});
