import type { Cue, FeedSnapshot, TrackView } from '../../src/playback/engine.ts';

export const bothLanguages: readonly TrackView[] = [
  { id: 'en English', name: 'English', language: 'en', isDefault: true },
  { id: 'de Deutsch', name: 'Deutsch', language: 'de', isDefault: false },
];

const said: readonly (readonly [startSeconds: number, speaker: string | null, text: string])[] = [
  [8, 'Ada Winter', 'Good evening, and thank you for waiting so long.'],
  [12, 'Ada Winter', 'Tonight we talk about rockets, what they cost, and who pays for them in the end.'],
  [18, 'Björn Ålund', 'Naïve people say that it is easy.'],
  [36, 'Björn Ålund', 'It is not. The first three rockets that we built never left the ground.'],
  [42, null, '(laughter)'],
  [45, 'Ada Winter', 'What did you see when the engine stopped?'],
  [50, 'Björn Ålund', 'Nothing at all for a second. Then the sea.'],
  [56, 'Björn Ålund', 'One always sees the sea first.'],
  [60, 'Ada Winter', '- And then?\n- Then I counted.'],
  [65, 'Ada Winter', 'Rockets do not wait for people who count.'],
  [70, 'Björn Ålund', 'No. That is why there are two of us.'],
];

/** Captions around the place where the playhead stands in the other fakes, with a hole of twelve seconds. */
export const transcript: FeedSnapshot['transcript'] = {
  cues: said.map(([startSeconds, speaker, text], index) => ({
    id: `cue-${index}`,
    startSeconds,
    endSeconds: startSeconds + 3.5,
    speaker,
    text,
  })),
  holes: [{ startSeconds: 23, endSeconds: 35 }],
};

const ofTheEvening: Cue[] = [];

/** A long evening. The same cues every time. */
export function evening(cues: number): FeedSnapshot['transcript'] {
  for (let index = ofTheEvening.length; index < cues; index += 1) {
    const [, speaker = null, text = ''] = said[index % said.length] ?? [];
    const startSeconds = index * 3;
    ofTheEvening.push({ id: `cue-${index}`, startSeconds, endSeconds: startSeconds + 2.8, speaker, text });
  }
  return { cues: ofTheEvening.slice(0, cues), holes: [] };
}
