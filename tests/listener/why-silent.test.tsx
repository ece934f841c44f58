import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginHistory } from '../../src/session/history.ts';
import { fakeDialogs } from '../fakes/dialog.ts';
import { silentState } from '../fakes/fake-session.ts';
import { i18nOf } from '../fakes/languages.ts';
import { at, following, loaded, trouble } from '../fakes/session-states.ts';
import { renderPage } from './render-page.tsx';

const live = loaded({ state: 'live' });
const listening = {
  playback: { kind: 'playing' },
  broadcast: live,
  feed: following(18, 23),
  position: at(18, 23),
} as const;
const silent = {
  playback: { kind: 'rebuffering' },
  broadcast: live,
  feed: following(0, 23),
  position: at(0, 40),
  link: trouble({ attempts: 9 }),
} as const;

/** The late parts come when the machine gets round to it. */
const PATIENCE = { timeout: 20_000 };

const open = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name }, PATIENCE));
  return screen.getByRole('dialog', { name });
};

beforeEach(fakeDialogs);
afterEach(() => vi.unstubAllGlobals());

// On a busy machine the first import takes longer than any waiting for an element.
beforeAll(() => import('../../src/listener/late-parts.ts'));

describe('Why is it silent?', () => {
  it('is asked while it is silent, and otherwise what is going on', async () => {
    const { setState } = renderPage(listening);
    await screen.findByRole('button', { name: 'What is going on?' }, PATIENCE);
    setState({ link: trouble() });
    expect(screen.getByRole('button', { name: 'What is going on?' }), 'the sound goes on').toBeVisible();
    setState(silent);
    expect(screen.getByRole('button', { name: 'Why is it silent?' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'What is going on?' })).toBeNull();
  });

  it('explains in German as well', async () => {
    renderPage(silent, { i18n: i18nOf('de') });
    const dialog = await open('Warum ist es still?');
    expect(dialog).toHaveTextContent('Es wollen mehr Menschen zuhören, als der Server bedienen kann.');
    expect(within(dialog).getByRole('button', { name: 'Jetzt versuchen' })).toBeVisible();
  });

  it('follows what happens while it is open', async () => {
    const { setState, session } = renderPage(silent);
    session.setHistory(beginHistory({ ...silentState, ...silent }, -9000));
    const dialog = await open('Why is it silent?');
    expect(dialog).toHaveTextContent('More people want to listen than the server can serve');
    expect(dialog).toHaveTextContent('What we had kept in hand is used up');
    setState({ ...listening, link: { kind: 'steady' } });
    expect(dialog).toHaveTextContent('You are listening, and everything is in order.');
    expect(dialog).toHaveAccessibleName('What is going on?');
  });

  it('has a button for what helps, and keeps the focus when it has helped', async () => {
    const { setState, session } = renderPage({ ...listening, output: { volume: 0, muted: true } });
    const dialog = await open('Why is it silent?');
    expect(dialog).toHaveTextContent('the sound is switched off on this page');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Switch the sound on' }));
    expect(session.asked).toEqual([['setMuted', false]]);
    // Not optimistic: the page waits for the element.
    expect(dialog).toHaveTextContent('the sound is switched off on this page');
    setState({ output: { volume: 0, muted: false } });
    expect(within(dialog).queryByRole('button', { name: 'Switch the sound on' })).toBeNull();
    expect(dialog).toContainElement(document.activeElement as HTMLElement);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Turn the volume up' }));
    expect(session.asked.at(-1)).toEqual(['setVolume', 0.5]);
  });

  it.each([
    ['Try now', silent, 'retry'],
    ['Listen', { ...listening, playback: { kind: 'paused' } }, 'listen'],
    ['Try again', { playback: { kind: 'failed', problem: { kind: 'denied', status: 403 } } }, 'retry'],
    [
      'Jump to live',
      { ...listening, position: at(60, 90), usualLatencySeconds: 26, output: { volume: 1, muted: true } },
      'jumpToLive',
    ],
  ] as const)('offers “%s” and does it', async (name, state, command) => {
    const { session } = renderPage(state);
    const dialog = await open('Why is it silent?');
    await userEvent.click(within(dialog).getByRole('button', { name }));
    expect(session.asked).toEqual([[command]]);
  });

  it('offers nothing where nothing can be done', async () => {
    renderPage({ playback: { kind: 'waiting' }, broadcast: loaded() }, { secondsAfterStart: 60 });
    const dialog = await open('Why is it silent?');
    expect(dialog).toHaveTextContent('Nothing. Leave this page open');
    const names = within(dialog)
      .getAllByRole('button')
      .map(({ textContent }) => textContent);
    expect(names).toEqual(['Copy the report', 'Save as a file', 'Read it first', 'Close']);
  });

  it('closes, and can be opened again', async () => {
    renderPage(silent);
    const dialog = await open('Why is it silent?');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await open('Why is it silent?');
    // What Escape does in a browser.
    act(() => screen.getByRole<HTMLDialogElement>('dialog').close());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('saves the report as a file, and shows it to whoever wants to read it first', async () => {
    const saved: Blob[] = [];
    const revoked: string[] = [];
    vi.stubGlobal(
      'URL',
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`,
        revokeObjectURL: (address: string) => revoked.push(address),
      }),
    );
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    renderPage(silent);
    const dialog = await open('Why is it silent?');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save as a file' }));
    expect(within(dialog).getByText('Saved.')).toBeVisible();
    expect(names).toEqual([expect.stringMatching(/^holdline-2026-11-23T\d{6}\.txt$/)]);
    expect(revoked).toEqual(['blob:1']);
    const text = (await saved[0]?.text()) ?? '';
    expect(text).toContain('More people want to listen than the server can serve');
    expect(text).toContain('"holdline"');

    await userEvent.click(within(dialog).getByRole('button', { name: 'Read it first' }));
    expect(within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: 'Report' }).value).toContain(
      '"holdline"',
    );
  });
});
