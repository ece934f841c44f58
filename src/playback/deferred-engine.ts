import type { Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import type { CrowdPolicy, Engine, EngineEvent, Pathway } from './engine.ts';
import { loadPatiently } from '../network/patient-load.ts';

export interface DeferredEngineOptions {
  readonly audio: HTMLAudioElement;
  readonly clock: Clock;
  readonly random: Random;
  /** Fetches the code of the real engine; called again after a failure. */
  load(): Promise<() => Engine>;
}

/**
 * An engine that is not here yet. A page that opens fast cannot carry the player with it; what must happen inside
 * the gesture (letting the element play) and what the element can do alone (volume) needs no player. The rest is
 * passed on as soon as the real engine is there.
 */
export function createDeferredEngine(options: DeferredEngineOptions): Engine {
  const { audio } = options;
  const listeners = new Set<(event: EngineEvent) => void>();
  const code = loadPatiently({ load: () => options.load(), clock: options.clock, random: options.random });
  let real: Engine | null = null;
  let wanted: readonly Pathway[] | null = null;
  let unlocked = false;
  let online = true;
  let crowdPolicy: CrowdPolicy | null = null;
  let wantedRate = 1;
  let audioId: string | null = null;
  /** Ends what one start has set going: given up before the engine came, it must not start any more. */
  let waiting: AbortController | null = null;

  const emit = (event: EngineEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  /** What was told last; the element's own event comes later, when a second press may already have been made. */
  let told: string | null = null;
  const onVolume = () => {
    const { volume, muted } = audio;
    if (told === `${volume} ${muted}`) return;
    told = `${volume} ${muted}`;
    emit({ type: 'output', volume, muted });
  };
  audio.addEventListener('volumechange', onVolume);

  const arrive = (create: () => Engine): Engine => {
    if (real !== null) return real;
    const engine = create();
    engine.subscribe(emit);
    engine.setOnline(online);
    if (crowdPolicy !== null) engine.setCrowdPolicy(crowdPolicy);
    if (wantedRate !== 1) engine.setRate(wantedRate);
    if (audioId !== null) engine.chooseAudio(audioId);
    if (unlocked) engine.unlock();
    real = engine;
    return engine;
  };

  const startWhenHere = (pathways: readonly Pathway[]) => {
    waiting?.abort(new Error('started anew'));
    waiting = new AbortController();
    const { signal } = waiting;
    wanted = pathways;
    code.get(signal).then(
      (create) => {
        if (signal.aborted || wanted === null) return;
        arrive(create).start(wanted);
        wanted = null;
      },
      () => {
        if (signal.aborted) return;
        wanted = null;
        emit({ type: 'failed', problem: { kind: 'player-not-loaded' } });
      },
    );
  };

  return {
    unlock() {
      if (real !== null) {
        real.unlock();
        return;
      }
      unlocked = true;
      audio.play().catch((error: unknown) => {
        if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
        unlocked = false;
        emit({ type: 'blocked' });
      });
    },
    preload() {
      code.get(new AbortController().signal).then(
        (create) => arrive(create).preload(),
        // Told when the code is needed.
        () => undefined,
      );
    },
    start(pathways) {
      if (real !== null) real.start(pathways);
      else if (wanted === null) startWhenHere(pathways);
      else wanted = pathways;
    },
    stop() {
      waiting?.abort(new Error('stopped'));
      wanted = null;
      unlocked = false;
      if (real !== null) real.stop();
      else audio.pause();
    },
    play: () => real?.play(),
    pause: () => real?.pause(),
    jumpToLive: () => real?.jumpToLive(),
    seek: (positionSeconds) => real?.seek(positionSeconds),
    setRate(rate) {
      wantedRate = rate;
      real?.setRate(rate);
    },
    chooseAudio(trackId) {
      audioId = trackId;
      real?.chooseAudio(trackId);
    },
    chooseText: (trackId) => real?.chooseText(trackId),
    setVolume(volume) {
      audio.volume = Math.min(1, Math.max(0, volume));
      onVolume();
    },
    setMuted(muted) {
      audio.muted = muted;
      onVolume();
    },
    hurry: () => real?.hurry(),
    setOnline(next) {
      online = next;
      real?.setOnline(next);
    },
    setCrowdPolicy(policy) {
      crowdPolicy = policy;
      real?.setCrowdPolicy(policy);
    },
    position: () => real?.position() ?? { positionSeconds: 0, inHandSeconds: 0, latencySeconds: null },
    feed: () => real?.feed() ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      waiting?.abort(new Error('destroyed'));
      audio.removeEventListener('volumechange', onVolume);
      listeners.clear();
      real?.destroy();
    },
  };
}
