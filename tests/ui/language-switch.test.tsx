import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { laterWords } from '../../src/i18n/later/words.ts';
import { I18nProvider, loadInitialI18n, useI18n } from '../../src/ui/i18n-context.tsx';
import { LanguageSwitch } from '../../src/ui/language-switch.tsx';
import { LatePart } from '../../src/ui/late-part.tsx';

function Word() {
  return <p>{useI18n().t('button.listen')}</p>;
}

function LateWord() {
  return <p>{laterWords(useI18n())('details.summary')}</p>;
}
const loadLateWord = () => Promise.resolve(LateWord);

async function renderSwitch() {
  return render(
    <I18nProvider initial={await loadInitialI18n()}>
      <LanguageSwitch />
      <Word />
      <LatePart load={loadLateWord} />
    </I18nProvider>,
  );
}

const choose = (name: string) => userEvent.selectOptions(screen.getByRole('combobox'), name);

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
    expect(screen.getByRole('combobox', { name: 'Sprache' })).toHaveValue('de');
  });

  it('names each language in its own tongue', async () => {
    await renderSwitch();
    const options = screen.getAllByRole('option');
    expect(options.map((option) => [option.lang, option.textContent])).toEqual([
      ['en', 'English'],
      ['de', 'Deutsch'],
      ['es', 'Español'],
      ['fr', 'Français'],
      ['ar', 'العربية'],
    ]);
  });

  it('changes the language and remembers it', async () => {
    const { unmount } = await renderSwitch();
    expect(screen.getByText('Listen')).toBeVisible();
    await choose('Deutsch');
    expect(await screen.findByText('Zuhören')).toBeVisible();
    expect(document.documentElement.lang).toBe('de');
    unmount();
    await renderSwitch();
    expect(await screen.findByText('Zuhören')).toBeVisible();
  });

  it('turns the page round for Arabic, and back', async () => {
    await renderSwitch();
    expect(document.documentElement.dir).toBe('ltr');
    await choose('العربية');
    expect(await screen.findByText('استماع')).toBeVisible();
    expect(document.documentElement).toHaveAttribute('dir', 'rtl');
    await choose('Français');
    expect(await screen.findByText('Écouter')).toBeVisible();
    expect(document.documentElement).toHaveAttribute('dir', 'ltr');
  });

  it('changes the late parts in the same moment as the rest', async () => {
    await renderSwitch();
    expect(await screen.findByText('Details')).toBeVisible();
    const seen = new Set<string>();
    const observer = new MutationObserver(() => {
      seen.add(Array.from(document.querySelectorAll('p'), ({ textContent }) => textContent).join());
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    await choose('Español');
    expect(await screen.findByText('Detalles')).toBeVisible();
    observer.disconnect();
    expect([...seen]).toEqual(['Escuchar,Detalles']);
  });

  it('goes on in the language that it has when the other cannot be had', async () => {
    const i18n = await loadInitialI18n();
    vi.resetModules();
    vi.doMock('../../src/i18n/fr.ts', () => {
      throw new TypeError('failed to fetch');
    });
    const { LanguageSwitch: Switch } = await import('../../src/ui/language-switch.tsx');
    const { I18nProvider: Provider } = await import('../../src/ui/i18n-context.tsx');
    render(
      <Provider initial={i18n}>
        <Switch />
      </Provider>,
    );
    await choose('Français');
    await act(() => vi.dynamicImportSettled());
    expect(screen.getByRole('combobox', { name: 'Language' })).toHaveValue('en');
    expect(localStorage).toHaveLength(0);
    vi.doUnmock('../../src/i18n/fr.ts');
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
    await choose('Deutsch');
    expect(await screen.findByText('Zuhören')).toBeVisible();
  });
});
