import { i18nOf } from '../fakes/languages.ts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { attempts, at, following, loaded, trouble } from '../fakes/session-states.ts';
import { pictured } from '../fakes/gallery/states.ts';
import { renderPage } from './render-page.tsx';

const german = i18nOf('de');

function text(element: Element): string {
  return element.textContent.replaceAll('\u00a0', ' ');
}

const listening = {
  playback: { kind: 'playing' },
  broadcast: loaded({ state: 'live' }),
  feed: following(18, 23),
  position: at(18, 23.6),
} as const;

describe('the status banner', () => {
  it.each(Object.entries(pictured))('%s: one status with the three states and words', (_, picture) => {
    const { session } = renderPage(picture.state, { secondsAfterStart: picture.secondsAfterStart });
    const status = screen.getByRole('status');
    const { playback, link } = session.store.getState();
    expect(status).toHaveAttribute('data-playback', playback.kind);
    expect(status).toHaveAttribute('data-link', link.kind);
    expect(status.dataset['joinStatus']).toMatch(/^[a-z-]+$/);
    expect(text(status).length).toBeGreaterThan(10);
    expect(text(status)).not.toMatch(/[{}]|undefined|NaN/);
  });

  it.each([
    ['ready-scheduled', 'ready', 'It has not begun yet.', 'Es hat noch nicht begonnen.'],
    ['waiting-late', 'waiting', 'The start is late', 'Der Beginn verzögert sich'],
    ['joining-trouble', 'joining', 'The server does not answer.', 'Der Server antwortet nicht.'],
    ['listening', 'listening', 'You are listening.', 'Sie hören zu.'],
    [
      'listening-in-trouble',
      'listening-in-trouble',
      'The server is overloaded.',
      'Der Server ist überlastet.',
    ],
    ['listening-offline', 'listening-offline', 'You are offline.', 'Sie sind offline.'],
    ['rebuffering', 'rebuffering', 'Silence.', 'Stille.'],
    ['offline', 'offline', 'Your device is offline.', 'Ihr Gerät ist offline.'],
    ['blocked', 'blocked', 'One more press', 'noch einmal drücken'],
    ['denied', 'denied', '(403)', '(403)'],
    ['failed-no-audio', 'failed', 'carries no sound', 'keinen Ton'],
    ['address-invalid-url', 'address-problem', 'cannot be read', 'nicht lesbar'],
    ['ready-document-malformed', 'ready', 'scheduledStart: expected', 'scheduledStart: expected'],
    ['ready-document-unreachable', 'ready', 'could not be fetched', 'war nicht zu bekommen'],
  ])('%s reads as %s in both languages', (name, kind, inEnglish, inGerman) => {
    const picture = pictured[name];
    if (picture === undefined) throw new Error(`no picture ${name}`);
    const { unmount } = renderPage(picture.state, picture);
    expect(screen.getByRole('status')).toHaveAttribute('data-join-status', kind);
    expect(screen.getByRole('status')).toHaveTextContent(inEnglish);
    unmount();
    renderPage(picture.state, { ...picture, i18n: german });
    expect(screen.getByRole('status')).toHaveTextContent(inGerman);
  });

  it('does not chatter: while the seconds run, what is announced stays as it is', () => {
    const { advance } = renderPage({
      playback: { kind: 'waiting' },
      broadcast: loaded(),
      link: trouble({ attempts: 12, nextAttemptAtMs: 30_000 }),
    });
    const status = screen.getByRole('status');
    const ticker = () => text(screen.getByText(/Next try in|Trying now/));
    const announced = status.innerHTML;
    expect(ticker()).toBe('Next try in 30 s');
    advance(20_000);
    expect(ticker()).toBe('Next try in 10 s');
    advance(20_000);
    expect(ticker()).toBe('Trying now');
    expect(status.innerHTML).toBe(announced);
  });

  it('keeps what counts out of the live regions and away from screen readers', () => {
    renderPage(
      { playback: { kind: 'playing' }, link: trouble(), feed: following(34, 60), position: at(34, 60) },
      {},
    );
    const ticker = screen.getByText(/34 s in hand/, { selector: '.ticker *' });
    expect(ticker.closest('[aria-live], [role="status"]')).toBeNull();
    expect(ticker.closest('[aria-hidden="true"]')).not.toBeNull();
    expect(text(screen.getByRole('status'))).toContain('About 30 seconds of sound in hand.');
  });

  it('does not repeat the whole message when a part of it changes', () => {
    renderPage(listening);
    expect(screen.getByRole('status')).toHaveAttribute('aria-atomic', 'false');
  });

  it('holds a cause while the origin fails in many ways, and lets it go with the trouble', () => {
    const { setState, advance } = renderPage({ ...listening, link: trouble() });
    const status = screen.getByRole('status');
    setState({ link: trouble({ lastFailure: 'timed-out' }) });
    advance(4000);
    expect(status).toHaveTextContent('The server is overloaded.');
    advance(5000);
    expect(status).toHaveTextContent('The server does not answer.');
    setState({ link: { kind: 'steady' } });
    expect(status).not.toHaveTextContent('server');
  });
});

