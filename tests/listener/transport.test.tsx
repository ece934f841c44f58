import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { i18nOf } from '../fakes/languages.ts';
import {
  announced,
  chaptered,
  listeningBehind,
  listeningMarked,
  manyMarks,
  replay,
} from '../fakes/gallery/time-states.ts';
import { at, loaded } from '../fakes/session-states.ts';
import { renderWholePage } from './render-page.tsx';

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const atLive = { ...listeningBehind, position: { ...at(18, 28), positionSeconds: 903 } };

function seen(): string {
  return (document.querySelector('.place-seen')?.textContent ?? '').replaceAll('\u00a0', ' ');
}
function told(): string {
  return document.querySelector('.place [aria-live]')?.textContent ?? '';
}

describe('the ways through time', () => {
  it('15 s back and 30 s on, and three presses are three steps', async () => {
    const { session } = await renderWholePage(listeningBehind);
    await userEvent.click(button('15 s back'));
    await userEvent.click(button('15 s back'));
    await userEvent.click(button('30 s on'));
    expect(session.asked).toEqual([
      ['seek', 888],
      ['seek', 873],
      ['seek', 903],
    ]);
  });

  it('are there only when there is something to move through', async () => {
    const { setState } = await renderWholePage({ playback: { kind: 'waiting' }, broadcast: loaded() });
    expect(screen.queryByRole('group', { name: 'Time' })).toBeNull();
    setState(listeningBehind);
    expect(screen.getByRole('group', { name: 'Time' })).toBeVisible();
    setState({ playback: { kind: 'ended' } });
    expect(screen.queryByRole('group', { name: 'Time' })).toBeNull();
  });

  it('say why they lead nowhere, stay where they are, and keep the focus', async () => {
    const { session, advance, setState } = await renderWholePage(atLive);
    const on = button('30 s on');
    expect(on).toHaveAttribute('aria-disabled', 'true');
    expect(on).toHaveAccessibleDescription('You are at live.');
    await userEvent.click(on);
    expect(session.asked).toEqual([]);
    expect(on).toHaveFocus();
    expect(screen.getByText('You are at live.')).toHaveClass('way-reason');
    advance(5000);
    expect(screen.getByText('You are at live.')).toHaveClass('for-ears');
    setState(listeningBehind);
    expect(button('30 s on')).toHaveFocus();
    expect(on).toHaveAttribute('aria-disabled', 'false');
    expect(on).not.toHaveAccessibleDescription();
  });

  it('say so at the beginning and at the end of a recording', async () => {
    const { setState } = await renderWholePage({
      ...chaptered,
      position: { ...at(9, null), positionSeconds: 0 },
    });
    expect(button('15 s back')).toHaveAccessibleDescription('This is the earliest that can be heard.');
    expect(button('30 s on')).not.toHaveAccessibleDescription();
    setState({ position: { ...at(0, null), positionSeconds: 3720 } });
    expect(button('30 s on')).toHaveAccessibleDescription('This is the end.');
  });

  it('there is one jump to live', async () => {
    await renderWholePage(listeningBehind);
    expect(screen.getAllByRole('button', { name: 'Jump to live' })).toHaveLength(1);
  });

  it('give the keyboard’s place away when they go', async () => {
    const { setState } = await renderWholePage(listeningBehind);
    button('15 s back').focus();
    setState({ playback: { kind: 'ended' } });
    expect(button('Listen')).toHaveFocus();
  });

  it('speak German', async () => {
    await renderWholePage(atLive, { i18n: i18nOf('de') });
    expect(button('15 s zurück')).toBeVisible();
    expect(seen()).toBe('Live, 28 s nach dem Sprechen');
  });
});

describe('live or behind', () => {
  it('is seen in words and seconds', async () => {
    const { setState } = await renderWholePage(listeningBehind);
    expect(seen()).toBe('2 min 21 s behind live');
    setState(atLive);
    expect(seen()).toBe('Live, 28 s after it is said');
    setState(chaptered);
    expect(seen()).toBe('at 12:40 of 1:02:00');
  });

  it('is told politely: at once when it changes, and not with every second', async () => {
    const { setState, advance } = await renderWholePage(atLive);
    expect(told()).toBe('Live');
    const pausedFor = (seconds: number) =>
      setState({
        playback: { kind: 'paused' },
        position: { ...at(18, 28 + seconds), positionSeconds: 903 },
      });
    pausedFor(20);
    expect(told()).toBe('50 seconds behind live');
    const heard = new Set<string>();
    for (let seconds = 20; seconds < 200; seconds += 1) {
      advance(1000);
      pausedFor(seconds);
      heard.add(told());
    }
    expect(heard.size).toBeLessThanOrEqual(4);
    expect(told()).toMatch(/minutes behind live/);
  });
});

