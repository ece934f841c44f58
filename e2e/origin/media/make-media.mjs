// Makes the demo broadcast: 80 s of speech over a quiet chord, looped without a seam by the origin.
// Needs ffmpeg with libflite, libopus and its own AAC encoder. Run: node e2e/origin/media/make-media.mjs
//
// 32 kHz, because 4 s are then exactly 125 AAC frames of 1024 samples (at 24, 44.1 or 48 kHz they are not whole),
// and exactly 200 Opus packets: every segment is 4.000 s long in every rendition, and a loop adds no drift.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sampleRate = 32_000;
const loopSeconds = 80;

/** The talk, in paragraphs. Those that tell the time begin on the second they tell, so that a position can be heard. */
const talk = [
  [0.6, ['This is the Hold line test broadcast.', 'If you can hear me, the line has held.']],
  [
    7.2,
    [
      'A hundred years ago, people sat in the dark with headphones on,',
      'and moved a thin wire across a crystal, until a voice came out of the noise.',
      'Nobody had to press twice.',
    ],
  ],
  [20, ['Twenty seconds.']],
  [
    22.4,
    [
      'They did not know who else was listening.',
      'Nobody could count them.',
      'When the evening talk was late, they were asked to keep their places, and they did.',
      'There was only one station, and it was worth the wait.',
      'Some heard it in bed, under the blankets.',
    ],
  ],
  [40, ['Forty seconds.']],
  [
    42.2,
    [
      'Today a million people ask for the same voice in the same minute.',
      'Then the line is busy. Most of them press the button again, and that makes it busier still.',
      'The better answer is an old one.',
      'Ask quietly. Wait a little. Keep what you have been given.',
    ],
  ],
  [60, ['One minute.']],
  [
    62.2,
    [
      'Somewhere, a speaker is walking slowly to a microphone, forty minutes late.',
      'The lights come on.',
      'You are still here.',
      'And so is the line.',
    ],
  ],
  [75.6, ['And now, once more, from the beginning.']],
];
const pauseSeconds = 0.45;

/** A low open chord. Frequencies are whole numbers of cycles in 80 s, so that the end of a loop meets its start. */
const chord = [
  [110, 0.016],
  [164.8, 0.011],
  [220, 0.009],
  [277.2, 0.005],
  [329.6, 0.004],
];

const here = import.meta.dirname;
const work = mkdtempSync(join(tmpdir(), 'holdline-media-'));

function ffmpeg(...args) {
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-nostdin', ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
}

function secondsOf(file) {
  const args = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file];
  return Number(execFileSync('ffprobe', args, { encoding: 'utf8' }));
}

/** Speaks one sentence; returns its file and length. */
function speak(text, name) {
  const file = join(work, `${name}.wav`);
  // The voice leaves silence at both ends of every utterance.
  const trim = 'silenceremove=start_periods=1:start_threshold=-50dB';
  const trimmed = `${trim},areverse,${trim},areverse`;
  ffmpeg('-f', 'lavfi', '-i', `flite=text='${text}':voice=slt`, '-af', `${trimmed},atempo=0.92`, file);
  return { file, seconds: secondsOf(file) };
}

/** Every sentence with the second at which it begins. */
function speakAll() {
  const spoken = [];
  for (const [index, [paragraphStart, sentences]] of talk.entries()) {
    let atSeconds = paragraphStart;
    for (const [number, text] of sentences.entries()) {
      const { file, seconds } = speak(text, `speech-${index}-${number}`);
      console.log(`${atSeconds.toFixed(1).padStart(5)} to ${(atSeconds + seconds).toFixed(1).padStart(5)} s  ${text}`);
      spoken.push({ file, atSeconds });
      atSeconds += seconds + pauseSeconds;
    }
    const limit = talk[index + 1]?.[0] ?? loopSeconds;
    if (atSeconds > limit) throw new Error(`paragraph ${index} ends at ${atSeconds} s, too close to ${limit} s`);
  }
  return spoken;
}

