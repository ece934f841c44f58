/** Any token of 128 bits is longer (22 characters in base64); a name that somebody has given is shorter, as a rule. */
const LONGEST_NAME = 20;
/** "bufferIncompatibleCodecsError": the only long words that are told. */
const ERROR_NAME = /^[A-Za-z][a-z]+(?:[A-Z][a-z]+)*$/;
/** Stands for what is not told. */
const LEFT_OUT = '…';

/**
 * An address as it may be shown to others: origin and path, without what may let somebody in or tell who somebody is.
 * Name, password, query and fragment go as a whole; parts of the path that look like a token (parameters, long words,
 * letters mixed with many digits) become "…". What is no web address at all is not told.
 */
export function reducedUrl(written: string): string {
  let url: URL;
  try {
    url = new URL(written);
  } catch {
    return LEFT_OUT;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return LEFT_OUT;
  return `${url.origin}${url.pathname
    .split('/')
    .map((part) => (isName(part) ? part : LEFT_OUT))
    .join('/')}`;
}

/** A text with every web address in it reduced, and long words that could be a token left out. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/[a-z][a-z\d+.-]*:\/\/[^\s"'<>“”]+/gi, (address) => reducedUrl(address))
    .replace(/[^\s"'<>“”/:,()[\]{}]+/g, (word) => (isLong(word) ? LEFT_OUT : word));
}

function isName(part: string): boolean {
  if (/[^\w.-]/.test(part) || part.length > LONGEST_NAME) return false;
  const stem = part.replace(/\.\w{1,8}$/, '');
  // "segment12034" and "2026-11-23" are names; "a81bc81bde" and "9f86d081" are not.
  const changes = stem.match(/\d[a-z]|[a-z]\d/gi)?.length ?? 0;
  return changes < 3;
}

function isLong(word: string): boolean {
  return word.length > LONGEST_NAME && !ERROR_NAME.test(word);
}