describe('the speed', () => {
  const select = () => screen.getByRole('combobox', { name: /^Speed/ });

  it('can be chosen behind live and in a replay', async () => {
    const { session } = await renderWholePage(listeningBehind);
    await userEvent.selectOptions(select(), '1.5×');
    expect(session.asked).toEqual([['setRate', 1.5]]);
    expect(within(select()).getAllByRole('option')).toHaveLength(6);
  });

  it('is at live only slower, and says why', async () => {
    const { session } = await renderWholePage(atLive);
    expect(screen.getByRole('group', { name: 'Faster, once you are behind live' })).toBeDisabled();
    await userEvent.selectOptions(select(), '0.75×');
    expect(session.asked).toEqual([['setRate', 0.75]]);
  });

  it('shows what the session has', async () => {
    await renderWholePage({ ...listeningBehind, rate: 1.5 }, { i18n: i18nOf('de') });
    expect(screen.getByRole('combobox', { name: /^Tempo/ })).toHaveDisplayValue('1,5×');
  });
});

describe('keys', () => {
  it('J, the arrows, < and > are for time, where nothing else wants them', async () => {
    const { session } = await renderWholePage(listeningBehind);
    await userEvent.keyboard('j{ArrowLeft}{ArrowRight}>');
    expect(session.asked).toEqual([
      ['seek', 888],
      ['seek', 873],
      ['seek', 903],
      ['setRate', 1.25],
    ]);
    screen.getByRole('slider', { name: 'Volume' }).focus();
    await userEvent.keyboard('j{ArrowLeft}');
    button('Mute').focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(session.asked).toHaveLength(4);
  });

  it('no key makes it faster than live, and none works when keys are off or nothing plays', async () => {
    const { session, setState } = await renderWholePage(atLive);
    await userEvent.keyboard('>');
    setState({ shortcuts: false });
    await userEvent.keyboard('j<');
    setState({ shortcuts: true, playback: { kind: 'ended' } });
    await userEvent.keyboard('j<');
    expect(session.asked).toEqual([]);
  });
});

