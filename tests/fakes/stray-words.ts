import { ownNames } from '../../src/i18n/locale.ts';

const ATTRIBUTES = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
  'title',
  'alt',
  'placeholder',
  'label',
] as const;

/** What is read out or shown: texts, and attributes that are text. */
export function shownTexts(container: Element): readonly string[] {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  while (walker.nextNode() !== null) {
    const { parentElement: parent, textContent } = walker.currentNode;
    const text = textContent ?? '';
    if (parent?.closest('script, style') !== null || isKey(parent, text)) continue;
    found.push(text);
  }
  for (const element of [container, ...container.querySelectorAll('*')]) {
    for (const attribute of ATTRIBUTES) found.push(element.getAttribute(attribute) ?? '');
    if (element instanceof HTMLTextAreaElement) found.push(element.value);
  }
  return found;
}

/** A key's name is the letter on it, in every language; a key that is called by a word has it from the catalogue. */
const isKey = (parent: Element, text: string) => parent.tagName === 'KBD' && text.length === 1;

/** Their texts are the program's own and may be shown by no page. */
const OWN_WORDS = new Set([
  'kind',
  'state',
  'level',
  'outcome',
  'lastFailure',
  'reason',
  'programme',
  'theme',
  'admission',
]);

/** Every text that a state was given from outside: titles, names, ids, addresses. */
export function givenTexts(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') return OWN_WORDS.has(key) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((part) => givenTexts(part, key));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, part]) => givenTexts(part, name));
  // An HTTP status is a name, and told as it is.
  return key === 'status' && typeof value === 'number' ? [String(value)] : [];
}

/** What stands on the page in the same letters everywhere. */
const fixed: readonly string[] = [
  ...Object.values(ownNames),
  __HOLDLINE_VERSION__,
  // Names of time zones.
  'UTC',
  'GMT',
];

/**
 * The texts of a page in the pseudo-locale that hold plain letters or digits, other than those that were given: they
 * are written in the code.
 */
export function strayWords(texts: readonly string[], given: readonly string[]): readonly string[] {
  const allowed = [...given, ...fixed].filter((text) => text !== '').sort((a, b) => b.length - a.length);
  return texts.filter((text) => {
    const rest = allowed.reduce((left, known) => withoutWord(left, known), text);
    return /[A-Za-z0-9]/.test(rest);
  });
}

/** Only where it stands for itself: a given "a" is no excuse for an "and". */
function withoutWord(text: string, known: string): string {
  const pattern = known.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${pattern}(?![A-Za-z0-9])`, 'g'), '');
}
