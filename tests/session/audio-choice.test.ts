import { describe, expect, it } from 'vitest';
import { rememberingAudio } from '../../src/session/audio-choice.ts';
import { createFakeEngine } from '../fakes/fake-engine.ts';

const refuse = () => {
  throw new DOMException('no', 'SecurityError');
};

describe('the language of the sound', () => {
  it('is wished for on the next visit, before anything else', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const first = createFakeEngine();
    rememberingAudio(first, storage).chooseAudio('de//Deutsch');
    expect(first.calls).toEqual(['chooseAudio de//Deutsch']);
    const second = createFakeEngine();
    rememberingAudio(second, storage);
    expect(second.calls).toEqual(['chooseAudio de//Deutsch']);
  });

  it('is nobody’s wish where nothing was chosen, or what was kept is damaged', () => {
    for (const saved of [null, 'x'.repeat(5000)]) {
      const engine = createFakeEngine();
      rememberingAudio(engine, { getItem: () => saved, setItem: () => undefined });
      expect(engine.calls).toEqual([]);
    }
  });

  it('can be chosen where nothing can be kept', () => {
    for (const storage of [null, { getItem: refuse, setItem: refuse }]) {
      const engine = createFakeEngine();
      rememberingAudio(engine, storage).chooseAudio('fr//');
      expect(engine.calls).toEqual(['chooseAudio fr//']);
    }
  });
});