describe('marks', () => {
  const open = () => userEvent.click(screen.getByText(/^\d+ (marks?|chapters?)$/));
  const items = () => within(screen.getByRole('list', { name: 'Marks on the line' })).getAllByRole('button');
  const nameOf = (element: Element) => element.textContent.replaceAll(/[\u00a0\u202f]/g, ' ');

  it('are told in words, with their time, and lead there', async () => {
    const { session } = await renderWholePage(chaptered);
    await open();
    expect(items().map(nameOf)).toEqual([
      '0:00 Welcome',
      '3:30 A rocket that lands',
      '11:40 What it costs',
      '26:00 Questions from the audience',
      '28:10 A question about the Moon',
      '55:00 Thanks and good night',
    ]);
    await userEvent.click(button('26:00 Questions from the audience'));
    expect(session.asked).toEqual([['seek', 1560]]);
  });

  it('know the chapter that is heard', async () => {
    const { setState } = await renderWholePage(chaptered);
    await open();
    expect(button('11:40 What it costs')).toHaveAttribute('aria-current', 'true');
    setState({ position: { ...at(9, null), positionSeconds: 1600 } });
    expect(button('11:40 What it costs')).not.toHaveAttribute('aria-current');
    expect(button('26:00 Questions from the audience')).toHaveAttribute('aria-current', 'true');
  });

  it('of a live broadcast are the place of the join, gaps and announcements too', async () => {
    await renderWholePage(announced);
    await open();
    const words = items().map((item) => nameOf(item).replace(/^\d+:\d+ [AP]M /, ''));
    expect(words).toEqual([
      'Welcome',
      'Why they come back',
      'You joined here',
      '12 s could not be had here',
      'Questions are taken now.',
      'Questions from the audience',
    ]);
  });

  it('have words in German', async () => {
    await renderWholePage(listeningMarked, { i18n: i18nOf('de') });
    await userEvent.click(screen.getByText('5 Marken'));
    expect(screen.getByRole('button', { name: /Hier kamen Sie dazu$/ })).toBeVisible();
    expect(screen.getByRole('button', { name: /Hier waren 12.s nicht zu bekommen$/ })).toBeVisible();
  });

  it('are one stop for the Tab key, however many', async () => {
    const { session } = await renderWholePage(manyMarks);
    await open();
    // By selector: to ask for a role among so many takes a second each time.
    const buttons = [...document.querySelectorAll<HTMLElement>('.marks ol button')];
    const stops = () => buttons.filter(({ tabIndex }) => tabIndex === 0).map(nameOf);
    const focused = () => nameOf(document.activeElement ?? document.body);
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    expect(buttons).toHaveLength(200);
    expect(stops()).toEqual(['12:36 Question 43']);
    act(() => buttons[42]?.focus());
    press('ArrowDown');
    press('ArrowDown');
    press('ArrowUp');
    expect(focused()).toBe('12:54 Question 44');
    press('End');
    expect(focused()).toBe('59:42 Question 200');
    expect(stops()).toEqual(['59:42 Question 200']);
    fireEvent.click(document.activeElement ?? document.body);
    expect(session.asked).toEqual([['seek', 3582]]);
  });

  it('are not drawn again with each second', async () => {
    const { setState, advance } = await renderWholePage(manyMarks);
    await open();
    const changed: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changed.push(...records));
    for (const list of document.querySelectorAll('.marks ol, .line-marks'))
      observer.observe(list, { subtree: true, childList: true, characterData: true });
    for (let step = 1; step <= 5; step += 1) {
      setState({ position: { ...at(9, null), positionSeconds: 760 + step } });
      advance(1000);
    }
    changed.push(...observer.takeRecords());
    observer.disconnect();
    expect(changed).toEqual([]);
  });

  it('are nothing where nothing is marked', async () => {
    await renderWholePage({ ...listeningBehind, joinedAtSeconds: null, feed: replay.feed ?? null });
    expect(screen.queryByText(/marks?$/)).toBeNull();
  });

  it('show the text of an author as text', async () => {
    const { feed } = listeningMarked;
    if (feed == null) throw new Error('there is a feed');
    const title = '<img src=x onerror=alert(1)>';
    await renderWholePage({
      ...listeningMarked,
      feed: { ...feed, dateRanges: [{ id: 'x', startSeconds: 900, endSeconds: null, title }] },
    });
    await open();
    expect(screen.getAllByText(title).length).toBeGreaterThan(0);
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('a replay', () => {
  it('says that it goes on where one left off, and how to begin again', async () => {
    const { session, setState } = await renderWholePage(replay);
    expect(screen.getByText('Goes on where you left off (12:22).')).toBeVisible();
    await userEvent.click(button('Start from the beginning'));
    expect(session.asked).toEqual([['seek', 0]]);
    setState({ position: { ...at(9, null), positionSeconds: 0.4 } });
    expect(screen.queryByText(/where you left off/)).toBeNull();
    expect(screen.getByRole('slider', { name: 'Place in the broadcast' })).toHaveFocus();
  });

  it('does not speak of it when it begins at the beginning, nor of a live broadcast', async () => {
    const { setState } = await renderWholePage({ ...replay, resumedAtSeconds: null });
    expect(screen.queryByText(/where you left off/)).toBeNull();
    setState({ ...replay, programme: 'live' });
    expect(screen.queryByText(/where you left off/)).toBeNull();
    expect(screen.queryByRole('region', { name: 'What you missed' })).toBeNull();
  });

  it('offers what was missed, one part after the other', async () => {
    const { session, setState } = await renderWholePage(replay);
    const reading = (positionSeconds: number) => setState({ position: { ...at(9, null), positionSeconds } });
    await userEvent.click(button(/^Hear the 3 parts that you missed \(4.min\)$/));
    expect(session.asked).toEqual([['seek', 0]]);
    reading(0.3);
    expect(button(/^0:00/)).toHaveAttribute('aria-current', 'true');
    reading(94.1);
    reading(94.6);
    expect(screen.getAllByText('heard')).toHaveLength(1);
    reading(95.2);
    await userEvent.click(button(/^Next part that you missed \(2.min\)$/));
    expect(session.asked.at(-1)).toEqual(['seek', 1210]);
    reading(1210.2);
    reading(1329.6);
    reading(1330.1);
    await userEvent.click(button(/^Next part that you missed \(25.s\)$/));
    reading(2404.2);
    reading(2428.4);
    reading(2428.9);
    expect(screen.getByText('You have heard everything that you missed.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /missed/ })).toBeNull();
  });

  it('leads to any of them', async () => {
    const { session } = await renderWholePage(replay);
    await userEvent.click(button(/^40:04, 25.s$/));
    expect(session.asked).toEqual([['seek', 2404]]);
  });
});
