import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionState } from '../../src/session/audio-session.ts';
import { createFakeAudioContext, type FakeAudioContext } from '../fakes/fake-audio-context.ts';
import { i18nOf } from '../fakes/languages.ts';
import { at, following, loaded } from '../fakes/session-states.ts';
import { renderPage } from './render-page.tsx';

let contexts: FakeAudioContext[];
let permission: NotificationPermission;
let shown: { title: string; options: NotificationOptions }[];

beforeEach(() => {
  contexts = [];
  permission = 'default';
  shown = [];
  vi.stubGlobal(
    'AudioContext',
    // Called with `new`.
    function () {
      const fake = createFakeAudioContext();
      contexts.push(fake);
      return fake.context;
    },
  );
  vi.stubGlobal(
    'Notification',
    class extends EventTarget {
      static get permission() {
        return permission;
      }
      static requestPermission() {
        if (permission === 'default') permission = 'granted';
        return Promise.resolve(permission);
      }
      constructor(title: string, options: NotificationOptions) {
        super();
        shown.push({ title, options });
      }
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The room comes with the late parts; on a busy machine that takes a while. */
const room = async (name = 'While you wait') =>
  within(await screen.findByRole('region', { name }, { timeout: 30_000 }));
const gone = () => screen.queryByRole('region', { name: 'While you wait' });
const listening: Partial<SessionState> = {
  playback: { kind: 'playing' },
  feed: following(18, 23),
  position: at(18, 24),
};
const hide = () => vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);

describe('the room', () => {
  it('is open until it begins, and closes by itself', async () => {
    const { setState } = renderPage({ broadcast: loaded() }, { secondsAfterStart: -252 });
    await room();
    setState({ playback: { kind: 'waiting' } });
    expect(gone()).not.toBeNull();
    setState({ playback: { kind: 'joining' } });
    expect(gone()).toBeNull();
    setState(listening);
    expect(gone()).toBeNull();
  });

  it('stays as it is through the press of Listen', async () => {
    const { setState } = renderPage({ broadcast: loaded() }, { secondsAfterStart: -252 });
    const button = (await room()).getByRole('button', { name: 'Check your sound' });
    setState({ playback: { kind: 'joining' } });
    setState({ playback: { kind: 'waiting' } });
    expect(gone()).not.toBeNull();
    expect(button).toBeInTheDocument();
  });

  it.each<[string, Partial<SessionState>]>([
    ['on', { broadcast: loaded({ state: 'live' }) }],
    ['over', { broadcast: loaded({ state: 'ended' }) }],
    ['not known yet', { broadcast: { kind: 'loading' } }],
  ])('stays shut when it is %s', async (_name, state) => {
    renderPage(state, { secondsAfterStart: -252 });
    await screen.findByText('Details', {}, { timeout: 30_000 });
    expect(gone()).toBeNull();
  });

  it('gives the keyboard’s place to the big button when it closes', async () => {
    const { setState } = renderPage({ broadcast: loaded(), playback: { kind: 'waiting' } });
    (await room()).getByRole('button', { name: 'Check your sound' }).focus();
    setState({ playback: { kind: 'joining' } });
    expect(screen.getByRole('button', { name: 'Connecting' })).toHaveFocus();
  });

  it('leaves the one status of the page alone', async () => {
    renderPage({ broadcast: loaded() }, { secondsAfterStart: -252 });
    await room();
    expect(screen.getAllByRole('status')).toHaveLength(1);
  });
});

describe('the sound check', () => {
  it('plays, asks, and is content', async () => {
    const { session } = renderPage({ broadcast: loaded(), output: { volume: 0.3, muted: false } });
    const { getByRole, getByText, queryByRole } = await room();
    const button = getByRole('button', { name: 'Check your sound' });
    await userEvent.click(button);
    expect(getByText('Two notes are playing.')).toHaveAttribute('aria-live', 'polite');
    expect(contexts[0]?.levels).toEqual([0.3]);
    await userEvent.click(button);
    expect(contexts).toHaveLength(1);
    await act(async () => {
      contexts[0]?.end();
      await Promise.resolve();
    });
    expect(getByText('Did you hear two notes?')).toBeVisible();
    await userEvent.click(getByRole('button', { name: 'Yes' }));
    expect(getByText(/^Good\./)).toBeVisible();
    expect(queryByRole('button', { name: 'Yes' })).toBeNull();
    expect(button).toHaveFocus();
    expect(button).toHaveAccessibleName('Check your sound again');
    // Nothing of it touches the session, and with it the one audio element.
    expect(session.asked).toEqual([]);
  });

  it('helps whoever hears nothing, by keyboard alone', async () => {
    renderPage({ broadcast: loaded() });
    const { getByRole, getAllByRole, queryByRole } = await room();
    getByRole('button', { name: 'Check your sound' }).focus();
    await userEvent.keyboard('{Enter}');
    await act(async () => {
      contexts[0]?.end();
      await Promise.resolve();
    });
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(getAllByRole('listitem').length).toBeGreaterThanOrEqual(4);
    expect(queryByRole('button', { name: 'No' })).toBeNull();
  });

  it('follows the volume while it sounds', async () => {
    const { setState } = renderPage({ broadcast: loaded(), output: { volume: 0.3, muted: false } });
    await userEvent.click((await room()).getByRole('button', { name: 'Check your sound' }));
    setState({ output: { volume: 0.9, muted: false } });
    setState({ output: { volume: 0.9, muted: true } });
    expect(contexts[0]?.levels).toEqual([0.3, 0.9, 0]);
  });

  it.each([
    { volume: 0, muted: false },
    { volume: 1, muted: true },
  ])('says that the page is turned off instead of playing nothing: %o', async (output) => {
    renderPage({ broadcast: loaded(), output });
    const { getByRole, getByText } = await room();
    await userEvent.click(getByRole('button', { name: 'Check your sound' }));
    expect(getByText(/turned off/)).toBeVisible();
    expect(contexts).toEqual([]);
  });

  it('says so when the browser does not play it', async () => {
    vi.stubGlobal('AudioContext', undefined);
    renderPage({ broadcast: loaded() });
    const { getByRole, findByText, queryByRole } = await room();
    await userEvent.click(getByRole('button', { name: 'Check your sound' }));
    expect(await findByText(/did not let the notes out/)).toBeVisible();
    expect(queryByRole('button', { name: 'Yes' })).toBeNull();
  });

  it('is silent when it begins', async () => {
    const { setState } = renderPage({ broadcast: loaded(), playback: { kind: 'waiting' } });
    await userEvent.click((await room()).getByRole('button', { name: 'Check your sound' }));
    setState(listening);
    expect(contexts[0]?.closed()).toBe(1);
  });
});

describe('being told', () => {
  const ask = 'Tell me when it begins';

  it('asks at the press only, tells once with the title, and only who looks elsewhere', async () => {
    const { setState } = renderPage({ broadcast: loaded(), playback: { kind: 'waiting' } });
    const { getByRole, findByText } = await room();
    expect(permission).toBe('default');
    await userEvent.click(getByRole('button', { name: ask }));
    expect(await findByText(/Leave this page open/)).toBeVisible();
    expect(getByRole('button', { name: ask })).toHaveAttribute('aria-pressed', 'true');
    hide();
    setState({ playback: { kind: 'joining' } });
    expect(shown).toEqual([]);
    setState(listening);
    setState({ playback: { kind: 'rebuffering' } });
    setState(listening);
    expect(shown).toEqual([
      {
        title: 'An Evening About Rockets',
        options: { body: 'It has begun. You are listening.', tag: 'holdline.evening' },
      },
    ]);
  });

  it('can be taken back', async () => {
    permission = 'granted';
    const { setState } = renderPage({ broadcast: loaded(), playback: { kind: 'waiting' } });
    const button = (await room()).getByRole('button', { name: ask });
    await userEvent.click(button);
    await userEvent.click(button);
    expect(button).toHaveAttribute('aria-pressed', 'false');
    hide();
    setState(listening);
    expect(shown).toEqual([]);
  });

  it('says so when it is not allowed, and does not pretend', async () => {
    permission = 'denied';
    const { setState } = renderPage({ broadcast: loaded(), playback: { kind: 'waiting' } });
    const { getByRole, findByText } = await room();
    await userEvent.click(getByRole('button', { name: ask }));
    expect(await findByText(/does not let this page tell you/)).toBeVisible();
    expect(getByRole('button', { name: ask })).toHaveAttribute('aria-pressed', 'false');
    hide();
    setState(listening);
    expect(shown).toEqual([]);
  });

  it('is not offered where there is none, nor where nobody could know', async () => {
    const { setState } = renderPage({ broadcast: { kind: 'none' } });
    const { queryByRole, getByRole } = await room();
    expect(queryByRole('button', { name: ask })).toBeNull();
    setState({ playback: { kind: 'waiting' } });
    expect(getByRole('button', { name: ask })).toBeVisible();
    vi.stubGlobal('Notification', undefined);
    renderPage({ broadcast: loaded(), playback: { kind: 'waiting' } });
    await vi.waitFor(
      () => expect(screen.getAllByRole('region', { name: 'While you wait' })).toHaveLength(2),
      {
        timeout: 30_000,
      },
    );
    expect(screen.getAllByRole('button', { name: ask })).toHaveLength(1);
  });
});

describe('the calendar', () => {
  it('is offered until the announced start, with the reader’s own time', async () => {
    const { advance } = renderPage({ broadcast: loaded() }, { secondsAfterStart: -252 });
    const { getByRole, getByText, queryByRole } = await room();
    expect(getByRole('button', { name: 'Add to calendar (.ics)' })).toBeVisible();
    expect(getByText(/^(today|tomorrow), .*\d:\d\d/)).toBeVisible();
    advance(300_000);
    expect(queryByRole('button', { name: 'Add to calendar (.ics)' })).toBeNull();
  });

  it('saves a file', async () => {
    const blobs: Blob[] = [];
    const revoked: string[] = [];
    vi.stubGlobal(
      'URL',
      class extends URL {
        static override createObjectURL(blob: Blob) {
          blobs.push(blob);
          return `blob:${blobs.length}`;
        }
        static override revokeObjectURL(url: string) {
          revoked.push(url);
        }
      },
    );
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(`${this.href} ${this.download}`);
    });
    const { unmount } = renderPage({ broadcast: loaded() }, { i18n: i18nOf('de'), secondsAfterStart: -252 });
    const button = (await room('Solange Sie warten')).getByRole('button', { name: 'In den Kalender (.ics)' });
    await userEvent.click(button);
    await userEvent.click(button);
    expect(saved).toEqual([
      'blob:1 holdline-an-evening-about-rockets.ics',
      'blob:2 holdline-an-evening-about-rockets.ics',
    ]);
    expect(revoked).toEqual(['blob:1']);
    expect(blobs[0]?.type).toBe('text/calendar;charset=utf-8');
    unmount();
    expect(revoked).toEqual(['blob:1', 'blob:2']);
  });
});
