import { i18nOf } from '../fakes/languages.ts';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { at, attempts, following, loaded } from '../fakes/session-states.ts';
import { renderWholePage } from './render-page.tsx';

const listening = {
  playback: { kind: 'playing' },
  broadcast: loaded({ state: 'live' }),
  feed: following(18, 30),
  position: at(18, 31),
} as const;

function line(): HTMLElement {
  const found = document.querySelector<HTMLElement>('.line');
  if (found === null) throw new Error('the page has a line');
  return found;
}

function all(selector: string): HTMLElement[] {
  return [...line().querySelectorAll<HTMLElement>(selector)];
}

function number(element: HTMLElement | undefined, variable: string): number {
  return Number(element?.style.getPropertyValue(variable));
}

describe('the line', () => {
  it('draws what is in hand, what is being fetched and what is wanted, and no second of it twice', async () => {
    await renderWholePage(listening);
    const kinds = all('.stroke-segment').map((stroke) => stroke.dataset['kind']);
    expect(kinds).toEqual(['held', 'held', 'held', 'held', 'held', 'held', 'fetching', 'fetching']);
    const fetching = all('[data-kind="fetching"]');
    expect(fetching.map((stroke) => number(stroke, '--fraction'))).toEqual([0.7, 0.2]);
    const starts = all('.stroke-segment').map((stroke) => number(stroke, '--from'));
    expect(starts).toEqual(starts.map((_, index) => (starts[0] ?? 0) + index * 4));
  });

  it('keeps a gap visible', async () => {
    await renderWholePage({ ...listening, feed: following(18, 30, {}, 70) });
    expect(all('.line-ahead [data-kind="gap"]').map((stroke) => number(stroke, '--from'))).toEqual([68]);
  });

  it('flows: each second the tracks are sent one second further', async () => {
    const { advance, setState } = await renderWholePage(listening);
    const shift = () => number(all('.line-ahead .line-track')[0], '--shift');
    const before = shift();
    advance(1000);
    setState({ position: { ...at(17, 31), positionSeconds: 62.5 } });
    advance(1000);
    expect(shift()).toBeCloseTo(before - 2, 6);
  });

  it('stands while paused', async () => {
    const { advance } = await renderWholePage({ ...listening, playback: { kind: 'paused' } });
    const shift = () => number(all('.line-ahead .line-track')[0], '--shift');
    const before = shift();
    advance(5000);
    expect(shift()).toBe(before);
  });

  it('draws what was heard up to the playhead, and beyond it only under cover', async () => {
    const { advance, setState } = await renderWholePage(listening);
    for (let step = 1; step <= 8; step += 1) {
      advance(500);
      setState({ position: { ...at(18, 31), positionSeconds: 61.5 + step * 0.5 } });
    }
    advance(1000);
    const [heard] = all('.line-past .stroke-heard');
    const end = number(heard, '--from') + number(heard, '--span');
    expect(number(heard, '--from')).toBe(62);
    expect(end).toBeGreaterThan(-number(all('.line-past .line-track')[0], '--shift'));
  });

  it('marks each attempt by its shape of outcome, the live edge and the distance to it', async () => {
    await renderWholePage({ ...listening, attempts: attempts('oxo-') });
    expect(all('.knock').map((knock) => knock.dataset['outcome'])).toEqual(['ok', 'failed', 'ok', 'pending']);
    const froms = all('.knock').map((knock) => number(knock, '--from'));
    expect(froms).toEqual(froms.toSorted((a, b) => a - b));
    expect(all('.line-live')[0]).toHaveTextContent('live');
    expect(number(all('.line-live')[0], '--shift')).toBe(31);
  });

  it('lets only new attempts pulse', async () => {
    const { advance } = await renderWholePage({
      ...listening,
      attempts: [
        { id: 1, atMs: -60_000, outcome: 'ok' },
        { id: 2, atMs: 0, outcome: 'failed' },
      ],
    });
    const fresh = () => all('.knock').map((knock) => knock.dataset['fresh']);
    expect(fresh()).toEqual(['false', 'true']);
    advance(3000);
    expect(fresh()).toEqual(['false', 'false']);
  });

  it('carries playback and link, which thin it', async () => {
    await renderWholePage({ ...listening, link: { kind: 'offline', sinceMs: 0 } });
    expect(line()).toHaveAttribute('data-playback', 'playing');
    expect(line()).toHaveAttribute('data-link', 'offline');
  });

  it('waits: the announced start draws nearer, passes, and is owed', async () => {
    const { advance } = await renderWholePage({ broadcast: loaded() }, { secondsAfterStart: -60 });
    const place = () => number(all('.line-mark')[0], '--at');
    const far = place();
    advance(40_000);
    expect(place()).toBeLessThan(far);
    expect(place()).toBeGreaterThan(0);
    expect(all('.line-overdue')).toHaveLength(0);
    advance(40_000);
    expect(place()).toBeLessThan(0);
    expect(all('.line-overdue')).toHaveLength(1);
  });

  it('owes nothing once the broadcast is on', async () => {
    await renderWholePage({ broadcast: loaded({ state: 'live' }) }, { secondsAfterStart: 600 });
    expect(all('.line-mark')).toHaveLength(1);
    expect(all('.line-overdue')).toHaveLength(0);
  });

  it('has a text alternative that changes slowly, and at once with what happens', async () => {
    const { advance, setState } = await renderWholePage(listening);
    const label = () => screen.getByRole('img').getAttribute('aria-label');
    expect(label()).toBe('0 seconds heard, 20 seconds in hand, 30 seconds behind live');
    setState({ position: at(4, 31) });
    advance(9000);
    expect(label()).toContain('20 seconds in hand');
    advance(1000);
    expect(label()).toContain('5 seconds in hand');
    setState({ playback: { kind: 'rebuffering' }, position: at(0, 42) });
    expect(label()).toContain('nothing in hand');
  });

  it('speaks German', async () => {
    await renderWholePage({ broadcast: loaded() }, { secondsAfterStart: 60, i18n: i18nOf('de') });
    expect(screen.getByRole('img').getAttribute('aria-label')).toMatch(
      /^Die Linie ist still\. Der Beginn war für .+ angekündigt\.$/,
    );
  });
});
