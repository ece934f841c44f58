// `npm run pictures:og`: draws public/og.png, what a link to the page is shown with elsewhere (Open Graph), 1200 × 630.
// The design is the page's own: ink on paper, the broadcast as a line across, "now" as a line down.
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureBrowser, root } from '../setup/install.mjs';

const WIDTH = 1200;
const HEIGHT = 630;
const NOW_X = 396;
const LINE_Y = 330;
const paper = '#faf7f1';
const ink = '#1d1a16';
const quiet = '#665e53';
const accent = '#b4430d';
const serif = "'P052', 'Palatino Linotype', Palatino, 'Book Antiqua', 'Noto Serif', Georgia, serif";

/** What was heard, with a hole in it; what is in hand; and, in ticks, what is still to come. */
const HELD_X = 860;
const ticks = Array.from({ length: 14 }, (_, index) => {
  const x = HELD_X + 24 + index * 24;
  return `<line x1="${x}" x2="${x}" y1="${LINE_Y - 7}" y2="${LINE_Y + 7}" stroke="${ink}" opacity="0.22"/>`;
}).join('');

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
  <rect width="${WIDTH}" height="${HEIGHT}" fill="${paper}"/>
  <g font-family="${serif}" fill="${ink}">
    <text x="${NOW_X}" y="150" font-size="40" font-style="italic" fill="${quiet}">Holdline</text>
    <text x="${NOW_X}" y="262" font-size="92" letter-spacing="-1.5">Press once. Stay.</text>
  </g>
  ${ticks}
  <line x1="0" x2="${NOW_X}" y1="${LINE_Y}" y2="${LINE_Y}" stroke="${ink}" stroke-width="6"/>
  <line x1="${NOW_X}" x2="${HELD_X}" y1="${LINE_Y}" y2="${LINE_Y}" stroke="${accent}" stroke-width="6"/>
  <line x1="${HELD_X}" x2="${WIDTH}" y1="${LINE_Y}" y2="${LINE_Y}" stroke="${ink}" stroke-width="2" stroke-dasharray="2 10" opacity="0.5"/>
  <line x1="140" x2="176" y1="${LINE_Y}" y2="${LINE_Y}" stroke="${paper}" stroke-width="8"/>
  <line x1="${NOW_X}" x2="${NOW_X}" y1="${LINE_Y - 34}" y2="${LINE_Y + 34}" stroke="${accent}" stroke-width="2"/>
  <circle cx="${NOW_X}" cy="${LINE_Y}" r="13" fill="${paper}" stroke="${accent}" stroke-width="6"/>
  <g font-family="${serif}">
    <rect x="${NOW_X}" y="430" width="286" height="92" rx="46" fill="${accent}"/>
    <text x="${NOW_X + 143}" y="488" font-size="42" fill="#fffaf5" text-anchor="middle">Listen</text>
    <text x="${NOW_X + 326}" y="468" font-size="29" fill="${quiet}">A live talk that too many</text>
    <text x="${NOW_X + 326}" y="506" font-size="29" fill="${quiet}">people want to hear at once.</text>
  </g>
</svg>`;

const executable = ensureBrowser();
const browser = await chromium.launch({
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  ...(executable === null || executable === 'playwright' ? {} : { executablePath: executable }),
});
const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, deviceScaleFactor: 1 });
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
const path = join(root, 'public/og.png');
await page.screenshot({ path });
await browser.close();
console.log(path);
