import { browserExecutable, launchArguments } from '../fixtures/browser.ts';
import { frameOf, hostPage, player, playerAddress, toPlay } from '../fixtures/host-page.ts';
import { test } from '../fixtures/test.ts';

const executablePath = browserExecutable();
test.use({
  launchOptions: {
    args: [...launchArguments, '--autoplay-policy=user-gesture-required'],
    ...(executablePath === null ? {} : { executablePath }),
  },
});

test('a message alone is blocked, and the page around is told so', async ({
  evening,
  website,
  shelf,
  page,
}) => {
  await evening.begin('clean');
  const src = playerAddress(website.url, evening.stream, new URL(shelf.url).origin);
  const script = `
    if (data.type === 'ready') { say({ holdline: 1, type: 'subscribe' }); say({ holdline: 1, type: 'listen' }); }
    if (data.playback === 'blocked') console.info('told that it is blocked');
  `;
  // Whatever Playwright asks a page counts as a gesture: nothing is asked before it has said so by itself.
  const blocked = page.waitForEvent('console', (message) => message.text() === 'told that it is blocked');
  await page.goto(hostPage(shelf, frameOf(src), script));
  await blocked;
  await player(page).getByRole('button', { name: 'Listen' }).click();
  await toPlay(page);
});
