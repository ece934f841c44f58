import { expect, type Page } from 'playwright/test';
import { seriousFindings } from '../fixtures/accessibility.ts';
import { broadcast, inSeconds } from '../fixtures/broadcast.ts';
import { moving, outOfReach, walk } from '../fixtures/reach.ts';
import type { Shelf } from '../fixtures/page-server.ts';
import { test, type Evening } from '../fixtures/test.ts';

const languages = [
  { locale: 'en', dir: 'ltr', listen: 'Listen', settings: 'Settings', help: 'Help', close: 'Close' },
  {
    locale: 'de',
    dir: 'ltr',
    listen: 'Zuhören',
    settings: 'Einstellungen',
    help: 'Hilfe',
    close: 'Schließen',
  },
  { locale: 'es', dir: 'ltr', listen: 'Escuchar', settings: 'Ajustes', help: 'Ayuda', close: 'Cerrar' },
  { locale: 'fr', dir: 'ltr', listen: 'Écouter', settings: 'Réglages', help: 'Aide', close: 'Fermer' },
  { locale: 'ar', dir: 'rtl', listen: 'استماع', settings: 'الإعدادات', help: 'المساعدة', close: 'إغلاق' },
] as const;

/** A programme with all that can stand above the line. */
function programme(evening: Evening, shelf: Shelf): string {
  return shelf.put(
    '/evening.json',
    broadcast(evening.stream, {
      title: 'A very long-awaited conversation about Donaudampfschifffahrtsgesellschaften',
      host: 'Ada Winter',
      audience: 412_345,
      announcements: [
        { id: 'a', at: inSeconds(-60), level: 'warning', text: { en: 'We begin a little later.' } },
      ],
    }),
  );
}

async function speak(page: Page, locale: string): Promise<void> {
  await page.locator('.masthead select').selectOption(locale);
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
}

for (const { name, use } of [
  // 1280 × 800 at a zoom of 200 %.
  { name: 'at 200 % zoom', use: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 } },
  { name: 'on a phone of 320 px', use: { viewport: { width: 320, height: 568 } } },
]) {
  test.describe(name, () => {
    test.use(use);

    test('everything is seen and can be hit, in every language', async ({ evening, listener, shelf }) => {
      const { page } = listener;
      await evening.begin('clean');
      await listener.open({ broadcast: programme(evening, shelf) });
      await expect(page.getByText('We begin a little later.')).toBeVisible();
      for (const { locale, settings, help } of languages) {
        await speak(page, locale);
        expect(await outOfReach(page), locale).toEqual([]);
        for (const sheet of [settings, help]) {
          await page.getByRole('button', { name: sheet, exact: true }).click();
          await expect(page.getByRole('dialog', { name: sheet })).toBeVisible();
          expect(await outOfReach(page), `${locale}, ${sheet}`).toEqual([]);
          await page.keyboard.press('Escape');
        }
      }
    });

    test('also while one listens, with all details', async ({ evening, listener }) => {
      const { page } = listener;
      await evening.begin('clean');
      await listener.open({ stream: evening.stream });
      await listener.pressListen();
      await listener.toBeListening();
      await page.getByText('Details', { exact: true }).click();
      for (const locale of ['en', 'fr', 'ar']) {
        await speak(page, locale);
        expect(await outOfReach(page), locale).toEqual([]);
      }
    });
  });
}

test('what is out of reach is found', async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.page.evaluate(() => {
    document.querySelector('main')?.insertAdjacentHTML(
      'beforeend',
      `<button style="inline-size: 20px; block-size: 50px; padding: 0">x</button>
       <p style="inline-size: 3000px">far</p>
       <p style="inline-size: 3ch; overflow: hidden; white-space: nowrap">hidden</p>`,
    );
  });
  const found = (await outOfReach(listener.page)).join('\n');
  for (const what of [/20 × 50 px/, /px too wide/, /"far" is cut off/, /"hidden" hides a part/])
    expect(found).toMatch(what);
});

