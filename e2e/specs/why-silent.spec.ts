import { readFile } from 'node:fs/promises';
import { expect } from 'playwright/test';
import { expectAccessible } from '../fixtures/accessibility.ts';
import { broadcast } from '../fixtures/broadcast.ts';
import { test } from '../fixtures/test.ts';

const always = { fromSeconds: 0, match: { what: 'any' }, probability: 1 } as const;
const refusals = { ...always, fault: { type: 'status', status: 503 } } as const;
const TOKEN = '5f0c9a7d4b3e21f86a90cc17d2e4b8f3';

test('an outage is explained, and the report tells of it without tokens', async ({
  evening,
  listener,
  context,
}, testInfo) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page } = listener;
  await evening.begin('clean');
  const stream = `${evening.stream}?token=${TOKEN}`;
  await listener.open({ stream });
  await listener.pressListen();
  await listener.toBeListening();
  await expect(page.getByRole('button', { name: 'What is going on?' })).toBeVisible();
  await evening.strike([refusals]);
  await listener.toSay('join-status', 'rebuffering', 90_000);

  const why = page.getByRole('button', { name: 'Why is it silent?' });
  await why.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Why is it silent?' });
  await expect(dialog.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(dialog).toContainText('More people want to listen than the server can serve');
  await expect(dialog).toContainText('What we had kept in hand is used up');
  await expect(dialog).toContainText(/So since \d?\d:\d\d/);
  await expectAccessible(page, 'why-silent', testInfo);
  await page.setViewportSize({ width: 1280, height: 800 });

  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as a file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^holdline-.*\.txt$/);
  const saved = await readFile(await file.path(), 'utf8');
  await dialog.getByRole('button', { name: 'Copy the report' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());

  for (const report of [saved, copied]) {
    expect(report).not.toContain(TOKEN);
    expect(report).not.toContain('token=');
    expect(report).toContain('Silence: nothing in hand.');
    const json: unknown = JSON.parse(report.split(/\n-{40}\n/)[1] ?? '');
    expect(json).toMatchObject({ playback: { kind: 'rebuffering' }, link: { lastFailure: 'overloaded' } });
    const { history } = json as {
      history: {
        timeline: { kind: string; to?: string }[];
        requests: { ok: number; failed: number }[];
        failures: { failure: string; status: number; count: number; where: string }[];
      };
    };
    const played = history.timeline.filter(({ kind }) => kind === 'playback').map(({ to }) => to);
    // From the press on, though the code that keeps it is no part of the first load.
    expect(played.indexOf('joining')).toBeGreaterThanOrEqual(0);
    expect(played.indexOf('playing')).toBeGreaterThan(played.indexOf('joining'));
    expect(played.lastIndexOf('rebuffering')).toBeGreaterThan(played.indexOf('playing'));
    expect(history.requests[0]?.ok).toBeGreaterThan(0);
    expect(history.failures).toContainEqual(expect.objectContaining({ failure: 'overloaded', status: 503 }));
    expect(history.failures[0]?.where).toContain(new URL(evening.stream).origin);
  }

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(why).toBeFocused();
});

test('muted: the explanation says so, and its button lets the sound out', async ({ evening, listener }) => {
  const { page } = listener;
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await listener.button('mute').click();
  await page.getByRole('button', { name: 'Why is it silent?' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('the sound is switched off on this page');
  await dialog.getByRole('button', { name: 'Switch the sound on' }).click();
  await expect(dialog).toContainText('You are listening, and everything is in order.');
  await expect(page.locator('audio')).toHaveJSProperty('muted', false);
  expect(await dialog.evaluate((element) => element.contains(document.activeElement)), 'focus stays').toBe(
    true,
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'What is going on?' })).toBeFocused();
});

test('the wait before a talk is explained in German, without a remedy that is none', async ({
  evening,
  listener,
  shelf,
}) => {
  const { page } = listener;
  await evening.begin({ startsAtSeconds: 3600, faults: [] });
  const document = broadcast(evening.stream, {
    scheduledStart: new Date(Date.now() - 600_000).toISOString(),
    state: 'late',
  });
  await listener.open({ broadcast: shelf.put('/evening.json', document) });
  await listener.pressListen();
  await listener.toSay('join-status', 'waiting');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await page.getByRole('button', { name: 'Warum ist es still?' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Die Übertragung sollte schon laufen und hat noch nicht begonnen.');
  await expect(dialog).toContainText('Nichts. Lassen Sie diese Seite offen');
  await expect(dialog.getByRole('button')).toHaveText([
    'Bericht kopieren',
    'Als Datei speichern',
    'Vorher lesen',
    'Schließen',
  ]);
});
