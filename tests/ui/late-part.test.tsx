import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LatePart } from '../../src/ui/late-part.tsx';

const Part = () => <p>the part</p>;

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
    render(<LatePart load={load} />);
    expect(screen.queryByText('the part')).toBeNull();
    arrive(Part);
    await pass(0);
    expect(screen.getByText('the part')).toBeVisible();
  });

  it('is asked for again when the host did not give it', async () => {
    const load = vi.fn(() => Promise.resolve(Part)).mockRejectedValueOnce(new TypeError('failed to fetch'));
    render(<LatePart load={load} />);
    await pass(19_000);
    expect(load).toHaveBeenCalledTimes(1);
    await pass(2_000);
    expect(load).toHaveBeenCalledTimes(2);
    expect(screen.getByText('the part')).toBeVisible();
  });

  it('is not asked for any more when the page has gone', async () => {
    const load = vi.fn(() => Promise.reject<typeof Part>(new TypeError('failed to fetch')));
    const { unmount } = render(<LatePart load={load} />);
    await pass(0);
    unmount();
    await pass(60_000);
    expect(load).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
