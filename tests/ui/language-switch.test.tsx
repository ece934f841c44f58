import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { I18nProvider, loadInitialI18n, useI18n } from '../../src/ui/i18n-context.tsx';
import { LanguageSwitch } from '../../src/ui/language-switch.tsx';

function Word() {
  return <p>{useI18n().t('button.listen')}</p>;
}

async function renderSwitch() {
  return render(
    <I18nProvider initial={await loadInitialI18n()}>
      <LanguageSwitch />
      <Word />
    </I18nProvider>,
  );
}

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

describe('the language switch', () => {
  it('begins in the browser’s language', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['de-AT', 'en']);
    await renderSwitch();
    expect(await screen.findByText('Zuhören')).toBeVisible();
    expect(document.documentElement.lang).toBe('de');
    expect(screen.getByRole('button', { name: 'Deutsch' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('changes the language and remembers it', async () => {
    const { unmount } = await renderSwitch();
    expect(screen.getByText('Listen')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Deutsch' }));
    expect(await screen.findByText('Zuhören')).toBeVisible();
    expect(document.documentElement.lang).toBe('de');
    unmount();
    await renderSwitch();
    expect(await screen.findByText('Zuhören')).toBeVisible();
  });

  it('takes no harm from what somebody else has saved', async () => {
    localStorage.setItem('holdline.locale', '{"a":1}');
    await renderSwitch();
    expect(screen.getByText('Listen')).toBeVisible();
  });

  it('works where storage is forbidden', async () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    await renderSwitch();
    await userEvent.click(screen.getByRole('button', { name: 'Deutsch' }));
    expect(await screen.findByText('Zuhören')).toBeVisible();
  });
});
