import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedSnapshot } from '../../src/playback/engine.ts';
import { i18nOf } from '../fakes/languages.ts';
import { at, following, loaded } from '../fakes/session-states.ts';
import { bothLanguages, evening, transcript } from '../fakes/transcripts.ts';
import { renderPage } from './render-page.tsx';

// The late parts' code: on a busy machine it takes longer than the page is waited for.
beforeAll(() => import('../../src/listener/late-parts.ts'));
beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const state = (changes: Partial<FeedSnapshot> = {}) => ({
  playback: { kind: 'playing' } as const,
  broadcast: loaded({ state: 'live' }),
  feed: following(18, 23, { textTracks: bothLanguages, textTrackId: 'en English', transcript, ...changes }),
  position: at(18, 23.6),
});
const open = async (changes: Partial<FeedSnapshot> = {}, options: Parameters<typeof renderPage>[1] = {}) => {
  const page = renderPage(state(changes), options);
  await screen.findByRole('region', { name: /^(Transcript|Mitschrift)$/ });
  return page;
};
const lines = () => screen.getByRole('region', { name: 'What is said' });
const current = () => lines().querySelector('[aria-current]')?.textContent ?? null;
const search = () => screen.getByRole('searchbox', { name: 'Find in the text' });
const marks = () => [...lines().querySelectorAll('mark')].map((mark) => mark.textContent);
const text = (element: Element) => element.textContent.replaceAll('\u00a0', ' ');

