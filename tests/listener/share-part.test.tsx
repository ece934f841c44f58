import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { embedSnippet, publicAddress } from '../../src/listener/page-address.ts';
import { loaded } from '../fakes/session-states.ts';
import { renderPage } from './render-page.tsx';

const state = { broadcast: loaded({ state: 'live' }) };
let shared: ShareData[];

/** A browser with a share sheet that ends like this. */
function shareEnds(end: () => Promise<void>): void {
  shared = [];
  Object.defineProperty(navigator, 'share', {
    configurable: true,
    value: (data: ShareData) => {
      shared.push(data);
      return end();
    },
  });
}

beforeEach(() => history.replaceState(null, '', '/talk/?debug&stream=https%3A%2F%2Fa.example%2Fx.m3u8#here'));
afterEach(() => {
  Reflect.deleteProperty(navigator, 'share');
  history.replaceState(null, '', '/');
  vi.restoreAllMocks();
});

const ADDRESS = `${location.origin}/talk/?stream=https%3A%2F%2Fa.example%2Fx.m3u8`;

/** The late parts come when the machine gets round to it. */
const PATIENCE = { timeout: 20_000 };

// On a busy machine the first import takes longer than any waiting for an element.
beforeAll(() => import('../../src/listener/late-parts.ts'));

describe('sharing', () => {
  it('hands title, text and the page’s address to the device, and says thank you', async () => {
    shareEnds(() => Promise.resolve());
    renderPage(state);
    await userEvent.click(await screen.findByRole('button', { name: 'Share' }, PATIENCE));
    expect(shared).toEqual([
      {
        title: 'An Evening About Rockets',
        text: 'An Evening About Rockets, live. Press Listen once and stay.',
        url: ADDRESS,
      },
    ]);
    expect(await screen.findByText('Thank you for passing it on.', {}, PATIENCE)).toBeVisible();
  });

  it('says nothing when the sheet is closed again', async () => {
    shareEnds(() => Promise.reject(new DOMException('closed', 'AbortError')));
    renderPage(state);
    await userEvent.click(await screen.findByRole('button', { name: 'Share' }, PATIENCE));
    expect(screen.queryByText('Thank you for passing it on.')).toBeNull();
    expect(screen.getByRole('button', { name: 'Share' })).toBeVisible();
  });

  it('copies the link where sharing is refused', async () => {
    shareEnds(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    renderPage(state);
    await userEvent.click(await screen.findByRole('button', { name: 'Share' }, PATIENCE));
    expect(await screen.findByRole('button', { name: 'Copy this page’s address' }, PATIENCE)).toBeVisible();
  });

  it('copies the link where there is no share sheet, without what is private', async () => {
    const user = userEvent.setup();
    renderPage(state);
    await user.click(await screen.findByRole('button', { name: 'Copy this page’s address' }, PATIENCE));
    expect(await navigator.clipboard.readText()).toBe(ADDRESS);
    expect(screen.queryByRole('button', { name: 'Share' })).toBeNull();
  });

  it('copies one line of HTML for another page', async () => {
    const user = userEvent.setup();
    renderPage(state);
    await user.click(await screen.findByRole('button', { name: 'Embed in your own page' }, PATIENCE));
    expect(await navigator.clipboard.readText()).toBe(embedSnippet(ADDRESS, 'An Evening About Rockets'));
  });
});

describe('publicAddress', () => {
  it.each([
    ['https://a.example/talk/', 'https://a.example/talk/'],
    ['https://a.example/?debug', 'https://a.example/'],
    [
      'https://a.example/?embed=https://b.example&background=transparent&broadcast=/x.json#y',
      'https://a.example/?broadcast=%2Fx.json',
    ],
  ])('%s is passed on as %s', (href, address) => {
    expect(publicAddress(href)).toBe(address);
  });
});

describe('embedSnippet', () => {
  it('is one line that any parser reads as it was meant', () => {
    const title = 'Ada & Bob: "hi" <script>';
    const html = embedSnippet(
      'https://a.example/?debug&stream=https%3A%2F%2Fb.example%2Fx.m3u8&broadcast=',
      title,
    );
    expect(html).not.toContain('\n');
    const frame = new DOMParser().parseFromString(html, 'text/html').querySelector('iframe');
    expect(frame?.title).toBe(title);
    expect(frame?.getAttribute('src')).toBe(
      'https://a.example/?stream=https%3A%2F%2Fb.example%2Fx.m3u8&broadcast=&embed',
    );
    expect(embedSnippet('https://a.example/', 'x')).toContain('src="https://a.example/?embed"');
  });
});
