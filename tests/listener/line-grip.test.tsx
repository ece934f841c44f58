import { fireEvent, screen } from '@testing-library/react';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dragOf } from '../../src/listener/line-drag.ts';
import { i18nOf } from '../fakes/languages.ts';
import { chaptered, listeningBehind, listeningMarked } from '../fakes/gallery/time-states.ts';
import { at, following, loaded } from '../fakes/session-states.ts';
import { renderWholePage } from './render-page.tsx';

/** As the stylesheet would have it on this page: the playhead at 300, two pixels for each second. */
const AXIS_PIXELS = 300;
const PIXELS_PER_SECOND = 2;
/** Where the playhead of the gallery's evening is. */
const POSITION_SECONDS = 903;

beforeEach(() => {
  // jsdom knows pointers, but neither capture nor layout.
  HTMLElement.prototype.setPointerCapture = vi.fn();
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    return this.classList.contains('line-scale')
      ? new DOMRect(AXIS_PIXELS, 0, 100 * PIXELS_PER_SECOND, 0)
      : new DOMRect();
  });
});
afterEach(() => vi.restoreAllMocks());

const slider = () => screen.getByRole('slider', { name: /Place in the broadcast|Stelle in der Übertragung/ });
const finger = (x: number) => ({ pointerId: 7, isPrimary: true, button: 0, clientX: x });

function field(): HTMLElement {
  const found = document.querySelector<HTMLElement>('.line-field');
  if (found === null) throw new Error('the line has a field');
  return found;
}
const drawn = () => Number(field().style.getPropertyValue('--drag'));

describe('the line as a slider', () => {
  it('says in words and seconds where one is and what can be reached', async () => {
    await renderWholePage(listeningBehind);
    expect(slider()).toHaveAttribute('aria-valuetext', '2\u00a0min\u00a021\u00a0s behind live');
    expect(slider()).toHaveAttribute('aria-valuemax', '0');
    expect(slider()).toHaveAttribute('aria-valuenow', '-115');
    expect(slider()).toHaveAttribute('aria-valuemin', `${-115 - POSITION_SECONDS - 420}`);
  });

  it('says live where the join has put one, and in a replay how far it is', async () => {
    const live = { ...listeningBehind, position: { ...at(18, 28), positionSeconds: POSITION_SECONDS } };
    const { unmount } = await renderWholePage(live);
    expect(slider()).toHaveAttribute('aria-valuetext', 'Live');
    unmount();
    await renderWholePage(chaptered);
    expect(slider()).toHaveAttribute('aria-valuetext', 'at 12:40 of 1:02:00');
    expect(slider()).toHaveAttribute('aria-valuemin', '0');
    expect(slider()).toHaveAttribute('aria-valuemax', '3720');
  });

  it('speaks German', async () => {
    await renderWholePage(listeningBehind, { i18n: i18nOf('de') });
    expect(slider()).toHaveAttribute('aria-valuetext', '2\u00a0min\u00a021\u00a0s hinter live');
  });

  it('does not read out a clock: the words of a replay stay until one has gone somewhere', async () => {
    const { setState, advance } = await renderWholePage(chaptered);
    const words = slider().getAttribute('aria-valuetext');
    setState({ position: { positionSeconds: 763, inHandSeconds: 90, latencySeconds: null } });
    advance(3000);
    expect(slider()).toHaveAttribute('aria-valuetext', words);
    fireEvent.keyDown(slider(), { key: 'ArrowRight', shiftKey: true });
    expect(slider()).toHaveAttribute('aria-valuetext', 'at 13:13 of 1:02:00');
  });

  it.each([
    ['waiting', { playback: { kind: 'waiting' }, broadcast: loaded() }],
    ['joining', { playback: { kind: 'joining' }, feed: following(3, 20), broadcast: loaded() }],
    ['ended', { ...listeningBehind, playback: { kind: 'ended' } }],
  ] as const)('is not there while %s', async (_, state) => {
    await renderWholePage(state);
    expect(screen.queryByRole('slider', { name: 'Place in the broadcast' })).toBeNull();
  });

  it('gives the keyboard’s place to the button when it goes', async () => {
    const { setState } = await renderWholePage(listeningBehind);
    slider().focus();
    setState({ playback: { kind: 'ended' } });
    expect(screen.getByRole('button', { name: 'Listen' })).toHaveFocus();
  });
});

