import { segmentSeconds } from './media-library.ts';

/** The languages of the demo broadcast's captions, and what they are called in themselves. */
export const captionNames = { en: 'English', de: 'Deutsch' } as const;
export type CaptionLanguage = keyof typeof captionNames;

const prefix = 'captions-';

/** The rendition of a language, as its path names it. */
export function captionRendition(language: CaptionLanguage): string {
  return `${prefix}${language}`;
}

/** The language of a rendition of captions; null for every other. */
export function captionLanguageOf(rendition: string): CaptionLanguage | null {
  const language = rendition.startsWith(prefix) ? rendition.slice(prefix.length) : '';
  return language === 'en' || language === 'de' ? language : null;
}

/** A cue begins every so many seconds of the talk, and stands for nearly as long; segments cut some of them in two. */
const everySeconds = 3;
const standsSeconds = 2.8;

/**
 * What is said in each cue; it begins with the second of the talk at which it begins, so that a test can tell whether
 * captions and sound are in step. Between them all that a WebVTT cue may hold.
 */
const sentences: Readonly<Record<CaptionLanguage, readonly string[]>> = {
  en: [
    '<v Ada Winter>Second {second}: good evening, and thank you for waiting.',
    '<v Ada Winter>Second {second}: tonight we talk about rockets &amp; what they cost.',
    '<v Björn Ålund>Second {second}: <i>naïve</i> people say that it is easy.',
    '<v Björn Ålund>Second {second}: a fuel tank of 3 &lt; 4 metres\nis not a large one.',
    '<v Ada Winter>Second {second}: what did you see when the engine stopped?',
    'Second {second}: (applause)',
  ],
  de: [
    '<v Ada Winter>Sekunde {second}: Guten Abend, und danke fürs Warten.',
    '<v Ada Winter>Sekunde {second}: Heute geht es um Raketen &amp; um das, was sie kosten.',
    '<v Björn Ålund>Sekunde {second}: <i>Naive</i> Leute sagen, das sei einfach.',
    '<v Björn Ålund>Sekunde {second}: Ein Tank von 3 &lt; 4 Metern\nist kein großer.',
    '<v Ada Winter>Sekunde {second}: Was haben Sie gesehen, als der Motor stillstand?',
    'Sekunde {second}: (Beifall)',
  ],
};

/** 90 kHz, 33 bits (ISO/IEC 13818-1, 2.4.3.7). */
const ticksPerSecond = 90_000;
const cycle = 2 ** 33;

/**
 * The WebVTT segment to the `sound`-th segment of the talk, `place` segments after the beginning of the timeline that
 * the sound's timestamps count from. Cue times count from the segment's own beginning.
 */
export function captionSegment(language: CaptionLanguage, sound: number, place: number): string {
  const fromSecond = sound * segmentSeconds;
  const mpegts = (place * segmentSeconds * ticksPerSecond) % cycle;
  const first = Math.max(0, Math.floor((fromSecond - standsSeconds) / everySeconds) + 1);
  const cues: string[] = [];
  for (let number = first; number * everySeconds < fromSecond + segmentSeconds; number += 1) {
    const second = number * everySeconds;
    const texts = sentences[language];
    const text = (texts[number % texts.length] ?? '').replace('{second}', String(second));
    // A cue that began in the segment before is listed from the beginning of this one.
    const start = Math.max(0, second - fromSecond);
    cues.push(
      `${number}\n${timestamp(start)} --> ${timestamp(second + standsSeconds - fromSecond)}\n${text}\n`,
    );
  }
  return ['WEBVTT', `X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:${mpegts}`, '', ...cues].join('\n');
}

function timestamp(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const parts = [Math.floor(milliseconds / 3_600_000), Math.floor(milliseconds / 60_000) % 60];
  const [hours, minutes] = parts.map((part) => String(part).padStart(2, '0'));
  return `${hours}:${minutes}:${String(Math.floor(milliseconds / 1000) % 60).padStart(2, '0')}.${String(milliseconds % 1000).padStart(3, '0')}`;
}