test.describe('by keyboard', () => {
  test('from top to bottom: each stop has a name and is seen, in the order of reading, and none holds on', async ({
    evening,
    listener,
    shelf,
  }) => {
    const { page } = listener;
    await evening.begin('clean');
    await listener.open({ broadcast: programme(evening, shelf) });
    await expect(page.getByRole('button', { name: 'Dismiss' })).toBeVisible();
    for (const { locale } of languages) {
      await speak(page, locale);
      await page.evaluate(() => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      });
      await page.locator('.brand').click();
      const stops = await walk(page);
      expect(stops.map(({ role }) => role)).toEqual([
        'select',
        // Dismiss, what is going on, Listen.
        'button',
        'button',
        'button',
        'input',
        // Mute; sound check, notification, calendar; address, embedding; settings, help.
        'button',
        'button',
        'button',
        'button',
        'button',
        'button',
        'button',
        'button',
        'summary',
      ]);
      expect(stops.filter(({ name, seen, inOrder }) => name === '' || !seen || !inOrder)).toEqual([]);
    }
  });

  test('a sheet takes the focus, keeps it, and gives it back', async ({ evening, listener }) => {
    const { page } = listener;
    await evening.begin('clean');
    await listener.open({ stream: evening.stream });
    const button = page.getByRole('button', { name: 'Settings' });
    await button.focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Settings' });
    await expect(sheet.getByRole('button', { name: 'Close' })).toBeFocused();
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => {
        const { activeElement } = document;
        return activeElement !== document.body && activeElement?.closest('dialog') === null;
      });
      expect(outside).toBe(false);
    }
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await expect(button).toBeFocused();

    await page.locator('.brand').click();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

test.describe('in forced colours, without motion', () => {
  test('nothing moves, and the focus is seen', async ({ evening, listener }) => {
    const { page } = listener;
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await evening.begin('clean');
    await listener.open({ stream: evening.stream });
    await listener.pressListen();
    await listener.toBeListening();
    await page.locator('.brand').click();
    const stops = await walk(page);
    expect(stops.length).toBeGreaterThan(5);
    expect(stops.filter(({ seen }) => !seen)).toEqual([]);
    expect(await moving(page)).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Settings' }).click();
    expect(await moving(page)).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });
});

test.describe('the settings', () => {
  test('the appearance is kept, and there before anything is drawn', async ({ evening, listener }) => {
    const { page } = listener;
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await page.emulateMedia({ colorScheme: 'light' });
    await evening.begin('clean');
    await listener.open({ stream: evening.stream });
    const light = await paper();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(paper).not.toBe(light);
    const dark = await paper();

    await page.addInitScript(() => {
      new MutationObserver((_changes, observer) => {
        if ((document.querySelector('#root')?.childElementCount ?? 0) === 0) return;
        observer.disconnect();
        Object.assign(window, { themeAtFirst: document.documentElement.dataset['theme'] });
      }).observe(document, { childList: true, subtree: true });
    });
    await listener.open({ stream: evening.stream });
    expect(await paper()).toBe(dark);
    expect(await page.evaluate(() => Reflect.get(window, 'themeAtFirst') as unknown)).toBe('dark');

    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: 'Light' }).check();
    await expect.poll(paper).toBe(light);
    await page.getByRole('radio', { name: 'As this device' }).check();
    await expect.poll(paper).toBe(dark);
  });

  test('what the page remembers is forgotten when asked', async ({ evening, listener }) => {
    const { page } = listener;
    const keys = () => page.evaluate(() => Object.keys(localStorage));
    await evening.begin('clean');
    await listener.open({ stream: evening.stream });
    await speak(page, 'fr');
    await page.evaluate(() => localStorage.setItem('theirs', 'kept'));
    await page.getByRole('button', { name: 'Réglages' }).click();
    await page.getByRole('radio', { name: 'Sombre' }).check();
    await expect
      .poll(async () => (await keys()).toSorted())
      .toEqual(['holdline.locale', 'holdline.output', 'theirs']);
    await page.getByRole('button', { name: 'Oublier ce que cette page retient' }).click();
    await expect(page.getByText(/^Oublié/)).toBeVisible();
    expect(await keys()).toEqual(['theirs']);
    await listener.open({ stream: evening.stream });
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'system');
  });
});

test.describe('the words', () => {
  for (const { locale, dir, listen } of languages) {
    test.describe(locale, () => {
      test.use({ locale });

      test('come in one language only, and all before they are needed', async ({ evening, listener }) => {
        const { page } = listener;
        const catalogues: string[] = [];
        page.on('request', (request) => {
          const file = /\/(en|de|es|fr|ar)-[\w-]+\.js$/.exec(request.url());
          if (file?.[1] !== undefined) catalogues.push(file[1]);
        });
        await evening.begin('clean');
        await listener.open({ stream: evening.stream });
        await expect(page.getByRole('button', { name: listen, exact: true })).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('lang', locale);
        await expect(page.locator('html')).toHaveAttribute('dir', dir);
        await expect(page.locator('summary')).toBeVisible();
        expect(catalogues).toEqual([locale, locale]);

        await page.context().setOffline(true);
        await page.locator('.page-tools button').last().click();
        await expect(page.getByRole('dialog')).toBeVisible();
      });
    });
  }

  test('of an unknown language are English', async ({ browser, website, evening }) => {
    await evening.begin('clean');
    const context = await browser.newContext({ locale: 'ja-JP' });
    const page = await context.newPage();
    await page.goto(website.url);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await context.close();
  });
});