function makeLoop() {
  const spoken = speakAll();
  const voices = spoken.map(({ atSeconds }, index) => `[${index}]adelay=${Math.round(atSeconds * 1000)}[v${index}]`);
  const tones = chord.map(([hertz, gain]) => `${gain}*sin(2*PI*${hertz}*t)`).join('+');
  const graph = [
    ...voices,
    `${spoken.map((_, index) => `[v${index}]`).join('')}amix=inputs=${spoken.length}:normalize=0,aresample=${sampleRate},` +
      `highpass=f=80,equalizer=f=3500:t=q:w=1.2:g=2,acompressor=threshold=0.1:ratio=2.5:attack=8:release=180,` +
      `volume=4.5dB,apad=whole_dur=${loopSeconds}[voice]`,
    // Breathes once in ten seconds, a whole number of times in a loop.
    `aevalsrc='(${tones})*(0.75-0.25*cos(2*PI*t/10))':s=${sampleRate}:d=${loopSeconds}[chord]`,
    `[voice][chord]amix=inputs=2:normalize=0,atrim=end_sample=${sampleRate * loopSeconds},alimiter=limit=0.89:level=0[out]`,
  ].join(';');
  const loop = join(work, 'loop.wav');
  const inputs = spoken.flatMap(({ file }) => ['-i', file]);
  ffmpeg(...inputs, '-filter_complex', graph, '-map', '[out]', '-c:a', 'pcm_s24le', loop);
  return loop;
}

/**
 * What the tests take for other languages: a tone each, that no speech can be taken for. The frequencies are whole
 * numbers of cycles in a loop of two segments.
 */
const otherLanguages = { de: 600, fr: 900 };
const otherLoopSeconds = 8;

function makeTone(language, hertz) {
  const loop = join(work, `${language}.wav`);
  const tone = `aevalsrc='0.2*sin(2*PI*${hertz}*t)':s=${sampleRate}:d=${otherLoopSeconds}`;
  ffmpeg('-f', 'lavfi', '-i', tone, '-c:a', 'pcm_s24le', loop);
  return loop;
}

/** Encodes three loops and keeps the middle one: its first frame overlaps with its own last one, so no seam is heard. */
function encode(loop, name, codecArgs, frames, seconds = loopSeconds) {
  const long = join(work, `${name}.mka`);
  const out = join(here, `${name}.mp4`);
  ffmpeg('-stream_loop', '2', '-i', loop, '-ac', '1', ...codecArgs, '-fflags', '+bitexact', '-flags', '+bitexact', long);
  const fragments = ['-f', 'mp4', '-movflags', 'empty_moov+default_base_moof+skip_trailer', '-frag_duration', '4000000'];
  const clean = ['-map_metadata', '-1', '-fflags', '+bitexact', '-use_editlist', '0'];
  const cut = ['-ss', String(seconds), '-i', long, '-c', 'copy', '-frames:a', String(frames)];
  ffmpeg(...cut, '-avoid_negative_ts', 'make_zero', ...clean, ...fragments, out);
  console.log(`${name}.mp4: ${statSync(out).size} bytes, ${secondsOf(out)} s`);
}

const aac = (kbps) => ['-c:a', 'aac', '-b:a', `${kbps}k`];
const framesIn = (seconds) => (seconds * sampleRate) / 1024;

try {
  // `--tones` makes the other languages only: they need no voice.
  const loop = process.argv.includes('--tones') ? null : makeLoop();
  for (const kbps of loop === null ? [] : [24, 48, 96]) {
    encode(loop, `aac-${kbps}`, aac(kbps), framesIn(loopSeconds));
  }
  // 48 kHz, or else the dOps box states the rate of the input, and Chromium refuses a dOps unlike its sample entry.
  const opus = ['-c:a', 'libopus', '-ar', '48000', '-b:a', '48k', '-vbr', 'constrained'];
  const speech = ['-application', 'audio', '-frame_duration', '20'];
  if (loop !== null) encode(loop, 'opus-48', [...opus, ...speech], loopSeconds * 50);
  for (const [language, hertz] of Object.entries(otherLanguages)) {
    const tone = makeTone(language, hertz);
    for (const kbps of [24, 48]) {
      encode(tone, `${language}-aac-${kbps}`, aac(kbps), framesIn(otherLoopSeconds), otherLoopSeconds);
    }
    encode(tone, `${language}-opus-48`, [...opus, ...speech], otherLoopSeconds * 50, otherLoopSeconds);
  }
  if (process.argv.includes('--keep')) console.log(work);
} finally {
  if (!process.argv.includes('--keep')) rmSync(work, { recursive: true });
}
