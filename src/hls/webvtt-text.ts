/** What one person says in a cue. */
export interface SpokenPart {
  readonly speaker: string | null;
  readonly text: string;
}

const MAX_SPEAKER_CHARACTERS = 80;
/** People who speak in one cue; two are usual. */
const MAX_PARTS = 8;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

/**
 * Control characters, and those that turn the direction of the text around and could reach beyond it (Unicode UAX 9:
 * embeddings, overrides, isolates). The marks U+200E and U+200F stay: they reach no further than themselves.
 */
// eslint-disable-next-line no-control-regex -- these are what it is about
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/**
 * The text of a cue as people would write it down (WebVTT 6.4): tags are gone, entities are characters, voice spans
 * tell who speaks, what stands above ruby follows it in brackets. Every `<` begins a tag, as the standard has it; one
 * that is never closed takes the rest with it.
 */
export function parseCueText(raw: string): SpokenPart[] {
  const parts: { speaker: string | null; text: string }[] = [];
  let current: { speaker: string | null; text: string } = { speaker: null, text: '' };
  /** Inside what stands above ruby. */
  let isAbove = false;
  const begin = (speaker: string | null) => {
    parts.push(current);
    current = { speaker, text: '' };
  };
  for (let at = 0; at < raw.length && parts.length < MAX_PARTS;) {
    const open = raw.indexOf('<', at);
    current.text += decodeEntities(raw.slice(at, open < 0 ? raw.length : open));
    if (open < 0) break;
    const close = raw.indexOf('>', open);
    if (close < 0) break;
    const tag = raw.slice(open + 1, close);
    const name = /^\/?[a-z]*/.exec(tag)?.[0] ?? '';
    if (name === 'v') begin(speakerOf(tag));
    else if (name === '/v') begin(null);
    else if (name === 'rt') {
      current.text += '(';
      isAbove = true;
    } else if (isAbove && (name === '/rt' || name === '/ruby')) {
      current.text += ')';
      isAbove = false;
    }
    at = close + 1;
  }
  parts.push(current);
  return parts.flatMap(({ speaker, text }) => {
    const written = onOneLine(text.replace(UNWANTED, ''));
    return written === '' ? [] : [{ speaker, text: written }];
  });
}

/** `v.loud Esme Weatherwax` names Esme Weatherwax (WebVTT 6.4, annotation). */
function speakerOf(tag: string): string | null {
  const annotation = /^v[^\s]*\s+(.*)$/s.exec(tag)?.[1] ?? '';
  const name = decodeEntities(annotation).replace(UNWANTED, '').replace(/\s+/g, ' ').trim();
  return name === '' ? null : name.slice(0, MAX_SPEAKER_CHARACTERS);
}

/** Each entity once: `&amp;lt;` is `&lt;`. What is none stays as it is. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g,
    (written, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? written;
      const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
      const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * Captions are broken into lines to fit a picture; a transcript has its own width. A line that begins with a dash is
 * what another person says, and stays a line.
 */
function onOneLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '');
  return lines.reduce((joined, line) => {
    if (joined === '') return line;
    if (/^[-–—]/.test(line)) return `${joined}\n${line}`;
    const isUnspaced = UNSPACED.test(joined.at(-1) ?? '') && UNSPACED.test(line[0] ?? '');
    return `${joined}${isUnspaced ? '' : ' '}${line}`;
  }, '');
}
