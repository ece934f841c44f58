import type { Cue } from '../playback/engine.ts';

/** Part of a cue's text, as places in the string. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

export interface Match extends TextRange {
  readonly cueId: string;
}

interface Folded {
  readonly text: string;
  /** For each character of the folded text, the place in the original that it comes from; and the end. */
  readonly places: readonly number[];
}

/** Text without case and accents, as people type it: "Ålund" is "alund", "Straße" is "strasse". */
function fold(original: string): Folded {
  let text = '';
  const places: number[] = [];
  let at = 0;
  for (const character of original) {
    const plain = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
    const folded = /\s/.test(plain) ? ' ' : plain;
    places.push(...Array.from({ length: folded.length }, () => at));
    text += folded;
    at += character.length;
  }
  places.push(at);
  return { text, places };
}

/** Folding is the dear part of searching; a cue's text never changes. */
const foldedCues = new WeakMap<Cue, Folded>();

function foldedCue(cue: Cue): Folded {
  const known = foldedCues.get(cue);
  if (known !== undefined) return known;
  const folded = fold(cue.text);
  foldedCues.set(cue, folded);
  return folded;
}

/** Longer ones find nothing that a shorter one would not. */
const MAX_QUERY_CHARACTERS = 200;

/** What is looked for, or an empty text where there is nothing to look for. */
export function foldQuery(query: string): string {
  return fold(query.slice(0, MAX_QUERY_CHARACTERS).trim()).text.replace(/\s+/g, ' ');
}

/** Where a folded query stands in a cue's text. */
export function rangesIn(cue: Cue, folded: string): TextRange[] {
  if (folded === '') return [];
  const { text, places } = foldedCue(cue);
  const ranges: TextRange[] = [];
  for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + folded.length)) {
    const from = places[at] ?? 0;
    const lastFrom = places[at + folded.length - 1] ?? from;
    // To the end of the last character, with the accents that stand apart from it.
    const to = places.slice(at + folded.length).find((place) => place > lastFrom) ?? cue.text.length;
    ranges.push({ from, to });
  }
  return ranges;
}

/** A word like "e" stands everywhere; nobody goes through more. */
const MAX_MATCHES = 2_000;

/** Every place, in order of time. */
export function findMatches(cues: readonly Cue[], folded: string): Match[] {
  const matches: Match[] = [];
  for (const cue of cues) {
    for (const range of rangesIn(cue, folded)) matches.push({ cueId: cue.id, ...range });
    if (matches.length >= MAX_MATCHES) break;
  }
  return matches;
}

/** Cuts a text into what is marked and what is not. */
export function splitAt(
  text: string,
  ranges: readonly TextRange[],
): readonly { readonly text: string; readonly from: number; readonly isMarked: boolean }[] {
  const parts: { text: string; from: number; isMarked: boolean }[] = [];
  let at = 0;
  for (const { from, to } of ranges) {
    if (from > at) parts.push({ text: text.slice(at, from), from: at, isMarked: false });
    parts.push({ text: text.slice(from, to), from, isMarked: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), from: at, isMarked: false });
  return parts;
}
