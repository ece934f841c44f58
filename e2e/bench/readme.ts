import { UserError } from '../origin/user-error.ts';

const begin = '<!-- bench:begin -->';
const end = '<!-- bench:end -->';

/** The same text with another block between the marks. Throws a UserError where the marks are not there once each. */
export function withBlock(text: string, block: string): string {
  const [before, rest, ...moreBegins] = text.split(begin);
  const [, after, ...moreEnds] = (rest ?? '').split(end);
  if (before === undefined || after === undefined || moreBegins.length + moreEnds.length > 0) {
    throw new UserError(`README.md must have ${begin} and, after it, ${end}, once each.`);
  }
  return `${before}${begin}\n\n${block.trim()}\n\n${end}${after}`;
}
