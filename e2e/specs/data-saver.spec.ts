import { expect } from 'playwright/test';
import { expectDiscipline, test } from '../fixtures/test.ts';

test('with the data saver only the lowest rendition is asked for, and without it a better one', async ({
  evening,
  listener,
}) => {
  test.skip(!evening.hasRenditions, 'there is one rendition only');
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.page.getByRole('button', { name: 'Settings' }).click();
  const saver = listener.page.getByRole('checkbox', { name: 'Use less data' });
  await expect(saver).not.toBeChecked();
  await saver.check();
  // It lasts: a new visit begins with it.
  await listener.page.reload();
  await listener.page.getByRole('button', { name: 'Settings' }).click();
  await expect(saver).toBeChecked();
  await listener.page.keyboard.press('Escape');

  await listener.pressListen();
  await listener.toBeListening();
  await listener.page.getByText('Details', { exact: true }).click();
  const perHour = listener.page.locator('dl div').filter({ hasText: 'Data per hour' });
  await expect(perHour).toContainText(/about \d+\sMB/);
  // Longer than a step up needs (12 s without a fault, and twice the target duration since the last).
  await listener.toHear(24);
  const renditions = () =>
    new Set(
      evening
        .log()
        .filter(({ what }) => what === 'segment')
        .map(({ rendition }) => rendition),
    );
  expect([...renditions()]).toEqual(['aac-24']);
  await listener.page.getByRole('button', { name: 'Settings' }).click();
  await saver.uncheck();
  await expect.poll(() => renditions().has('aac-48'), { timeout: 40_000, message: 'a step up' }).toBe(true);
  await listener.toHaveStayed();
  expectDiscipline(evening.log());
});

test('what the browser is told to save is saved, until the listener chooses', async ({
  evening,
  listener,
}) => {
  await listener.page.addInitScript(() => {
    const connection = new EventTarget();
    Object.defineProperty(connection, 'saveData', { value: true, writable: true });
    Object.defineProperty(navigator, 'connection', { value: connection });
  });
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.page.getByRole('button', { name: 'Settings' }).click();
  const saver = listener.page.getByRole('checkbox', { name: 'Use less data' });
  await expect(saver).toBeChecked();
  const tell = (saveData: boolean) =>
    listener.page.evaluate((value) => {
      const { connection } = navigator as Navigator & { connection: EventTarget & { saveData: boolean } };
      connection.saveData = value;
      connection.dispatchEvent(new Event('change'));
    }, saveData);
  await tell(false);
  await expect(saver).not.toBeChecked();
  await tell(true);
  await saver.uncheck();
  await tell(true);
  await expect(saver).not.toBeChecked();
});
