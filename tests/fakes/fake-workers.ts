import type { WorkerContainer } from '../../src/shell/installed-page.ts';

interface FakeWorker {
  /** What was posted to it. */
  readonly told: string[];
  becomes(state: 'installed' | 'redundant'): void;
}

export interface FakeWorkers {
  readonly container: WorkerContainer;
  /** Addresses of scripts that were registered. */
  readonly registered: string[];
  /** How often the host was asked for a newer script. */
  updates(): number;
  hostIs(state: 'there' | 'silent'): void;
  /** A newer version waits. */
  waits(): FakeWorker;
  /** A newer version begins to install itself. */
  installs(): FakeWorker;
}

/** The browser's service workers for one page. `controlled`: the page came from one. */
export function createFakeWorkers(options: {
  readonly controlled: boolean;
  readonly refusesScript?: boolean;
}): FakeWorkers {
  const registered: string[] = [];
  const events = new EventTarget();
  let updates = 0;
  let host = 'there';
  let installing: ReturnType<typeof makeWorker> | null = null;
  let waiting: ReturnType<typeof makeWorker> | null = null;

  function makeWorker(first: string) {
    const own = new EventTarget();
    const told: string[] = [];
    let state = first;
    return {
      told,
      get state() {
        return state;
      },
      postMessage: (message: string) => void told.push(message),
      addEventListener: own.addEventListener.bind(own),
      becomes(next: 'installed' | 'redundant') {
        state = next;
        installing = null;
        own.dispatchEvent(new Event('statechange'));
      },
    };
  }

  const registration = {
    get installing() {
      return installing;
    },
    get waiting() {
      return waiting;
    },
    update() {
      updates += 1;
      return host === 'there' ? Promise.resolve() : Promise.reject(new TypeError('no script'));
    },
    addEventListener: events.addEventListener.bind(events),
  };
  return {
    registered,
    updates: () => updates,
    hostIs: (state) => void (host = state),
    container: {
      controller: options.controlled ? {} : null,
      register(url) {
        registered.push(url);
        return options.refusesScript === true
          ? Promise.reject(new DOMException('no', 'SecurityError'))
          : Promise.resolve(registration);
      },
    },
    waits: () => (waiting = makeWorker('installed')),
    installs() {
      installing = makeWorker('installing');
      events.dispatchEvent(new Event('updatefound'));
      return installing;
    },
  };
}