describe('the big button', () => {
  it('is called Listen and asks to listen', async () => {
    const { session } = renderPage({ broadcast: loaded() });
    await userEvent.click(screen.getByRole('button', { name: 'Listen' }));
    expect(session.asked).toEqual([['listen']]);
  });

  it('is called Zuhören in German', async () => {
    const { session } = renderPage({ broadcast: loaded() }, { i18n: german });
    await userEvent.click(screen.getByRole('button', { name: 'Zuhören' }));
    expect(session.asked).toEqual([['listen']]);
  });

  it('changes when the state does, not when it is pressed', async () => {
    const { setState } = renderPage({ broadcast: loaded() });
    const button = screen.getByRole('button', { name: 'Listen' });
    await userEvent.click(button);
    expect(button).toHaveAccessibleName('Listen');
    setState({ playback: { kind: 'playing' } });
    expect(button).toHaveAccessibleName('Pause');
  });

  it('swallows impatient presses while waiting, and keeps the focus through it all', async () => {
    const { session, setState } = renderPage({ broadcast: loaded() });
    const button = screen.getByRole('button', { name: 'Listen' });
    await userEvent.click(button);
    setState({ playback: { kind: 'waiting' } });
    expect(button).toHaveAccessibleName('Waiting for the start');
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.tripleClick(button);
    await userEvent.keyboard('k');
    expect(session.asked).toEqual([['listen']]);
    setState({ playback: { kind: 'joining' } });
    expect(button).toHaveAccessibleName('Connecting');
    setState({ playback: { kind: 'playing' } });
    expect(button).toHaveFocus();
  });

  it('lets somebody give up waiting by another button', async () => {
    const { session, setState } = renderPage({ playback: { kind: 'waiting' } });
    const stop = screen.getByRole('button', { name: 'Stop waiting' });
    await userEvent.click(stop);
    expect(session.asked).toEqual([['pause']]);
    expect(stop).toHaveFocus();
    setState({ playback: { kind: 'idle' } });
    expect(screen.queryByRole('button', { name: 'Stop waiting' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Listen' })).toHaveFocus();
  });

  it.each([
    ['listening', 'Pause', 'pause'],
    ['paused', 'Listen', 'listen'],
    ['blocked', 'Listen', 'listen'],
    ['ended', 'Listen', 'listen'],
    ['denied', 'Try again', 'retry'],
    ['failed-media', 'Try again', 'retry'],
  ])('%s: %s asks to %s', async (name, label, command) => {
    const { session } = renderPage(pictured[name]?.state);
    await userEvent.click(screen.getByRole('button', { name: label }));
    expect(session.asked).toEqual([[command]]);
  });

  it('gives way where there is nothing to press', () => {
    renderPage(pictured['address-invalid-url']?.state);
    expect(screen.queryByRole('button', { name: /Listen|Try|Pause/ })).toBeNull();
    expect(screen.getByRole('link', { name: 'Open the page without this address' })).toHaveAttribute(
      'href',
      location.pathname,
    );
  });

  it('offers a try by hand only when the trouble lasts', async () => {
    const { session, setState } = renderPage({
      playback: { kind: 'rebuffering' },
      link: trouble({ attempts: 2 }),
    });
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
    setState({ link: trouble({ attempts: 3 }) });
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(session.asked).toEqual([['retry']]);
  });

  it('offers a jump to live only to somebody who is clearly behind', async () => {
    const { session, setState } = renderPage({ ...listening, usualLatencySeconds: 58, position: at(50, 66) });
    expect(screen.queryByRole('button', { name: 'Jump to live' })).toBeNull();
    setState({ position: at(61, 146) });
    await userEvent.click(screen.getByRole('button', { name: 'Jump to live' }));
    expect(session.asked).toEqual([['jumpToLive']]);
  });

  it('offers a jump to live in every silence, for as long as there is a live', () => {
    const { setState } = renderPage({ ...pictured['rebuffering-steady']?.state, usualLatencySeconds: 24 });
    const jump = () => screen.queryByRole('button', { name: 'Jump to live' });
    expect(jump()).toBeVisible();
    setState({ feed: following(1, 22, { ended: true }) });
    expect(jump()).toBeNull();
    setState({ feed: following(1, 22), position: at(1, null) });
    expect(jump()).toBeNull();
  });
});

describe('what could not be had', () => {
  it.each([
    [0.3, null, null],
    [1.2, '1 s of the talk could not be had.', '1 s des Gesprächs war nicht zu bekommen.'],
    [11.97, '12 s of the talk could not be had.', '12 s des Gesprächs waren nicht zu bekommen.'],
    [60, '1 min of the talk could not be had.', '1 min des Gesprächs war nicht zu bekommen.'],
    [64, '1 min 4 s of the talk could not be had.', '1 min 4 s des Gesprächs waren nicht zu bekommen.'],
  ])('%d s are told quietly, in both languages', async (lostSeconds, inEnglish, inGerman) => {
    const state = { ...listening, feed: following(18, 23, { lostSeconds }) };
    const notice = () => document.querySelector('.lost-notice');
    for (const [i18n, words] of [
      [undefined, inEnglish],
      [german, inGerman],
    ] as const) {
      const { unmount } = renderPage(state, i18n && { i18n });
      await screen.findByText(i18n ? 'Einzelheiten' : 'Details');
      const found = notice();
      expect(found && text(found)).toBe(words);
      expect(found?.closest('[role="status"], [aria-live]') ?? null).toBeNull();
      unmount();
    }
  });
});

describe('the heading', () => {
  it('names the broadcast, its host and its start', () => {
    renderPage({ broadcast: loaded() }, { secondsAfterStart: -252 });
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('An Evening About Rockets');
    expect(screen.getByText('with Ada Winter')).toBeVisible();
    expect(screen.getByText(/^Announced for /)).toBeVisible();
  });

  it('counts down for eyes, and by the minute for ears', () => {
    const { advance } = renderPage({ broadcast: loaded() }, { secondsAfterStart: -252 });
    const digits = screen.getByText('Begins in 4:12');
    const spoken = screen.getByText('Begins in 4 minutes');
    expect(digits).toHaveAttribute('aria-hidden', 'true');
    advance(5000);
    expect(digits).toHaveTextContent('Begins in 4:07');
    expect(spoken).toHaveTextContent('Begins in 4 minutes');
  });

  it('counts days before it counts hours', () => {
    renderPage({ broadcast: loaded() }, { secondsAfterStart: -53 * 86_400, i18n: german });
    expect(screen.getAllByText('Beginnt in 53 Tagen')).toHaveLength(2);
  });

  it('tells how late it is, by the host’s clock', () => {
    const { advance } = renderPage(
      { broadcast: loaded(), clockOffsetMs: 10_000 },
      { secondsAfterStart: -10 + 40 },
    );
    const late = screen.getByText(/late$/, { selector: '[aria-hidden]' });
    expect(text(late)).toBe('40 s late');
    advance(61_000);
    expect(text(late)).toBe('1 min 41 s late');
    advance(41 * 60_000);
    expect(text(late)).toBe('42 min late');
  });

  it('stops counting once something is to be heard', () => {
    const { setState } = renderPage({ broadcast: loaded() }, { secondsAfterStart: 40 });
    expect(screen.getAllByText(/late$/)).not.toHaveLength(0);
    setState({ playback: { kind: 'playing' } });
    expect(screen.queryByText(/late$/)).toBeNull();
  });

  it('does without a document', () => {
    renderPage({ broadcast: { kind: 'none' } }, { i18n: german });
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Eine Live-Übertragung');
  });
});

describe('announcements', () => {
  beforeEach(() => sessionStorage.clear());
  const announcements = [
    { id: 'old', at: '2026-11-23T20:05:00Z', level: 'info' as const, text: { en: 'Soon.', de: 'Bald.' } },
    { id: 'new', at: '2026-11-23T20:15:00Z', level: 'warning' as const, text: { fr: 'Bientôt.' } },
  ];

  it('shows the newest first, in the reader’s language or the one there is', async () => {
    renderPage({ broadcast: loaded({ announcements }) }, { i18n: german });
    const region = await screen.findByRole('region', { name: 'Durchsagen' });
    expect(within(region).getAllByRole('paragraph').map(text)).toEqual(['Bientôt.', 'Bald.']);
    expect(screen.getByText('Bientôt.')).toHaveAttribute('lang', 'fr');
    expect(region).toHaveAttribute('aria-live', 'polite');
  });

  it('tells the hour only of today’s', async () => {
    const { container, unmount } = renderPage({ broadcast: loaded({ announcements }) });
    await screen.findByText('Soon.');
    expect(container.querySelectorAll('time')).toHaveLength(2);
    unmount();
    const early = renderPage({ broadcast: loaded({ announcements }) }, { secondsAfterStart: -40 * 86_400 });
    await screen.findByText('Soon.');
    expect(early.container.querySelectorAll('time')).toHaveLength(0);
  });

  it('can be put away one by one, and stay away when the document comes again', async () => {
    const { setState } = renderPage({ broadcast: loaded({ announcements }) });
    const newest = (await screen.findByText('Bientôt.')).closest<HTMLElement>('.announcement');
    if (newest === null) throw new Error('an announcement stands in a place of its own');
    await userEvent.click(within(newest).getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText('Bientôt.')).toBeNull();
    expect(screen.getByText('Soon.')).toBeVisible();
    setState({ broadcast: loaded({ announcements: [...announcements] }) });
    expect(screen.queryByText('Bientôt.')).toBeNull();
  });

  it('stay away for the whole visit, in this tab', async () => {
    const first = renderPage({ broadcast: loaded({ announcements }) });
    for (const button of (await screen.findAllByRole('button', { name: 'Dismiss' })).slice(0, 1))
      await userEvent.click(button);
    first.unmount();
    renderPage({ broadcast: loaded({ announcements }) });
    await screen.findByText('Soon.');
    expect(screen.queryByText('Bientôt.')).toBeNull();
  });
});

describe('the audience', () => {
  it.each([
    [i18nOf('en'), 412_345, 'about 412,000 listening'],
    [german, 1_264_000, 'etwa 1.260.000 hören zu'],
    [i18nOf('en'), 1, 'about 1 listening'],
  ])('is told quietly and roundly', async (i18n, audience, words) => {
    renderPage({ broadcast: loaded({ state: 'live', audience }) }, { i18n });
    const told = await screen.findByText(words);
    expect(told.closest('[aria-live], [role="status"]')).toBeNull();
  });

  it.each([
    ['nobody has counted', { state: 'live' as const }],
    ['nobody listens', { state: 'live' as const, audience: 0 }],
    ['it is over', { state: 'ended' as const, audience: 5_000 }],
  ])('is not told when %s', async (_, changes) => {
    renderPage({ broadcast: loaded({ ...changes, announcements: [] }) });
    await screen.findByText('Details');
    expect(screen.queryByText(/listening$/)).toBeNull();
  });
});

describe('admission', () => {
  it('says that one is in, how many are, and that there is nothing to press', () => {
    renderPage({
      playback: { kind: 'waiting' },
      admission: { kind: 'held' },
      broadcast: loaded({ state: 'live', admission: 0.4 }),
    });
    const status = screen.getByRole('status');
    expect(status).toHaveAttribute('data-join-status', 'held');
    expect(status).toHaveAttribute('data-playback', 'waiting');
    expect(status).toHaveTextContent('about 40 % so far');
    expect(screen.getByRole('button', { name: 'Waiting for your turn' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    expect(screen.getByRole('button', { name: 'Stop waiting' })).toBeVisible();
  });

  it('says that live is closed, and keeps the way to be let in should it open', async () => {
    const { session } = renderPage({ broadcast: loaded({ state: 'live', degrade: 4 }) }, { i18n: german });
    expect(screen.getByRole('status')).toHaveAttribute('data-join-status', 'closed');
    expect(screen.getByRole('status')).toHaveTextContent('Live ist für neue Zuhörer geschlossen.');
    await userEvent.click(screen.getByRole('button', { name: 'Zuhören' }));
    expect(session.asked).toEqual([['listen']]);
  });
});

describe('volume', () => {
  it('shows the element’s volume and asks for another', async () => {
    const { session, setState } = renderPage({ output: { volume: 0.4, muted: false } });
    const slider = screen.getByRole('slider', { name: 'Volume' });
    expect(slider).toHaveValue('40');
    expect(slider).toHaveAttribute('aria-valuetext', '40 percent');
    slider.focus();
    setState({ output: { volume: 0.7, muted: false } });
    expect(slider).toHaveValue('70');
    await userEvent.click(screen.getByRole('button', { name: 'Mute' }));
    expect(session.asked).toEqual([['setMuted', true]]);
    setState({ output: { volume: 0.7, muted: true } });
    expect(screen.getByRole('button', { name: 'Mute' })).toHaveAttribute('aria-pressed', 'true');
  });
});

describe('the keyboard', () => {
  it('toggles, mutes, changes the volume and jumps', async () => {
    const { session } = renderPage(listening);
    await userEvent.keyboard(' km{ArrowUp}{ArrowDown}l');
    expect(session.asked).toEqual([
      ['pause'],
      ['pause'],
      ['setMuted', true],
      ['setVolume', 0.85],
      ['setVolume', 0.75],
      ['jumpToLive'],
    ]);
  });

  it('leaves a control that has the focus its own keys', async () => {
    const { session } = renderPage(listening);
    screen.getByRole('button', { name: 'Mute' }).focus();
    await userEvent.keyboard(' ');
    expect(session.asked).toEqual([['setMuted', true]]);
    screen.getByRole('slider', { name: 'Volume' }).focus();
    await userEvent.keyboard('{ArrowUp}km');
    expect(session.asked).toHaveLength(1);
  });

  it('can be turned off, with all that names its keys', async () => {
    const { session, setState, container } = renderPage(listening);
    await screen.findByText('Details');
    const named = () => container.querySelectorAll('[aria-keyshortcuts]').length;
    expect(named()).toBeGreaterThan(2);
    await userEvent.click(screen.getByRole('button', { name: 'Settings' }));
    const keys = screen.getByRole('checkbox', { name: 'Keyboard shortcuts' });
    expect(keys).toBeChecked();
    await userEvent.click(keys);
    expect(session.asked).toEqual([['setShortcuts', false]]);
    expect(keys).toBeChecked();
    setState({ shortcuts: false });
    expect(keys).not.toBeChecked();
    expect(named()).toBe(0);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.click(document.body);
    await userEvent.keyboard(' km{ArrowUp}l');
    expect(session.asked).toHaveLength(1);
    setState({ shortcuts: true });
    await userEvent.keyboard('m');
    expect(session.asked.at(-1)).toEqual(['setMuted', true]);
  });

  it('has nowhere to jump before there is a broadcast', async () => {
    const { session } = renderPage({ broadcast: loaded() });
    await userEvent.keyboard('l');
    expect(session.asked).toEqual([]);
  });
});

describe('the details', () => {
  it('tell the facts', async () => {
    renderPage({ ...listening, attemptCount: 1234 });
    await screen.findByText('Details');
    const fact = (label: string) =>
      screen.getByText(label).nextElementSibling?.textContent.replaceAll('\u00a0', ' ');
    expect(fact('Rendition')).toBe('53 kbit/s, mp4a.40.2');
    expect(fact('Audio in hand')).toBe('18 s');
    expect(fact('Latency')).toBe('24 s');
    expect(fact('Link')).toBe('steady');
    expect(fact('Attempts')).toBe('1,234');
    expect(fact('Pathway')).toBe('north');
    expect(fact('Throughput')).toBe('412 kbit/s');
    expect(fact('Version')).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('tell which pathway is followed, of how many, and when it was changed', async () => {
    const pathways = ['north', 'south', 'west'].map((id) => ({ id, url: `https://${id}.example/live.m3u8` }));
    const { setState } = renderPage({ ...listening, broadcast: loaded({ state: 'live', pathways }) });
    await screen.findByText('Details');
    const fact = (label: string) => screen.queryByText(label)?.nextElementSibling?.textContent ?? null;
    expect(fact('Pathway')).toBe('north, one of 3');
    expect(fact('Changed pathway')).toBeNull();
    const said = screen.getByRole('status').textContent;
    setState({
      feed: following(18, 23, { pathwayId: 'south', pathwayCount: 4 }),
      pathwaySwitch: { fromId: 'north', toId: 'south', atMs: 0 },
    });
    expect(fact('Pathway')).toBe('south, one of 4');
    expect(fact('Changed pathway')).toMatch(/^from north to south, \d+:00/);
    expect(screen.getByRole('status')).toHaveTextContent(said);
  });

  it('can be copied as JSON', async () => {
    const user = userEvent.setup();
    renderPage({ ...listening, attempts: attempts('ox-') });
    await user.click(await screen.findByText('Details'));
    await user.click(screen.getByRole('button', { name: 'Copy as JSON' }));
    const copied = JSON.parse(await navigator.clipboard.readText()) as Record<string, unknown>;
    expect(copied).toMatchObject({ status: { kind: 'listening' }, feed: { pathway: 'north' } });
    expect(await screen.findByText('Copied')).toBeVisible();
  });
});

describe('the demonstration', () => {
  it('has a bar of its own, and only there', async () => {
    const beginAgain = vi.fn();
    const { unmount } = renderPage({}, { demo: { scenario: 'choked-start', beginAgain } });
    const bar = screen.getByRole('complementary', { name: 'Demonstration' });
    expect(bar).toHaveTextContent('choked-start');
    await userEvent.click(within(bar).getByRole('button', { name: 'Begin the evening again' }));
    expect(beginAgain).toHaveBeenCalledOnce();
    unmount();
    renderPage();
    expect(screen.queryByRole('complementary')).toBeNull();
  });
});

describe('leaving', () => {
  it('detaches from the store, the clock and the window', async () => {
    const { session, unmount } = renderPage(listening);
    expect(session.subscribers()).toBeGreaterThan(0);
    expect(session.timers()).toBe(1);
    unmount();
    expect(session.subscribers()).toBe(0);
    expect(session.timers()).toBe(0);
    await userEvent.keyboard('k');
    expect(session.asked).toEqual([]);
  });
});
