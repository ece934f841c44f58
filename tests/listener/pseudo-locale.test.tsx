import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { en as laterEn } from '../../src/i18n/later/en.ts';
import { pictured, type Pictured } from '../fakes/gallery/states.ts';
import { GIVEN_AWAY, pseudo, pseudoI18n } from '../fakes/pseudo.ts';
import { loaded } from '../fakes/session-states.ts';
import { givenTexts, shownTexts, strayWords } from '../fakes/stray-words.ts';
import { renderPage } from './render-page.tsx';

const SCENARIO = 'choked-start';

/** Renders a state with all its late parts, and opens what it is to show. */
async function renderPseudo({ state, secondsAfterStart, press }: Pictured): Promise<void> {
  renderPage(state, {
    i18n: pseudoI18n(GIVEN_AWAY),
    secondsAfterStart,
    demo: { scenario: SCENARIO, beginAgain: () => undefined },
  });
  // The late parts come together.
  await screen.findByText(pseudo(laterEn['details.summary']));
  for (const key of press ?? [])
    await userEvent.click(await screen.findByRole('button', { name: pseudo(laterEn[key]) }));
}

/** Both the page and the title of its tab. */
const shown = () => [...shownTexts(document.body), document.title];

// Fetched once, and not within the time that a test waits for it.
beforeAll(() => import('../../src/listener/late-parts.ts'));

describe('pseudo', () => {
  it('keeps placeholders, and is longer than English by two fifths', () => {
    expect(pseudo('Listen')).toBe('[!!! Ĺíšţéñ~~~ !!!]');
    expect(pseudo('from {from} to {to}')).toMatch(/^\[!!! ƒŕóɱ \{from\} ţó \{to\}~{4} !!!\]$/);
  });

  it('has a stand-in for every letter', () => {
    const letters = 'The quick brown fox jumps over the lazy dog';
    expect(pseudo(letters + letters.toUpperCase())).not.toMatch(/[A-Za-z]/);
  });
});

describe('the page in the pseudo-locale', () => {
  it.each(Object.entries(pictured))('%s takes all its words from a catalogue or Intl', async (_, picture) => {
    await renderPseudo(picture);
    expect(strayWords(shown(), [...givenTexts(picture.state), SCENARIO])).toEqual([]);
  });

  it('shows the words of the catalogue at all', async () => {
    await renderPseudo({ state: { broadcast: loaded() }, secondsAfterStart: -252 });
    expect(shown()).toContain(pseudo('Listen'));
    expect(document.title).toContain('[!!!');
  });
});

describe('the search for hard-coded words', () => {
  it.each([
    ['a text', '<p>Loading</p>'],
    ['a number that is not by Intl', '<p>12</p>'],
    ['a name', '<button aria-label="Close"></button>'],
    ['a picture’s text', '<img alt="The crowd">'],
    ['a placeholder', '<input placeholder="Search">'],
    ['a word beside one from the catalogue', `<p>${pseudo('Listen')} now</p>`],
    [
      'a word filled into one from the catalogue',
      `<p>${pseudo('with {host}').replace('{host}', 'many')}</p>`,
    ],
    ['a given word inside another', '<p>northern</p>'],
    ['a word of the program itself', '<p>live</p>'],
    ['a unit beside a number by Intl', `<p>${new Intl.NumberFormat(GIVEN_AWAY).format(24)} MB</p>`],
    ['a letter that is no key', '<p>J</p>'],
    ['a word for a key', '<kbd>Esc</kbd>'],
  ])('finds %s', (_, html) => {
    document.body.innerHTML = html;
    expect(strayWords(shownTexts(document.body), givenTexts({ state: 'live', id: 'north' }))).toHaveLength(1);
  });

  it.each([
    ['what was given', '<p>north</p>'],
    ['what comes from the catalogue', `<p>${pseudo('Listen')}</p>`],
    ['what Intl writes', `<p>${new Intl.NumberFormat(GIVEN_AWAY).format(1234)}</p>`],
    [
      'a unit that Intl writes',
      `<p>${new Intl.NumberFormat(GIVEN_AWAY, { style: 'unit', unit: 'megabyte' }).format(24)}</p>`,
    ],
    ['the letter on a key', '<kbd>J</kbd>'],
    ['a style', '<style>p { color: red }</style>'],
  ])('lets pass %s', (_, html) => {
    document.body.innerHTML = html;
    expect(strayWords(shownTexts(document.body), givenTexts({ id: 'north' }))).toEqual([]);
  });
});
