import { launch, type Page } from 'puppeteer-core';
import { programPath } from '../fixtures/programs.ts';
import { buttonXPath, type Engine, type EnginePage } from './engine.ts';
import { startSoundSink } from './sound-sink.ts';

const FIREFOX = ['firefox-esr', 'firefox'];

/** Why Firefox cannot be started here, in a sentence; null where it can. */
export function firefoxMissing(): string | null {
  if (firefoxPath() === null) return 'there is no Firefox here';
  return programPath('pulseaudio') === null
    ? 'Firefox plays nothing without PulseAudio, which is not here'
    : null;
}

function firefoxPath(): string | null {
  return FIREFOX.map(programPath).find((path) => path !== null) ?? null;
}

/** Stock Firefox without a window and with a fresh profile, driven by WebDriver BiDi. None of its settings is changed for us. */
export async function startFirefox(): Promise<Engine> {
  const sink = await startSoundSink();
  try {
    const browser = await launch({
      browser: 'firefox',
      executablePath: firefoxPath() ?? 'firefox',
      headless: true,
      env: { ...process.env, ...sink.env },
    });
    return {
      version: await browser.version(),
      newPage: async () => enginePage(await browser.newPage()),
      async stop() {
        await browser.close();
        await sink.stop();
      },
    };
  } catch (error) {
    await sink.stop();
    throw error;
  }
}

function enginePage(page: Page): EnginePage {
  return {
    async addInitScript(script, ...args) {
      await page.evaluateOnNewDocument(script, ...args);
    },
    async open(url) {
      await page.goto(url);
    },
    evaluate: async <Value>(expression: string) => (await page.evaluate(expression)) as Value,
    press: (button) => page.locator(`::-p-xpath(${buttonXPath(button)})`).click(),
    close: () => page.close(),
  };
}
