import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, listens, programPath, startProgram, whenReady } from '../fixtures/programs.ts';
import { startDisplay } from './display.ts';
import { buttonXPath, type Engine, type EnginePage } from './engine.ts';
import { startSoundSink } from './sound-sink.ts';
import { newWebDriverSession, type WebDriverSession } from './webdriver.ts';

/** Why WebKitGTK cannot be started here, in a sentence; null where it can. */
export function webKitMissing(): string | null {
  if (programPath('WebKitWebDriver') === null || miniBrowserPath() === null)
    return 'there is no WebKitGTK with its driver here';
  const missing = ['Xvfb', 'pulseaudio'].find((name) => programPath(name) === null);
  return missing === undefined ? null : `WebKitGTK needs ${missing}, which is not here`;
}

/** Distributions keep it by architecture and by the version of the interface. */
function miniBrowserPath(): string | null {
  return (
    ['/usr/libexec', '/usr/lib', ...foldersIn('/usr/lib')]
      .flatMap(foldersIn)
      .filter((folder) => /\/webkit2?gtk-[^/]*$/.test(folder))
      .map((folder) => join(folder, 'MiniBrowser'))
      .find((path) => existsSync(path)) ?? null
  );
}

function foldersIn(parent: string): readonly string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [join(parent, entry.name)] : [],
  );
}

/**
 * WebKitGTK's MiniBrowser on a screen that nobody sees, driven by W3C WebDriver. It has one page, which is opened anew for
 * each test: a driver has one session.
 */
export async function startWebKit(): Promise<Engine> {
  const sink = await startSoundSink();
  const display = await startDisplay();
  const port = await freePort();
  // The bus is for desktops; where there is none, each look for it would cost seconds.
  const env = { ...sink.env, ...display.env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  const driver = startProgram('WebKitWebDriver', [`--port=${port}`], { env });
  const stop = async () => {
    await driver.stop();
    await display.stop();
    await sink.stop();
  };
  const open = () => newWebDriverSession(`http://127.0.0.1:${port}`, capabilities());
  try {
    await whenReady(driver, () => listens(port), 'WebKitWebDriver');
    const first = await open();
    await first.end();
    return { version: first.version, newPage: async () => enginePage(await open()), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const capabilities = () => ({
  'webkitgtk:browserOptions': { binary: miniBrowserPath(), args: ['--automation'] },
});

const LOOKS_ALIKE = 3;
const BETWEEN_LOOKS_MS = 200;

/** A driver clicks where a button was a moment ago: what comes late to a page must have found its place before that. */
async function toStandStill(session: WebDriverSession): Promise<void> {
  const places = () =>
    session.execute(
      'return JSON.stringify([...document.querySelectorAll("button")].map((button) => button.getBoundingClientRect()))',
    );
  let before = await places();
  for (let alike = 0; alike < LOOKS_ALIKE;) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
    const now = await places();
    alike = now === before ? alike + 1 : 0;
    before = now;
  }
}

function enginePage(session: WebDriverSession): EnginePage {
  const scripts: string[] = [];
  return {
    addInitScript(script, ...args) {
      scripts.push(`(${script.toString()})(...${JSON.stringify(args)})`);
      return Promise.resolve();
    },
    async open(url) {
      await session.navigateTo(url);
      for (const script of scripts) await session.execute(script);
    },
    evaluate: async <Value>(expression: string) => (await session.execute(`return ${expression}`)) as Value,
    async press(button) {
      await toStandStill(session);
      await session.click(buttonXPath(button));
    },
    close: () => session.end(),
  };
}
