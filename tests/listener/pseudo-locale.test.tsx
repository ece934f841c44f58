import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { en as laterEn } from '../../src/i18n/later/en.ts';
import { createI18n } from '../../src/i18n/i18n.ts';
import type { Messages, PluralForms } from '../../src/i18n/messages.ts';
import { loaded } from '../fakes/session-states.ts';
import { pictured } from '../fakes/gallery/states.ts';
import { renderPage } from './render-page.tsx';

type Message = string | PluralForms;

function bracket(message: Message): Message {
  return typeof message === 'string'
    ? `⟦${message}⟧`
    : { one: `⟦${message.one}⟧`, other: `⟦${message.other}⟧` };
}

/** English in brackets: text without them came from no catalogue. */
const bracketed: Messages = { ...en };
for (const [key, message] of Object.entries<Message>(en))
  Object.assign(bracketed, { [key]: bracket(message) });
// The late parts take their words from this catalogue themselves.
for (const [key, message] of Object.entries<Message>(laterEn))
  Object.assign(laterEn, { [key]: bracket(message) });

const ATTRIBUTES = ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder'] as const;

/** What is read out or shown on the page: texts, and attributes that are text. */
function texts(container: HTMLElement): string[] {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  while (walker.nextNode() !== null) found.push(walker.currentNode.textContent ?? '');
  for (const element of container.querySelectorAll('*')) {
    for (const attribute of ATTRIBUTES) found.push(element.getAttribute(attribute) ?? '');
  }
  return found;
}

/** What comes from outside or from Intl, not from a catalogue. */
const foreign = [
  /^English$|^Deutsch$/,
  /^\d{1,2}:\d\d(\s[AP]M)?$/,
  /^An Evening About Rockets$/,
  /^Donaudampfschifffahrtsgesellschaft/,
  /^Our servers are under attack/,
  /^north$/,
  /^\d+\.\d+\.\d+$/,
];

describe('the page in a pseudo-locale', () => {
  it.each(Object.entries(pictured))('%s takes all its words from the catalogue', async (_, picture) => {
    const { container } = renderPage(picture.state, {
      i18n: createI18n('en', 'en', bracketed),
      secondsAfterStart: picture.secondsAfterStart,
      demo: { scenario: 'clean', beginAgain: () => undefined },
    });
    // The details come after the first paint.
    await screen.findByText(laterEn['details.summary']);
    const strays = texts(container).filter(
      (text) =>
        /\p{L}/u.test(text.replace(/⟦.*⟧/gs, '')) && !foreign.some((pattern) => pattern.test(text.trim())),
    );
    expect(strays).toEqual([]);
  });

  it('finds what is not from the catalogue', () => {
    const { container } = renderPage(
      { broadcast: loaded({ title: 'Hard-coded' }) },
      { i18n: createI18n('en', 'en', bracketed) },
    );
    expect(texts(container)).toContain('Hard-coded');
  });
});
