import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReactNode } from 'react';
import { laterWords } from '../../src/i18n/later/words.ts';
import { createI18n, type I18n } from '../../src/i18n/i18n.ts';
import { I18nProvider, useI18n } from '../../src/ui/i18n-context.tsx';
import { LatePart } from '../../src/ui/late-part.tsx';
import { i18nOf, words } from '../fakes/languages.ts';

const Part = () => <p>the part</p>;

function inLanguage(part: ReactNode, i18n: I18n = i18nOf('en')): ReactNode {
  return <I18nProvider initial={i18n}>{part}</I18nProvider>;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe('a late part', () => {
  it('is shown when it has come, and not before', async () => {
    let arrive: (part: typeof Part) => void = () => undefined;
    const load = () => new Promise<typeof Part>((resolve) => (arrive = resolve));
    render(inLanguage(<LatePart load={load} />));
    expect(screen.queryByText('the part')).toBeNull();
    arrive(Part);
    await pass(0);
    expect(screen.getByText('the part')).toBeVisible();
  });

  it('is asked for again when the host did not give it', async () => {
    const load = vi.fn(() => Promise.resolve(Part)).mockRejectedValueOnce(new TypeError('failed to fetch'));
    render(inLanguage(<LatePart load={load} />));
    await pass(19_000);
    expect(load).toHaveBeenCalledTimes(1);
    await pass(2_000);
    expect(load).toHaveBeenCalledTimes(2);
    expect(screen.getByText('the part')).toBeVisible();
  });

  it('is not asked for any more when the page has gone', async () => {
    const load = vi.fn(() => Promise.reject<typeof Part>(new TypeError('failed to fetch')));
    const { unmount } = render(inLanguage(<LatePart load={load} />));
    await pass(0);
    unmount();
    await pass(60_000);
    expect(load).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for its words', async () => {
    vi.useRealTimers();
    const Words = () => <p>{laterWords(useI18n())('details.summary')}</p>;
    const load = () => Promise.resolve(Words);
    render(inLanguage(<LatePart load={load} />, createI18n('fr', 'fr', words.fr.first)));
    expect(screen.queryByText('Détails')).toBeNull();
    expect(await screen.findByText('Détails', undefined, { timeout: 10_000 })).toBeVisible();
  });
});
