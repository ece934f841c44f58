import { parseCueText } from './webvtt-text.ts';

/** One cue of a WebVTT file; a cue in which several people speak becomes one for each. Seconds of the file's own clock. */
export interface WebVttCue {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** From a voice span; null where nobody is named. */
  readonly speaker: string | null;
  /** Text, never markup. */
  readonly text: string;
}

export interface WebVttFile {
  /** X-TIMESTAMP-MAP (RFC 8216bis 3.1.4): the MPEG-2 timestamp (90 kHz, 33 bits) of a moment of the file's clock. */
  readonly timestampMap: { readonly localSeconds: number; readonly mpegts: number } | null;
  readonly cues: readonly WebVttCue[];
}

/** A file with the captions of a whole evening has about a tenth of it. What is beyond is not read. */
const MAX_CHARACTERS = 4 * 1024 * 1024;
/** One cue every two seconds, for five and a half hours. */
const MAX_CUES = 10_000;
/** Of a cue's raw text. The longest cues that captioners write have a few hundred. */
const MAX_CUE_CHARACTERS = 4_000;
/** Of any other line: settings and ids are short. */
const MAX_LINE_CHARACTERS = 4_000;

const ARROW = '-->';

/** The file's text; what is no UTF-8 becomes U+FFFD. */
export function decodeWebVtt(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/**
 * Reads a WebVTT file, or a segment of one (WebVTT 4 and 6.1; RFC 8216bis 3.1.4). Null when it does not begin with the
 * signature. Never throws; what is broken in it is left out, and what is too long is cut: settings, styles, regions and
 * comments are passed over, cues keep their order in the file.
 */
export function parseWebVtt(text: string): WebVttFile | null {
  const next = lineReader(text);
  if (!/^\uFEFF?WEBVTT(?:[ \t]|$)/.test(next() ?? '')) return null;
  let timestampMap: WebVttFile['timestampMap'] = null;
  const cues: WebVttCue[] = [];
  let line = next();
  /** The line before, in the same block: where it is the first, it is the id of the cue. */
  let placeInBlock = 0;
  while (line !== null && cues.length < MAX_CUES) {
    if (line === '') {
      placeInBlock = 0;
      line = next();
      continue;
    }
    timestampMap ??= parseTimestampMap(line);
    const timing = isCueStart(line, placeInBlock) ? parseTiming(line) : null;
    placeInBlock += 1;
    if (timing === null) {
      line = isSkipped(line, placeInBlock) ? skipBlock(next) : next();
      continue;
    }
    const body: string[] = [];
    let length = 0;
    for (line = next(); line !== null && line !== '' && !line.includes(ARROW); line = next()) {
      if (length < MAX_CUE_CHARACTERS) body.push(line);
      length += line.length;
    }
    placeInBlock = 0;
    for (const part of parseCueText(body.join('\n').slice(0, MAX_CUE_CHARACTERS))) {
      cues.push({ ...timing, ...part });
    }
  }
  return { timestampMap, cues: cues.slice(0, MAX_CUES) };
}

/** Cues are timed on the first line of their block, or on the second, below their id. */
function isCueStart(line: string, placeInBlock: number): boolean {
  return placeInBlock < 2 && line.includes(ARROW);
}

function isSkipped(line: string, lines: number): boolean {
  return lines === 1 && /^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(line);
}

/** Reads up to the end of the block; gives the empty line, or null at the end of the file. */
function skipBlock(next: () => string | null): string | null {
  let line = next();
  while (line !== null && line !== '') line = next();
  return line;
}

/** Gives one line at a time, each cut to a length that makes sense, and null at the end. */
function lineReader(text: string): () => string | null {
  const end = Math.min(text.length, MAX_CHARACTERS);
  const lineEnd = /\r\n?|\n/g;
  let at = 0;
  return () => {
    if (at >= end) return null;
    lineEnd.lastIndex = at;
    const found = lineEnd.exec(text);
    const stop = Math.min(found?.index ?? end, end);
    const line = text.slice(at, Math.min(stop, at + MAX_LINE_CHARACTERS));
    at = found === null ? end : lineEnd.lastIndex;
    return line;
  };
}

/** Hours may have many digits: live captions have been seen that count from 1970. */
const TIMESTAMP = String.raw`(?:(\d{1,6}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})`;
const TIMING = new RegExp(String.raw`^[ \t]*${TIMESTAMP}[ \t]*-->[ \t]*${TIMESTAMP}(?:[ \t]|$)`);
const LOCAL = new RegExp(String.raw`LOCAL:${TIMESTAMP}(?:,|[ \t]|$)`);

function seconds(match: RegExpExecArray, from: number): number {
  const [hours = '0', minutes = '0', whole = '0', fraction = '0'] = match.slice(from, from + 4);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(`${whole}.${fraction}`);
}

/** Null where the line is no timing, or the cue would end before it begins. */
function parseTiming(line: string): Pick<WebVttCue, 'startSeconds' | 'endSeconds'> | null {
  const match = TIMING.exec(line);
  if (match === null) return null;
  const startSeconds = seconds(match, 1);
  const endSeconds = seconds(match, 5);
  return endSeconds < startSeconds ? null : { startSeconds, endSeconds };
}

/** 33 bits (ISO/IEC 13818-1, 2.4.3.7). */
const MPEGTS_CYCLE = 2 ** 33;

function parseTimestampMap(line: string): WebVttFile['timestampMap'] {
  if (!line.startsWith('X-TIMESTAMP-MAP=')) return null;
  const local = LOCAL.exec(line);
  const mpegts = /MPEGTS:(\d{1,15})(?:,|[ \t]|$)/.exec(line);
  if (local === null || mpegts === null) return null;
  return { localSeconds: seconds(local, 1), mpegts: Number(mpegts[1]) % MPEGTS_CYCLE };
}
