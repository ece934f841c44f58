import { boolean, object, safeParse } from 'valibot';
import type { StoreApi } from 'zustand/vanilla';
import type { CrowdPolicy, Engine } from '../playback/engine.ts';
import type { SessionState } from './audio-session.ts';
import { crowdPolicy } from './crowd-policy.ts';

const KEY = 'holdline.saver';
const schema = object({ on: boolean() });

/**
 * Half as long again between two looks at a playlist: six seconds for segments of four. With little in hand, and before the first
 * sound, nobody waits for it (`nextReloadMs`), so no start and no recovery comes later.
 */
const RELOAD_STRETCH = 1.5;
/** Half of the usual: what a listener who leaves has not heard is not fetched in vain; still more than most outages take. */
const AHEAD_SECONDS = 60;

/** What a listener with little data to spend asks of the engine. */
const saving: CrowdPolicy = {
  lowestOnly: true,
  holdBackExtraSeconds: 0,
  reloadStretch: RELOAD_STRETCH,
  joinBackoffMs: null,
  yieldMs: null,
  mostAheadSeconds: AHEAD_SECONDS,
};

/** Both at once: of two wishes the one that asks for less from the origin holds. */
export function lighter(one: CrowdPolicy, other: CrowdPolicy): CrowdPolicy {
  const aheads = [one.mostAheadSeconds, other.mostAheadSeconds].filter((seconds) => seconds !== undefined);
  return {
    lowestOnly: one.lowestOnly || other.lowestOnly,
    holdBackExtraSeconds: Math.max(one.holdBackExtraSeconds, other.holdBackExtraSeconds),
    reloadStretch: Math.max(one.reloadStretch, other.reloadStretch),
    joinBackoffMs: longer(one.joinBackoffMs, other.joinBackoffMs),
    yieldMs: longer(one.yieldMs, other.yieldMs),
    ...(aheads.length === 0 ? {} : { mostAheadSeconds: Math.min(...aheads) }),
  };
}

function longer(oneMs: number | null, otherMs: number | null): number | null {
  return oneMs === null || otherMs === null ? (oneMs ?? otherMs) : Math.max(oneMs, otherMs);
}

/** The engine, which is asked for less while the session saves data, whatever the producers ask for. */
export function savingEngine(engine: Engine, store: StoreApi<SessionState>): Engine {
  let asked = crowdPolicy({});
  const apply = () => engine.setCrowdPolicy(store.getState().dataSaver.on ? lighter(asked, saving) : asked);
  const stop = store.subscribe((state, before) => {
    if (state.dataSaver.on !== before.dataSaver.on) apply();
  });
  if (store.getState().dataSaver.on) apply();
  return {
    ...engine,
    setCrowdPolicy(policy) {
      asked = policy;
      apply();
    },
    destroy() {
      stop();
      engine.destroy();
    },
  };
}

/** Network Information API; no browser but Chromium's has it. */
export interface SaveDataSource {
  readonly saveData?: boolean;
  addEventListener(type: 'change', listener: () => void): void;
  removeEventListener(type: 'change', listener: () => void): void;
}

export interface FollowSaverOptions {
  readonly store: StoreApi<SessionState>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly connection: SaveDataSource | undefined;
}

/**
 * Saves data as the browser is told to, until the listener chooses; then as chosen, on later visits too. Returns a
 * disposer.
 */
export function followDataSaver({ store, storage, connection }: FollowSaverOptions): () => void {
  const chosen = read(storage);
  if (chosen !== null && !store.getState().dataSaver.chosen)
    store.setState({ dataSaver: { on: chosen, chosen: true } });
  const follow = () => {
    const on = connection?.saveData === true;
    const { dataSaver } = store.getState();
    if (!dataSaver.chosen && dataSaver.on !== on) store.setState({ dataSaver: { on, chosen: false } });
  };
  follow();
  connection?.addEventListener('change', follow);
  const stop = store.subscribe(({ dataSaver }, before) => {
    if (dataSaver !== before.dataSaver && dataSaver.chosen) write(storage, dataSaver.on);
  });
  return () => {
    stop();
    connection?.removeEventListener('change', follow);
  };
}

function read(storage: Pick<Storage, 'getItem'> | null): boolean | null {
  try {
    const saved = safeParse(schema, JSON.parse(storage?.getItem(KEY) ?? 'null'));
    return saved.success ? saved.output.on : null;
  } catch {
    // Not JSON, or a storage that may not be read: as if nothing had been chosen.
    return null;
  }
}

function write(storage: Pick<Storage, 'setItem'> | null, on: boolean): void {
  try {
    storage?.setItem(KEY, JSON.stringify({ on }));
  } catch {
    // The choice holds for this visit.
  }
}
