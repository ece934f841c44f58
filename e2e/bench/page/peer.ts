import { prepareHls } from './hls-peers.ts';
import { prepareNative, prepareVideoJs, prepareVidstack } from './other-peers.ts';
import { prepareShaka } from './shaka-peers.ts';

/** Loads a player's code; the function it gives plays a stream, with one play(). */
const preparations: Readonly<Record<string, () => Promise<(url: string) => void>>> = {
  'hls-default': () => prepareHls('default'),
  'hls-handler': () => prepareHls('handler'),
  'hls-generous': () => prepareHls('generous'),
  'shaka-default': () => prepareShaka('default'),
  'shaka-tuned': () => prepareShaka('tuned'),
  videojs: prepareVideoJs,
  vidstack: prepareVidstack,
  native: prepareNative,
};

/** `?player=NAME&stream=URL`: the button is live as soon as the player's code is there. */
async function main(): Promise<void> {
  const query = new URLSearchParams(location.search);
  const prepare = preparations[query.get('player') ?? ''];
  const button = document.querySelector('button');
  if (prepare === undefined || button === null) throw new Error('no such player');
  const play = await prepare();
  button.addEventListener('click', () => play(query.get('stream') ?? ''), { once: true });
  button.disabled = false;
}

await main();