describe('the way to the transcript', () => {
  it('is not there where there are no captions', async () => {
    renderPage(state({ textTracks: [], textTrackId: null }));
    await screen.findByText('Details');
    expect(screen.queryByRole('button', { name: 'Read along' })).toBeNull();
  });

  it('asks for the language of the page, and opens when the feed says so', async () => {
    const { session, setState } = await open({ textTrackId: null }, { i18n: i18nOf('de') });
    const button = screen.getByRole('button', { name: 'Mitlesen' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(button);
    expect(session.asked).toEqual([['chooseText', 'de Deutsch']]);
    expect(button).toHaveAttribute('aria-expanded', 'false');
    setState(state({ textTrackId: 'de Deutsch' }));
    expect(button).toHaveAttribute('aria-expanded', 'true');
    await userEvent.click(button);
    expect(session.asked.at(-1)).toEqual(['chooseText', null]);
  });

  it('asks for what was read last time', async () => {
    localStorage.setItem(
      'holdline.captions',
      JSON.stringify({ isOn: false, language: 'de', name: 'Deutsch' }),
    );
    const { session } = await open({ textTrackId: null });
    await userEvent.click(screen.getByRole('button', { name: 'Read along' }));
    expect(session.asked).toEqual([['chooseText', 'de Deutsch']]);
  });

  it('lets choose among several languages, and only then', async () => {
    const { session, setState } = await open();
    const choice = screen.getByRole('combobox', { name: 'Language of the text' });
    await userEvent.selectOptions(choice, 'Deutsch');
    expect(session.asked).toEqual([['chooseText', 'de Deutsch']]);
    setState(state({ textTracks: bothLanguages.slice(0, 1) }));
    expect(screen.queryByRole('combobox', { name: 'Language of the text' })).toBeNull();
  });
});

describe('the lines', () => {
  it('are text, with speakers, holes, language and direction, and the current one is marked', async () => {
    await open({
      transcript: {
        ...transcript,
        cues: [
          ...transcript.cues.slice(0, 3),
          { id: 'x', startSeconds: 61, endSeconds: 62, speaker: null, text: '<img src=x onerror=alert(1)>' },
        ],
      },
    });
    expect(lines()).toHaveAttribute('lang', 'en');
    expect(lines().querySelector('img')).toBeNull();
    expect(current()).toContain('<img src=x onerror=alert(1)>');
    expect(text(lines())).toContain('… 12 s without captions …');
    expect(within(lines()).getByText('Ada Winter')).toBeVisible();
    for (const line of lines().querySelectorAll('.transcript-text'))
      expect(line).toHaveAttribute('dir', 'auto');
  });

  it('follow the playhead', async () => {
    const { setState } = await open();
    const before = current();
    setState({ position: { ...at(18, 23), positionSeconds: 66 } });
    expect(current()).not.toBe(before);
  });

  it('lead to their place', async () => {
    const { session } = await open();
    const [first] = within(lines()).getAllByRole('button');
    if (first === undefined) throw new Error('a line');
    await userEvent.click(first);
    expect(session.asked).toEqual([['seek', transcript.cues[0]?.startSeconds]]);
  });

  it('have one stop for the Tab key, and arrows from line to line', async () => {
    await open();
    const buttons = within(lines()).getAllByRole('button');
    expect(buttons.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    const here = buttons.findIndex(({ tabIndex }) => tabIndex === 0);
    act(() => buttons[here]?.focus());
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(buttons[here - 1]);
    expect(buttons.filter(({ tabIndex }) => tabIndex === 0)).toEqual([document.activeElement]);
    await userEvent.keyboard('{Home}');
    expect(document.activeElement).toBe(buttons[0]);
    await userEvent.keyboard('{End}');
    expect(document.activeElement).toBe(buttons.at(-1));
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(buttons.at(-1));
  });

  it('stop following when somebody scrolls, and go back when asked', async () => {
    await open();
    expect(screen.queryByRole('button', { name: 'Back to now' })).toBeNull();
    fireEvent.wheel(lines());
    const back = screen.getByRole('button', { name: 'Back to now' });
    await userEvent.click(back);
    expect(screen.queryByRole('button', { name: 'Back to now' })).toBeNull();
    expect(lines()).toHaveFocus();
    await userEvent.keyboard('{PageUp}');
    expect(screen.getByRole('button', { name: 'Back to now' })).toBeVisible();
  });

  it('are drawn once: of five thousand, a new one draws only its own chunk', async () => {
    const { setState } = await open();
    // Found once: to look for a role among five thousand lines takes jsdom seconds.
    const scroller = lines();
    const count = () => scroller.querySelectorAll('button').length;
    setState(state({ transcript: evening(5000) }));
    expect(count()).toBe(5000);
    const seen = new MutationObserver(() => undefined);
    seen.observe(scroller, { childList: true, subtree: true, attributes: true });
    setState(state({ transcript: evening(5001) }));
    expect(count()).toBe(5001);
    expect(seen.takeRecords().length).toBeLessThan(10);
    seen.disconnect();
  });

  it('are told from none, and from trouble', async () => {
    const { setState } = await open({ transcript: { cues: [], holes: [] } });
    expect(screen.getByText('No captions yet.')).toBeVisible();
    setState(state({ transcript: { cues: [], holes: [], trouble: 'failing' } }));
    expect(screen.queryByText('No captions yet.')).toBeNull();
    expect(screen.getByText(/^There are no captions to be had/)).toBeVisible();
    setState(state({ transcript: { ...transcript, trouble: 'denied' } }));
    expect(screen.getByText(/does not give out/)).toBeVisible();
    expect(lines()).toBeVisible();
  });
});

describe('looking for words', () => {
  it('marks all, counts them, and goes from one to the next and around', async () => {
    await open();
    await userEvent.type(search(), 'ROCKETS');
    expect(marks()).toEqual(['rockets', 'rockets', 'Rockets']);
    const count = () => screen.getByText(/ of 3$/).textContent;
    const first = count();
    await userEvent.keyboard('{Enter}');
    expect(count()).not.toBe(first);
    await userEvent.keyboard('{Enter}{Enter}');
    expect(count()).toBe(first);
    await userEvent.click(screen.getByRole('button', { name: 'Previous match' }));
    await userEvent.click(screen.getByRole('button', { name: 'Next match' }));
    expect(count()).toBe(first);
    expect(lines().querySelectorAll('mark[data-found="true"]')).toHaveLength(1);
    // Whoever looks for something is not taken away from it.
    expect(screen.getByRole('button', { name: 'Back to now' })).toBeVisible();
  });

  it('begins with what comes next', async () => {
    await open();
    await userEvent.type(search(), 'rockets');
    const all = [...lines().querySelectorAll('li')];
    const found = all.findIndex((line) => line.querySelector('mark[data-found="true"]') !== null);
    const now = all.findIndex((line) => line.querySelector('[aria-current]') !== null);
    expect(now).toBeGreaterThanOrEqual(0);
    expect(found).toBeGreaterThanOrEqual(now);
  });

  it('says so where there is nothing, and forgets with Escape', async () => {
    await open();
    await userEvent.type(search(), 'submarine');
    expect(screen.getByText('Not found')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Next match' })).toBeNull();
    await userEvent.keyboard('{Enter}{Escape}');
    expect(search()).toHaveValue('');
    expect(marks()).toEqual([]);
  });
});

describe('reading in comfort', () => {
  it('makes the text larger and smaller within bounds, and remembers it', async () => {
    const { unmount } = await open();
    const panel = () =>
      screen.getByRole('region', { name: 'Transcript' }).querySelector<HTMLElement>('.transcript-panel');
    const size = () => panel()?.style.getPropertyValue('--transcript-size');
    expect(size()).toBe('1rem');
    for (let press = 0; press < 6; press += 1)
      await userEvent.click(screen.getByRole('button', { name: 'Larger text' }));
    expect(size()).toBe('1.75rem');
    expect(screen.getByRole('button', { name: 'Larger text' })).toHaveAttribute('aria-disabled', 'true');
    unmount();
    await open();
    expect(size()).toBe('1.75rem');
    await userEvent.click(screen.getByRole('button', { name: 'Smaller text' }));
    expect(size()).toBe('1.4375rem');
  });

  it('is silent for screen readers until they ask for it', async () => {
    const { setState } = await open();
    const live = () => screen.getByRole('region', { name: 'Transcript' }).querySelector('p.for-ears');
    expect(live()).toHaveAttribute('aria-live', 'polite');
    expect(live()).toBeEmptyDOMElement();
    await userEvent.click(screen.getByRole('checkbox', { name: /^Read new lines aloud/ }));
    setState({ position: { ...at(18, 23), positionSeconds: 66 } });
    expect(live()?.textContent).not.toBe('');
    expect(current()).toContain(live()?.textContent);
  });

  it('can be copied, with times, speakers and holes', async () => {
    const user = userEvent.setup();
    await open();
    await user.click(screen.getByRole('button', { name: 'Copy the text' }));
    const copied = (await navigator.clipboard.readText()).replaceAll('\u00a0', ' ').split('\n');
    expect(copied[0]).toMatch(/^\[.*\] Ada Winter: Good evening/);
    expect(copied).toContain('… 12 s without captions …');
  });

  it('can be saved as a text file', async () => {
    const saved: { name: string; text: Promise<string> }[] = [];
    let blob: Blob | null = null;
    URL.createObjectURL = (made) => {
      blob = made as Blob;
      return 'blob:x';
    };
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, text: blob?.text() ?? Promise.resolve('') });
    });
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'Save as a text file' }));
    expect(saved.map(({ name }) => name)).toEqual(['transcript.txt']);
    expect(await saved[0]?.text).toContain('Ada Winter: Good evening');
  });
});
