import { fullJitter } from '../network/backoff.ts';
import { sleep, type Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';

/** The one message that the worker takes: the new version may begin. */
export const TAKE_OVER = 'take-over';

export interface ShellState {
  /** This page came out of the worker's cache: its host was not needed for it. */
  readonly fromDevice: boolean;
  /** Whether the page's host has answered since; of a page that its host has just given nothing is asked. */
  readonly host: 'unknown' | 'answers' | 'silent';
  /** Another version of the page lies ready. */
  readonly hasUpdate: boolean;
}

/** The part of `ServiceWorkerContainer` that is used. */
export interface WorkerContainer {
  readonly controller: object | null;
  register(url: string, options: RegistrationOptions): Promise<WorkerRegistration>;
}

interface WorkerRegistration {
  readonly waiting: WorkerLike | null;
  readonly installing: WorkerLike | null;
  update(): Promise<unknown>;
  addEventListener(type: 'updatefound', listener: () => void, options: AddEventListenerOptions): void;
}

interface WorkerLike {
  readonly state: string;
  postMessage(message: string): void;
  addEventListener(type: 'statechange', listener: () => void, options: AddEventListenerOptions): void;
}

export interface InstalledPageOptions {
  readonly container: WorkerContainer;
  readonly clock: Clock;
  readonly random: Random;
  /** Nobody is in need of the line just now: a moment for what costs it something. */
  isCalm(): boolean;
  /** Nobody listens or is about to: a moment for a new version. */
  isQuiet(): boolean;
  /** Calls back when one of the two may have changed; returns a disposer. */
  onMood(callback: () => void): () => void;
  onChange(state: ShellState): void;
  /** Ends it: nothing is asked for or told after that. */
  readonly signal: AbortSignal;
}

const WORKER_FILE = './service-worker.js';

/** A crowd that opens the page at once should not come back for its files at once. */
const LEAST_DELAY_MS = 3_000;
const DELAY_SPREAD_MS = 5_000;

/** The page is here: its host is asked again without haste. */
const HOST_BACKOFF = { baseMs: 10_000, capMs: 120_000 };

/**
 * Keeps the page on this device by its service worker, some seconds after it was opened and never while somebody needs
 * the line; looks whether the host answers and whether it has a new version. That takes over only while it is quiet,
 * and changes nothing about pages that are open. Where there are no service workers nothing happens.
 */
export function keepInstalled(options: InstalledPageOptions): void {
  run(options).catch((error: unknown) => {
    if (!options.signal.aborted) throw error;
  });
}

async function run(options: InstalledPageOptions): Promise<void> {
  const { container, clock, random, signal } = options;
  // Later a first worker claims the page, which was not its work.
  const fromDevice = container.controller !== null;
  let state: ShellState = { fromDevice, host: 'unknown', hasUpdate: false };
  const change = (part: Partial<ShellState>) => {
    if (signal.aborted) return;
    state = { ...state, ...part };
    options.onChange(state);
  };

  if (fromDevice) {
    change({});
  } else {
    await sleep(clock, LEAST_DELAY_MS + random() * DELAY_SPREAD_MS, signal);
    await until(() => options.isCalm(), options);
  }
  const registration = await container
    .register(WORKER_FILE, { updateViaCache: 'none' })
    // Forbidden here, or the script cannot be had: this page works without, and the next visit tries again.
    .catch(() => null);
  if (registration === null || signal.aborted) return;
  if (fromDevice) {
    watchUpdates(registration, () => change({ hasUpdate: true }), options);
    await askHost(registration, change, options);
  }
}

/** Asks until the host answers; the answer may bring a new version. */
async function askHost(
  registration: WorkerRegistration,
  change: (part: Partial<ShellState>) => void,
  { clock, random, signal }: InstalledPageOptions,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    await sleep(clock, fullJitter(failures, HOST_BACKOFF, random), signal);
    try {
      await registration.update();
      change({ host: 'answers' });
      return;
    } catch {
      change({ host: 'silent' });
    }
  }
}

function watchUpdates(
  registration: WorkerRegistration,
  onReady: () => void,
  options: InstalledPageOptions,
): void {
  const { signal } = options;
  const ready = (worker: WorkerLike) => {
    onReady();
    void until(() => options.isQuiet(), options).then(
      () => worker.postMessage(TAKE_OVER),
      () => undefined,
    );
  };
  const look = () => {
    const { installing, waiting } = registration;
    if (waiting !== null) ready(waiting);
    installing?.addEventListener(
      'statechange',
      () => {
        if (installing.state === 'installed') ready(installing);
      },
      { signal },
    );
  };
  registration.addEventListener('updatefound', look, { signal });
  look();
}

/** Rejects when the signal aborts. */
function until(holds: () => boolean, options: InstalledPageOptions): Promise<void> {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!signal.aborted && !holds()) return;
      detach();
      signal.removeEventListener('abort', look);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const detach = options.onMood(look);
    signal.addEventListener('abort', look, { once: true });
    look();
  });
}
