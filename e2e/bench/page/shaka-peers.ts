import { audioOnStage, loadScript, playOnce } from './load.ts';

interface ShakaPlayer {
  attach(element: HTMLMediaElement): Promise<void>;
  load(url: string): Promise<void>;
  configure(config: object): boolean;
  retryStreaming(delaySeconds?: number): boolean;
  addEventListener(type: 'error', listener: () => void): void;
}

declare global {
  interface Window {
    shaka: {
      readonly Player: new () => ShakaPlayer;
      readonly polyfill: { installAll(): void };
    };
  }
}

/**
 * shaka's own delays (milliseconds) without an end in an evening. Their growth is less than its own, as a person who
 * tunes it would have it: it has no longest delay, and a wait of minutes is no patience.
 */
const retryParameters = {
  maxAttempts: 1000,
  baseDelay: 1000,
  backoffFactor: 1.3,
  fuzzFactor: 0.5,
  timeout: 30_000,
};

/** shaka-player: as it comes, or tuned for patience, with retryStreaming whenever it gives up. */
export async function prepareShaka(variant: 'default' | 'tuned'): Promise<(url: string) => void> {
  await loadScript('/peers/shaka-player/dist/shaka-player.compiled.js');
  const { shaka } = window;
  shaka.polyfill.installAll();
  return (url) => {
    const audio = audioOnStage();
    const player = new shaka.Player();
    if (variant === 'tuned') {
      player.configure({ manifest: { retryParameters }, streaming: { retryParameters } });
      player.addEventListener('error', () => player.retryStreaming(1));
    }
    const start = async () => {
      await player.attach(audio);
      await player.load(url);
    };
    start().catch((error: unknown) => console.log('load', String(error)));
    playOnce(audio);
  };
}