describe('keys on the line', () => {
  it.each([
    [{ key: 'ArrowLeft' }, ['seek', 898]],
    [{ key: 'ArrowRight' }, ['seek', 908]],
    [{ key: 'ArrowLeft', shiftKey: true }, ['seek', 873]],
    [{ key: 'PageUp' }, ['seek', 933]],
    [{ key: 'Home' }, ['seek', -420]],
    [{ key: 'End' }, ['jumpToLive']],
  ])('%j asks for %j', async (init, asked) => {
    const { session } = await renderWholePage(listeningBehind);
    fireEvent.keyDown(slider(), init);
    expect(session.asked).toEqual([asked]);
  });

  it('belong to the line alone: no volume, no second step', async () => {
    const { session } = await renderWholePage(listeningBehind);
    slider().focus();
    fireEvent.keyDown(slider(), { key: 'ArrowUp' });
    fireEvent.keyDown(slider(), { key: 'ArrowLeft' });
    expect(session.asked).toEqual([
      ['seek', 908],
      ['seek', 903],
    ]);
  });

  it('leave the browser its own, and go nowhere beyond live', async () => {
    const live = { ...listeningBehind, position: { ...at(18, 28), positionSeconds: POSITION_SECONDS } };
    const { session } = await renderWholePage(live);
    fireEvent.keyDown(slider(), { key: 'ArrowLeft', altKey: true });
    fireEvent.keyDown(slider(), { key: 'End' });
    fireEvent.keyDown(slider(), { key: 'ArrowRight' });
    expect(session.asked).toEqual([]);
  });
});

