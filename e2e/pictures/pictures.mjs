// `npm run pictures [-- --lang de --only held --look hand --page producer --out DIR]`: draws every state of both pages from
// the galleries, on a desk and in a hand, light, dark and in forced colours, and has axe-core look at each. Exit code 1
// when it finds anything, or a page that is wider than its screen. `--lang en-XA` is the pseudo-locale.
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { ensureBrowser, root } from '../setup/install.mjs';

const { values: given } = parseArgs({
  options: {
    lang: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    look: { type: 'string', default: '' },
    page: { type: 'string', default: 'listener,producer' },
    out: { type: 'string', default: join(root, '.cache/pictures') },
  },
});
const galleries = { listener: 'gallery', producer: 'producer-gallery' };
const languages = { listener: 'en,de,es,fr,ar', producer: 'en,de' };
const looks = [
  { name: 'desk-light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'desk-dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'hand-light', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'hand-dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  { name: 'hand-forced', forcedColors: 'active', viewport: { width: 390, height: 844 } },
].filter(({ name }) => name.includes(given.look));
const out = resolve(given.out);

const server = await createServer({
  root,
  mode: 'test',
  configFile: join(root, 'vite.config.ts'),
  logLevel: 'error',
  server: { port: 0, host: '127.0.0.1' },
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? '';
const executable = ensureBrowser();
const browser = await chromium.launch({
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  ...(executable === null || executable === 'playwright' ? {} : { executablePath: executable }),
});
// The first page of a server that has compiled nothing yet, on a busy machine.
const PATIENCE_MS = 180_000;
let drawn = 0;
let findings = 0;
for (const name of given.page.split(',')) {
  const gallery = new URL(`tests/fakes/${galleries[name]}/index.html`, address).href;
  const list = await browser.newPage();
  list.setDefaultTimeout(PATIENCE_MS);
  await list.goto(gallery);
  await list.locator('li a').first().waitFor();
  const states = (await list.locator('li a').allTextContents()).filter((state) => state.includes(given.only));
  await list.close();
  for (const lang of (given.lang || languages[name]).split(',')) {
    mkdirSync(join(out, name, lang), { recursive: true });
    for (const look of looks) {
      const page = await browser.newPage({ viewport: look.viewport, locale: lang });
      page.setDefaultTimeout(PATIENCE_MS);
      const { colorScheme, forcedColors } = look;
      await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
      for (const state of states) {
        const [, width, height] = /-(\d+)x(\d+)$/.exec(state) ?? [];
        // Drawn at the size in its name, whatever it is looked at on.
        const isSized = width !== undefined;
        if (isSized && look.name.startsWith('desk')) continue;
        await page.setViewportSize(
          isSized ? { width: Number(width), height: Number(height) } : look.viewport,
        );
        await page.goto(`${gallery}?state=${state}&lang=${lang}`);
        await page.locator('body[data-ready]').waitFor({ state: 'attached' });
        await page.evaluate(() => globalThis.document.fonts.ready);
        // The late parts of the page come one moment after the first paint.
        await page.waitForTimeout(300);
        // A picture of the whole page shows more than the window does.
        await page.addStyleTag({ content: '.transcript-chunk { content-visibility: visible !important; }' });
        const draggedPixels = await page.evaluate(() => globalThis.document.body.dataset.draggedPixels);
        const isHeld = draggedPixels !== undefined;
        if (isHeld) await takeLine(page, Number(draggedPixels));
        await page.screenshot({ path: join(out, name, lang, `${state}-${look.name}.png`), fullPage: true });
        drawn += 1;
        if (isHeld) await page.mouse.up();
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
        const overflow = await page.evaluate(
          () =>
            globalThis.document.documentElement.scrollWidth - globalThis.document.documentElement.clientWidth,
        );
        if (overflow > 0) found.push(`${overflow} px wider than the screen`);
        for (const text of await page.evaluate(turnedTexts))
          found.push(`laid out from left to right: ${text}`);
        if (forcedColors === 'active')
          for (const text of await page.evaluate(platedTexts))
            found.push(`under a plate of its colour: ${text}`);
        if (isSized) {
          const taller = await page.evaluate(() => {
            const { scrollHeight, clientHeight } = globalThis.document.querySelector('main');
            return scrollHeight - clientHeight;
          });
          if (taller > 0) found.push(`${taller} px taller than its frame`);
        }
        findings += found.length;
        for (const line of found) console.log(`${name} ${state} ${lang} ${look.name}: ${line}`);
      }
      await page.close();
    }
  }
}
/** In forced colours the browser lays a plate of the page's colour behind text: such words must not have that colour. */
function platedTexts() {
  const probe = globalThis.document.body.appendChild(globalThis.document.createElement('i'));
  probe.style.color = 'Canvas';
  const canvas = globalThis.getComputedStyle(probe).color;
  probe.remove();
  return [...globalThis.document.querySelectorAll('#root *, dialog *')]
    .filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && (node.nodeValue ?? '').trim() !== ''),
    )
    .filter((element) => {
      const { color, forcedColorAdjust } = globalThis.getComputedStyle(element);
      return color === canvas && forcedColorAdjust === 'auto';
    })
    .map((element) => element.textContent);
}

/** Right-to-left texts in an element that runs the other way: their numbers and full stops stand at the wrong end. */
function turnedTexts() {
  return [...globalThis.document.querySelectorAll('#root *, body > * *')]
    .filter((element) =>
      [...element.childNodes].some(
        (node) =>
          node.nodeType === 3 && /^[^a-z]*[\u0590-\u08ff].*[^\s\u0590-\u08ff]/i.test(node.nodeValue ?? ''),
      ),
    )
    .filter((element) => {
      const { direction, unicodeBidi } = globalThis.getComputedStyle(element);
      return direction === 'ltr' && unicodeBidi !== 'plaintext';
    })
    .map((element) => element.textContent);
}

/** Takes the line in the hand and draws it so far. */
async function takeLine(page, pixels) {
  const line = await page.locator('.line-grip').boundingBox();
  const [x, y] = [line.x + line.width / 2, line.y + line.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + pixels, y, { steps: 4 });
}
await browser.close();
await server.close();
console.log(`${drawn} pictures in ${out}, ${findings} findings`);
process.exit(findings === 0 && drawn > 0 ? 0 : 1);
