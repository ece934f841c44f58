import { audioOnStage, loadScript, playOnce } from './load.ts';

interface VideoJsPlayer {
  src(source: { readonly src: string; readonly type: string }): void;
  play(): Promise<void> | undefined;
}

interface VidstackPlayer extends HTMLElement {
  play(): Promise<void>;
}

interface ProviderChange extends Event {
  readonly detail: { readonly type: string; library?: string } | null;
}

declare global {
  interface Window {
    videojs: (element: HTMLElement, options: object) => VideoJsPlayer;
  }
}

const hlsType = 'application/x-mpegURL';

/** video.js with the streaming engine that it brings along. */
export async function prepareVideoJs(): Promise<(url: string) => void> {
  await loadScript('/peers/video.js/dist/video.min.js');
  return (url) => {
    const player = window.videojs(audioOnStage(), { autoplay: true });
    player.src({ src: url, type: hlsType });
    player.play()?.catch((error: unknown) => console.log('play', String(error)));
  };
}

/** vidstack, with hls.js from this computer in place of the content delivery network where it would fetch it. */
export async function prepareVidstack(): Promise<(url: string) => void> {
  const script = document.createElement('script');
  script.type = 'module';
  script.src = '/peers/vidstack/cdn/vidstack.js';
  document.head.append(script);
  await customElements.whenDefined('media-player');
  return (url) => {
    const player = document.createElement('media-player') as VidstackPlayer;
    player.addEventListener('provider-change', (event) => {
      const { detail } = event as ProviderChange;
      if (detail?.type === 'hls') detail.library = '/peers/hls.js/dist/hls.min.js';
    });
    for (const [name, value] of Object.entries({
      'view-type': 'audio',
      'stream-type': 'live',
      load: 'eager',
    }))
      player.setAttribute(name, value);
    // Not its autoplay: that is tried once, and in vain when the source is loaded anew at that moment.
    player.addEventListener('can-play', () => playOnce(player));
    player.append(document.createElement('media-provider'));
    player.setAttribute('src', url);
    document.querySelector('#stage')?.append(player);
  };
}

/** The browser's own HLS: an audio element with the stream's address. */
export function prepareNative(): Promise<(url: string) => void> {
  return Promise.resolve((url) => {
    const audio = audioOnStage();
    audio.src = url;
    playOnce(audio);
  });
}