describe('a hand on the line', () => {
  it('draws it along, tells where that would lead, and seeks once when it lets go', async () => {
    const { session } = await renderWholePage(listeningMarked);
    fireEvent.pointerDown(slider(), finger(300));
    expect(slider().setPointerCapture).toHaveBeenCalledWith(7);
    fireEvent.pointerMove(slider(), finger(340));
    fireEvent.pointerMove(slider(), finger(500));
    expect(drawn()).toBe(100);
    expect(field()).toHaveAttribute('data-held', 'true');
    const preview = document.querySelector('.line-preview');
    expect(preview).toHaveTextContent('4 min 1 s behind live');
    expect(preview).toHaveTextContent('Why they come back');
    expect(session.asked).toEqual([]);
    fireEvent.pointerUp(slider(), finger(500));
    expect(session.asked).toEqual([['seek', POSITION_SECONDS - 100]]);
  });

  it('stays where it was left until the sound has followed', async () => {
    const { session, setState, advance } = await renderWholePage(listeningBehind);
    fireEvent.pointerDown(slider(), finger(300));
    fireEvent.pointerMove(slider(), finger(500));
    fireEvent.pointerUp(slider(), finger(500));
    expect(drawn()).toBe(100);
    setState({ position: { ...at(18, 241), positionSeconds: POSITION_SECONDS - 99.8 } });
    expect(drawn()).toBe(0);
    expect(field()).toHaveAttribute('data-held', 'false');
    expect(session.asked).toHaveLength(1);

    fireEvent.pointerDown(slider(), finger(300));
    fireEvent.pointerMove(slider(), finger(500));
    fireEvent.pointerUp(slider(), finger(500));
    advance(2000);
    expect(drawn(), 'a sound that does not follow is not waited for').toBe(0);
  });

  it('goes no further than one can go, and to live by its name', async () => {
    const { session } = await renderWholePage(listeningBehind);
    fireEvent.pointerDown(slider(), finger(900));
    fireEvent.pointerMove(slider(), finger(9000));
    expect(drawn()).toBe(POSITION_SECONDS + 420);
    fireEvent.pointerMove(slider(), finger(-9000));
    fireEvent.pointerUp(slider(), finger(-9000));
    expect(session.asked).toEqual([['jumpToLive']]);
  });

  it.each([
    ['Escape', () => fireEvent.keyDown(document.body, { key: 'Escape' })],
    ['what the browser needs the finger for', () => fireEvent.pointerCancel(slider(), finger(500))],
  ])('lets go without a seek by %s', async (_, letGo) => {
    const { session } = await renderWholePage(listeningBehind);
    fireEvent.pointerDown(slider(), finger(300));
    fireEvent.pointerMove(slider(), finger(500));
    letGo();
    expect(drawn()).toBe(0);
    fireEvent.pointerMove(slider(), finger(520));
    fireEvent.pointerUp(slider(), finger(520));
    expect(session.asked).toEqual([]);
    expect(field()).toHaveAttribute('data-held', 'false');
  });

  it('ignores a second finger, and another button than the first', async () => {
    const { session } = await renderWholePage(listeningBehind);
    fireEvent.pointerDown(slider(), { ...finger(300), button: 2 });
    fireEvent.pointerUp(slider(), { ...finger(300), button: 2 });
    fireEvent.pointerDown(slider(), finger(300));
    fireEvent.pointerMove(slider(), { ...finger(500), pointerId: 8, isPrimary: false });
    expect(field()).toHaveAttribute('data-held', 'false');
    expect(session.asked).toEqual([]);
  });

  it('stands still under a hand while the talk goes on, and moves again after it', async () => {
    const { setState, advance } = await renderWholePage(listeningBehind);
    const shift = () =>
      Number(
        document.querySelector<HTMLElement>('.line-ahead .line-track')?.style.getPropertyValue('--shift'),
      );
    fireEvent.pointerDown(slider(), finger(300));
    fireEvent.pointerMove(slider(), finger(340));
    const held = shift();
    setState({ position: { ...at(18, 141), positionSeconds: POSITION_SECONDS + 4 } });
    advance(4000);
    expect(shift()).toBe(held);
    fireEvent.pointerCancel(slider(), finger(340));
    expect(shift()).toBeLessThan(held - 3);
  });

  it('brings what can be reached into reach of the hand', async () => {
    await renderWholePage(listeningBehind);
    const windowSeconds = () => Number(field().style.getPropertyValue('--window'));
    const usual = windowSeconds();
    fireEvent.pointerDown(slider(), finger(300));
    fireEvent.pointerMove(slider(), finger(340));
    expect(windowSeconds()).toBe(POSITION_SECONDS + 420);
    const kinds = [...document.querySelectorAll<HTMLElement>('.stroke-past')].map(
      ({ dataset }) => dataset['kind'],
    );
    expect(kinds.slice(0, 3)).toEqual(['listed', 'kept', 'gap']);
    fireEvent.pointerCancel(slider(), finger(340));
    expect(windowSeconds()).toBe(usual);
  });
});

describe('a press on the line', () => {
  const tap = (x: number) => {
    fireEvent.pointerDown(slider(), finger(x));
    fireEvent.pointerUp(slider(), finger(x + 2));
  };

  it('seeks to the moment under it', async () => {
    const { session } = await renderWholePage(listeningBehind);
    tap(198);
    expect(session.asked).toEqual([['seek', POSITION_SECONDS - 50]]);
  });

  it('means the mark that it is next to', async () => {
    const { session } = await renderWholePage(listeningMarked);
    tap(300 + (820 - POSITION_SECONDS) * 2 + 5);
    expect(session.asked).toEqual([['seek', 820]]);
  });

  it('of a replay counts from its beginning', async () => {
    const { session } = await renderWholePage({ ...chaptered, missed: [] });
    tap(300 + 1000 * 2 - 2);
    expect(session.asked).toEqual([['seek', 1000]]);
  });

  it('does nothing where the page has no layout', async () => {
    vi.restoreAllMocks();
    HTMLElement.prototype.setPointerCapture = vi.fn();
    const { session } = await renderWholePage(listeningBehind);
    tap(198);
    expect(session.asked).toEqual([]);
  });
});

describe('the drag', () => {
  it('lets go of the store and of the clock with the page', async () => {
    const { session, unmount } = await renderWholePage(listeningBehind);
    act(() => {
      dragOf(session).begin();
      dragOf(session).release();
    });
    unmount();
    expect(session.subscribers()).toBe(0);
    expect(session.timers()).toBe(0);
  });
});
