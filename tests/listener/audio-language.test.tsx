import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { trackWords } from '../../src/listener/audio-language-words.ts';
import { following } from '../fakes/session-states.ts';
import { i18nOf } from '../fakes/languages.ts';
import { AudioLanguage } from '../../src/listener/audio-language.tsx';
import { DetailsPanel } from '../../src/listener/details-panel.tsx';
import { SessionProvider } from '../../src/listener/session-context.tsx';
import type { SessionState } from '../../src/session/audio-session.ts';
import { I18nProvider } from '../../src/ui/i18n-context.tsx';
import { createFakeSession } from '../fakes/fake-session.ts';

/** The late parts of the page by themselves, as if they had come. */
function renderParts(state: Partial<SessionState>, i18n = i18nOf('en')) {
  const session = createFakeSession(state);
  render(
    <SessionProvider session={session}>
      <I18nProvider initial={i18n}>
        <AudioLanguage />
        <DetailsPanel />
      </I18nProvider>
    </SessionProvider>,
  );
  const setState = (next: Partial<SessionState>) => act(() => session.store.setState(next));
  return { session, setState };
}

const track = (id: string, name: string, language: string | null, isDefault = false) => ({
  id,
  name,
  language,
  isDefault,
});
const audioTracks = [track('en', 'English', 'en', true), track('de', 'Deutsch', 'de'), track('x', '', null)];
const feed = (more: Partial<ReturnType<typeof following>> = {}) =>
  following(20, 24, { audioTracks, audioTrackId: 'en', ...more });
const news = () => document.querySelector('.audio-news')?.textContent;

describe('the choice of the sound’s language', () => {
  it('has names in their own languages, and asks for what is pressed', async () => {
    const { session } = renderParts({ feed: feed() });
    const german = screen.getByRole('radio', { name: 'Deutsch German' });
    expect(screen.getByText('Deutsch', { selector: 'bdi' }).lang).toBe('de');
    expect(screen.getByRole('radio', { name: 'English' })).toBeChecked();
    expect(screen.getByRole('radio', { name: 'Version 3' })).not.toBeChecked();
    expect(news()).toBe('');
    await userEvent.click(german);
    expect(session.asked).toContainEqual(['chooseAudio', 'de']);
    // It is not so because it was pressed.
    expect(german).not.toBeChecked();
  });

  it('says that it is changing, that it has, and that it could not', async () => {
    const { setState } = renderParts({ feed: feed() });
    await userEvent.click(screen.getByRole('radio', { name: 'Deutsch German' }));
    setState({ feed: feed({ audioSwitch: { toId: 'de', kind: 'switching' } }) });
    expect(news()).toBe('Changing to Deutsch …');
    expect(screen.getByRole('radio', { name: 'Deutsch German' })).toBeChecked();
    setState({ feed: feed({ audioSwitch: { toId: 'de', kind: 'unavailable' } }) });
    expect(news()).toBe('Deutsch cannot be had at present. English goes on; we keep trying.');
    setState({ feed: feed({ audioTrackId: 'de' }) });
    expect(news()).toBe('You now hear Deutsch.');
  });

  it('is not there where there is nothing to choose', () => {
    renderParts({ feed: following(20, 24) });
    expect(screen.getByText('Details')).toBeInTheDocument();
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('is in the language of the page', () => {
    renderParts({ feed: feed() }, i18nOf('de'));
    expect(screen.getByRole('radio', { name: 'English Englisch' })).toBeChecked();
    expect(screen.getByRole('group', { name: 'Sprache des Tons' })).toBeInTheDocument();
  });
});

describe('the names of a language', () => {
  it.each([
    ['Deutsch', 'de', 'en', { name: 'Deutsch', lang: 'de', language: 'German' }],
    ['german', 'de', 'en', { name: 'german', lang: 'de', language: null }],
    ['', 'fr', 'en', { name: null, lang: 'fr', language: 'French' }],
    ['Ton 2', 'not a language', 'en', { name: 'Ton 2', lang: null, language: null }],
    ['Other', 'qqq', 'en', { name: 'Other', lang: 'qqq', language: null }],
    ['English', null, 'de', { name: 'English', lang: null, language: null }],
  ])('of %j (%s) on a page in %s', (name, language, tag, words) => {
    expect(trackWords({ name, language }, tag)).toEqual(words);
  });
});

describe('the details', () => {
  it('tell what the present rendition takes in an hour', async () => {
    const { setState } = renderParts({ feed: following(20, 24) });
    await userEvent.click(screen.getByText('Details'));
    const said = () => screen.getByText('Data per hour').nextSibling?.textContent;
    expect(said()).toBe('about 24\u00a0MB');
    setState({ feed: following(20, 24, { renditionId: '24k' }) });
    expect(said()).toBe('about 12\u00a0MB');
    setState({ feed: following(20, 24, { renditions: [], renditionId: null }) });
    expect(said()).toBe('not known yet');
  });
});
