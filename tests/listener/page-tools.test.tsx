import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { helpEntries } from '../../src/listener/help-entries.ts';
import { shortcuts } from '../../src/listener/shortcuts.ts';
import type { SessionState } from '../../src/session/audio-session.ts';
import { i18nOf } from '../fakes/languages.ts';
import { at, following, loaded } from '../fakes/session-states.ts';
import { renderPage } from './render-page.tsx';

beforeAll(() => import('../../src/listener/late-parts.ts'));
afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
});

const playing: Partial<SessionState> = {
  playback: { kind: 'playing' },
  broadcast: loaded({ state: 'live' }),
  feed: following(20, 25),
  position: at(20, 25),
};

async function openSettings(state = playing) {
  const page = renderPage(state);
  await userEvent.click(await screen.findByRole('button', { name: 'Settings' }));
  return { ...page, sheet: within(screen.getByRole('dialog', { name: 'Settings' })) };
}

describe('the settings', () => {
  it('change the appearance', async () => {
    const { sheet, session } = await openSettings();
    expect(sheet.getByRole('radio', { name: 'As this device' })).toBeChecked();
    await userEvent.click(sheet.getByRole('radio', { name: 'Dark' }));
    expect(session.asked).toContainEqual(['setTheme', 'dark']);
  });

  it('switch the single keys off', async () => {
    const { sheet, session } = await openSettings();
    await userEvent.click(sheet.getByRole('checkbox', { name: 'Keyboard shortcuts' }));
    expect(session.asked).toContainEqual(['setShortcuts', false]);
  });

  it('show whether data is saved, and ask for what is pressed', async () => {
    const { sheet, session, setState } = await openSettings();
    const saver = sheet.getByRole('checkbox', { name: 'Use less data' });
    expect(saver).not.toBeChecked();
    await userEvent.click(saver);
    expect(session.asked).toContainEqual(['setDataSaver', true]);
    // It is not so because it was pressed.
    expect(saver).not.toBeChecked();
    setState({ dataSaver: { on: true, chosen: true } });
    expect(saver).toBeChecked();
  });

  it('change the language of the sheet that is open', async () => {
    const { sheet } = await openSettings();
    await userEvent.selectOptions(sheet.getByRole('combobox', { name: 'Language' }), 'fr');
    expect(await screen.findByRole('dialog', { name: 'Réglages' })).toBeVisible();
  });

  it('forget what the page remembers, and say so', async () => {
    localStorage.setItem('holdline.output', '{}');
    localStorage.setItem('theirs', 'kept');
    const { sheet } = await openSettings();
    await userEvent.click(sheet.getByRole('button', { name: 'Forget what this page remembers' }));
    expect(sheet.getByText(/^Forgotten/)).toBeVisible();
    expect(Object.keys(localStorage)).toEqual(['theirs']);
  });

  it('say so when there is nothing that could remember', async () => {
    const { sheet } = await openSettings();
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    await userEvent.click(sheet.getByRole('button', { name: 'Forget what this page remembers' }));
    expect(sheet.getByText(/nothing is remembered/)).toBeVisible();
  });

  it('close by their button', async () => {
    const { sheet } = await openSettings();
    await userEvent.click(sheet.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('the sleep timer', () => {
  it('is set, told by the minute, extended and put off', async () => {
    const { sheet, advance, session } = await openSettings();
    await userEvent.click(sheet.getByRole('button', { name: '15 minutes' }));
    await userEvent.click(sheet.getByRole('button', { name: 'Close' }));
    const left = () => screen.getByText(/^Sound stops in/).textContent.replaceAll('\u00a0', ' ');
    expect(left()).toBe('Sound stops in 15 min');
    advance(61_000);
    expect(left()).toBe('Sound stops in 14 min');
    await userEvent.click(screen.getByRole('button', { name: '5 more minutes' }));
    expect(left()).toBe('Sound stops in 19 min');
    await userEvent.click(screen.getByRole('button', { name: 'Stay on' }));
    expect(screen.queryByText(/^Sound stops/)).toBeNull();
    advance(30 * 60_000);
    expect(session.asked).not.toContainEqual(['pause']);
  });

  it('says that it fades, then pauses', async () => {
    const { sheet, advance, session } = await openSettings();
    await userEvent.click(sheet.getByRole('button', { name: '15 minutes' }));
    await userEvent.click(sheet.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText('The sound is fading out.')).toBeNull();
    advance(15 * 60_000 - 10_000);
    expect(screen.getByText('The sound is fading out.')).toBeVisible();
    advance(10_000);
    expect(session.asked).toContainEqual(['pause']);
  });

  it('ends with the page', async () => {
    const { sheet, session, unmount } = await openSettings();
    await userEvent.click(sheet.getByRole('button', { name: '15 minutes' }));
    unmount();
    expect(session.timers()).toBe(0);
  });
});

describe('the help', () => {
  it('opens by its button and by “?”', async () => {
    renderPage(playing);
    await userEvent.click(await screen.findByRole('button', { name: 'Help' }));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.keyboard('?');
    expect(screen.getByRole('dialog', { name: 'Help' })).toBeVisible();
  });

  it('does not open by “?” where single keys are off, and says so', async () => {
    renderPage({ ...playing, shortcuts: false });
    await screen.findByRole('button', { name: 'Help' });
    await userEvent.keyboard('?');
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Help' }));
    expect(screen.getByText(/switched off/)).toBeVisible();
  });

  it('lists every shortcut once', () => {
    const listed = helpEntries().flatMap(([, entries]) => entries.map(({ wish }) => wish));
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(shortcuts.map(({ wish }) => wish)));
  });

  it('tells Arabic readers of the key on their keyboard', async () => {
    renderPage(playing, { i18n: i18nOf('ar') });
    await userEvent.click(await screen.findByRole('button', { name: 'المساعدة' }));
    expect(screen.getByText('؟')).toBeVisible();
  });

  it('holds the keys of the page back while it is open', async () => {
    const { session } = renderPage(playing);
    await userEvent.click(await screen.findByRole('button', { name: 'Help' }));
    await userEvent.keyboard('m{ArrowDown}');
    expect(session.asked).toEqual([]);
  });
});
