import { act, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { i18nOf } from '../fakes/languages.ts';
import { at, following, loaded, trouble } from '../fakes/session-states.ts';
import { renderPage } from './render-page.tsx';

let icon: HTMLLinkElement;

beforeEach(() => {
  icon = document.createElement('link');
  icon.rel = 'icon';
  icon.href = 'https://page.example/icon.svg';
  document.head.append(icon);
});
afterEach(() => {
  icon.remove();
});

/** The words come with the late parts; on a busy machine that takes a while. */
const titled = (title: string) => waitFor(() => expect(document.title).toBe(title), { timeout: 30_000 });

it('tells the state in words first, and by another picture', async () => {
  const { setState, unmount } = renderPage({ broadcast: loaded() }, { secondsAfterStart: -252 });
  await titled('An Evening About Rockets · Holdline');
  expect(icon.href).toBe('https://page.example/icon.svg');
  const seen: string[] = [];
  for (const [state, title] of [
    [{ playback: { kind: 'waiting' } }, 'Waiting · An Evening About Rockets'],
    [
      { playback: { kind: 'playing' }, feed: following(18, 23), position: at(18, 24) },
      'Listening · An Evening About Rockets',
    ],
    [
      { playback: { kind: 'rebuffering' }, link: trouble({ kind: 'lost' }) },
      'Connection lost · An Evening About Rockets',
    ],
    [{ playback: { kind: 'ended' } }, 'Over · An Evening About Rockets'],
  ] as const) {
    setState(state);
    expect(document.title).toBe(title);
    seen.push(icon.href);
  }
  expect(new Set(seen).size).toBe(4);
  expect(seen.every((href) => href.startsWith('data:image/svg+xml,'))).toBe(true);
  unmount();
  expect(icon.href).toBe('https://page.example/icon.svg');
});

it('speaks German, and says nothing that a screen reader would spell', async () => {
  renderPage({ broadcast: loaded(), playback: { kind: 'waiting' } }, { i18n: i18nOf('de') });
  await titled('Warten · An Evening About Rockets');
  expect(document.title).toMatch(/^[\p{L}\p{N}\p{Z}·]+$/u);
});

it('does not chatter: the same words are not written again', async () => {
  const { setState, advance } = renderPage({
    broadcast: loaded(),
    playback: { kind: 'waiting' },
    link: trouble(),
  });
  await titled('Waiting · An Evening About Rockets');
  let writes = 0;
  const observer = new MutationObserver(() => {
    writes += 1;
  });
  observer.observe(document.head, { subtree: true, childList: true, characterData: true, attributes: true });
  for (let second = 0; second < 30; second += 1) {
    setState({ link: trouble({ attempts: second, nextAttemptAtMs: second * 1000 + 4000 }) });
    advance(1000);
  }
  await act(() => Promise.resolve());
  expect(writes).toBe(0);
  observer.disconnect();
});
