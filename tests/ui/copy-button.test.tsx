import { i18nOf } from '../fakes/languages.ts';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { CopyButton } from '../../src/ui/copy-button.tsx';
import { I18nProvider } from '../../src/ui/i18n-context.tsx';

function renderButton() {
  let presses = 0;
  render(
    <I18nProvider initial={i18nOf('en')}>
      <CopyButton label="Copy" text={() => `text ${(presses += 1)}`} />
    </I18nProvider>,
  );
}

describe('the copy button', () => {
  it('copies what is true at the moment of the press', async () => {
    const user = userEvent.setup();
    renderButton();
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copied')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await vi.waitFor(async () => expect(await navigator.clipboard.readText()).toBe('text 2'));
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('shows the text, selected, where copying is not allowed', async () => {
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    renderButton();
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    const box = await screen.findByRole<HTMLTextAreaElement>('textbox');
    expect(box).toHaveValue('text 1');
    expect(box).toHaveFocus();
    expect([box.selectionStart, box.selectionEnd]).toEqual([0, 6]);
    expect(screen.queryByText('Copied')).toBeNull();
  });
});