test.describe('read aloud', () => {
  test('in English', async ({ evening, listener, shelf }) => {
    await evening.begin('clean');
    await listener.open({ broadcast: programme(evening, shelf) });
    await expect(listener.page.getByText('Details', { exact: true })).toBeVisible();
    await expect(listener.page.locator('body')).toMatchAriaSnapshot(`
      - banner:
        - paragraph: Holdline
        - combobox "Language":
          - option "English" [selected]
          - option "Deutsch"
          - option "Español"
          - option "Français"
          - option "العربية"
      - main:
        - region "Announcements":
          - time: /.+/
          - paragraph: We begin a little later.
          - button "Dismiss"
        - paragraph: /Announced for .+ Begins in (60 minutes|59 minutes|1 hour)/
        - heading "A very long-awaited conversation about Donaudampfschifffahrtsgesellschaften" [level=1]
        - paragraph: with Ada Winter
        - paragraph: about 412,000 listening
        - 'img /The line is quiet. The start is announced for .+/': /.+/
        - status:
          - paragraph: It has not begun yet.
          - paragraph: /Press Listen now and leave it/
        - button "What is going on?"
        - button "Listen"
        - text: Volume
        - slider "Volume": "100"
        - button "Mute"
        - region "While you wait":
          - heading "While you wait" [level=2]
          - button "Check your sound"
          - button "Tell me when it begins"
          - button "Add to calendar (.ics)"
          - paragraph: /.+/
      - contentinfo:
        - region "Pass it on":
          - button "Copy this page’s address"
          - button "Embed in your own page"
        - paragraph
        - button "Settings"
        - button "Help"
        - group: Details +
    `);
  });

  test('in Arabic', async ({ evening, listener, shelf }) => {
    await evening.begin('clean');
    await listener.open({ broadcast: programme(evening, shelf) });
    await speak(listener.page, 'ar');
    await expect(listener.page.getByText('التفاصيل', { exact: true })).toBeVisible();
    await expect(listener.page.locator('body')).toMatchAriaSnapshot(`
      - banner:
        - paragraph: Holdline
        - combobox "اللغة":
          - option "English"
          - option "Deutsch"
          - option "Español"
          - option "Français"
          - option "العربية" [selected]
      - main:
        - region "إعلانات":
          - time: /.+/
          - paragraph: We begin a little later.
          - button "إخفاء"
        - paragraph: /الموعد المعلن/
        - heading "A very long-awaited conversation about Donaudampfschifffahrtsgesellschaften" [level=1]
        - paragraph: /مع .*Ada Winter/
        - paragraph: /عدد المستمعين/
        - 'img /الخط صامت/': /.+/
        - status:
          - paragraph: لم يبدأ البث بعد.
          - paragraph: /اضغطوا «استماع» الآن/
        - button "ماذا يحدث الآن؟"
        - button "استماع"
        - text: مستوى الصوت
        - slider "مستوى الصوت": "100"
        - button "كتم"
        - region "أثناء انتظاركم":
          - heading "أثناء انتظاركم" [level=2]
          - button "التحقق من الصوت"
          - button "إعلامي عند البداية"
          - button "إضافة إلى التقويم (ملف)"
          - paragraph: /.+/
      - contentinfo:
        - region "إخبار الآخرين":
          - button "نسخ عنوان هذه الصفحة"
          - button "تضمين في صفحتكم"
        - paragraph
        - button "الإعدادات"
        - button "المساعدة"
        - group: التفاصيل +
    `);
    await listener.page.getByRole('button', { name: 'المساعدة' }).click();
    await expect(listener.page.getByRole('dialog')).toMatchAriaSnapshot(`
      - dialog "المساعدة":
        - heading "المساعدة" [level=2]
        - button "إغلاق"
        - heading /مكتوب/ [level=3]
    `);
  });

  test('while one listens', async ({ evening, listener }) => {
    await evening.begin('clean');
    await listener.open({ stream: evening.stream });
    await listener.pressListen();
    await listener.toBeListening();
    await expect(listener.page.locator('main')).toMatchAriaSnapshot(`
      - main:
        - heading "A live broadcast" [level=1]
        - img /heard, .+ in hand/
        - status:
          - paragraph: You are listening.
          - paragraph: The line is steady.
        - button "Pause"
    `);
  });
});
