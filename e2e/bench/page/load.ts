/** Loads a player's published script, which leaves its name on the window. */
export function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} cannot be loaded`));
    document.head.append(script);
  });
}

/**
 * An audio element on the stage. It has `autoplay`, for the sake of players that load the element anew after an error:
 * loading pauses it, and nobody presses twice.
 */
export function audioOnStage(): HTMLAudioElement {
  const audio = document.createElement('audio');
  audio.autoplay = true;
  document.querySelector('#stage')?.append(audio);
  return audio;
}

/** The one play() of an evening. What becomes of it shows at the playhead. */
export function playOnce(element: { play(): Promise<void> }): void {
  element.play().catch((error: unknown) => console.log('play', String(error)));
}
