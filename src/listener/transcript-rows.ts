import type { Cue, FeedSnapshot } from '../playback/engine.ts';

type TranscriptView = FeedSnapshot['transcript'];

export type TranscriptRow =
  /** `speaker` where another one than before begins to speak. */
  | { readonly kind: 'cue'; readonly cue: Cue; readonly speaker: string | null }
  | { readonly kind: 'hole'; readonly startSeconds: number; readonly seconds: number };

/** Shorter than this nobody would notice. */
const LEAST_HOLE_SECONDS = 2;

/** What there is to read, in order of time, with what is missing where it is missing. */
export function transcriptRows({ cues, holes }: TranscriptView): TranscriptRow[] {
  const rows: TranscriptRow[] = [];
  let nextHole = 0;
  let speaker: string | null = null;
  const holesUntil = (seconds: number) => {
    for (; nextHole < holes.length; nextHole += 1) {
      const hole = holes[nextHole];
      if (hole === undefined || hole.startSeconds >= seconds) return;
      const holeSeconds = hole.endSeconds - hole.startSeconds;
      if (holeSeconds < LEAST_HOLE_SECONDS) continue;
      rows.push({ kind: 'hole', startSeconds: hole.startSeconds, seconds: holeSeconds });
      // After a silence one wants to be told again who speaks.
      speaker = null;
    }
  };
  for (const cue of cues) {
    holesUntil(cue.startSeconds);
    rows.push({ kind: 'cue', cue, speaker: cue.speaker === speaker ? null : cue.speaker });
    ({ speaker } = cue);
  }
  holesUntil(Infinity);
  return rows;
}

/** So many rows are drawn, or left as they are, together. */
const CHUNK_ROWS = 50;

export type TranscriptChunk = readonly TranscriptRow[];

/**
 * Cuts the rows into chunks; a chunk in which nothing has changed since the last call is the same array, so that a new
 * line at the end of a long evening makes nobody draw the evening anew.
 */
export function createChunker(): (rows: readonly TranscriptRow[]) => readonly TranscriptChunk[] {
  let before: readonly TranscriptChunk[] = [];
  return (rows) => {
    const chunks: TranscriptChunk[] = [];
    for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
      const chunk = rows.slice(from, from + CHUNK_ROWS);
      const known = before[chunks.length];
      chunks.push(known !== undefined && isSame(known, chunk) ? known : chunk);
    }
    before = chunks;
    return chunks;
  };
}

function isSame(one: TranscriptChunk, other: TranscriptChunk): boolean {
  return (
    one.length === other.length &&
    one.every((row, index) => {
      const twin = other[index];
      if (row.kind === 'hole')
        return (
          twin?.kind === 'hole' && twin.startSeconds === row.startSeconds && twin.seconds === row.seconds
        );
      return twin?.kind === 'cue' && twin.cue === row.cue && twin.speaker === row.speaker;
    })
  );
}

/** A line is lit a moment before it is heard: eyes are slower than ears. */
const EARLY_SECONDS = 0.25;

/** The cue that is being said, or was said last; null before the first. */
export function currentCue(cues: readonly Cue[], positionSeconds: number): Cue | null {
  let from = 0;
  let to = cues.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((cues[middle]?.startSeconds ?? 0) <= positionSeconds + EARLY_SECONDS) from = middle + 1;
    else to = middle;
  }
  return cues[from - 1] ?? null;
}

/** The words of a text file; each gives one line. */
export interface TranscriptWords {
  time(seconds: number): string;
  said(time: string, speaker: string | null, text: string): string;
  hole(seconds: number): string;
}

/** All there is to read as plain text, one line for each cue and each hole. */
export function transcriptText(rows: readonly TranscriptRow[], words: TranscriptWords): string {
  const lines = rows.map((row) =>
    row.kind === 'hole'
      ? words.hole(row.seconds)
      : words.said(words.time(row.cue.startSeconds), row.speaker, row.cue.text.replaceAll('\n', ' ')),
  );
  return lines.map((line) => `${line}\n`).join('');
}
