import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crowdPolicy } from '../../src/session/crowd-policy.ts';
import { followDataSaver, lighter, savingEngine, type SaveDataSource } from '../../src/session/data-saver.ts';
import { createFakeEngine } from '../fakes/fake-engine.ts';
import { createFakeSession } from '../fakes/fake-session.ts';

const usual = crowdPolicy({});

describe('two wishes at once', () => {
  it('are each other’s equal, and the one that asks for less holds', () => {
    const policy = fc.record(
      {
        lowestOnly: fc.boolean(),
        holdBackExtraSeconds: fc.nat(60),
        reloadStretch: fc.integer({ min: 1, max: 4 }),
        joinBackoffMs: fc.option(fc.nat(60_000)),
        yieldMs: fc.option(fc.nat(60_000)),
        mostAheadSeconds: fc.nat(120),
      },
      { requiredKeys: ['lowestOnly', 'holdBackExtraSeconds', 'reloadStretch', 'joinBackoffMs', 'yieldMs'] },
    );
    fc.assert(
      fc.property(policy, policy, (one, other) => {
        const both = lighter(one, other);
        expect(both).toEqual(lighter(other, one));
        expect(lighter(both, one)).toEqual(both);
        expect(both.lowestOnly).toBe(one.lowestOnly || other.lowestOnly);
        expect(both.reloadStretch).toBeGreaterThanOrEqual(Math.max(one.reloadStretch, other.reloadStretch));
        expect(both.mostAheadSeconds ?? 999).toBeLessThanOrEqual(one.mostAheadSeconds ?? 999);
        expect(both.joinBackoffMs ?? 0).toBeGreaterThanOrEqual(one.joinBackoffMs ?? 0);
        expect(both.yieldMs ?? 0).toBeGreaterThanOrEqual(one.yieldMs ?? 0);
        expect(lighter(one, usual)).toEqual(one);
      }),
    );
  });
});

describe('the engine', () => {
  const saver = (on: boolean) => ({ dataSaver: { on, chosen: true } });

  it('is asked for less while data is saved, whatever the producers ask for and when', () => {
    const { store } = createFakeSession();
    const policies: unknown[] = [];
    const real = { ...createFakeEngine(), setCrowdPolicy: (policy: unknown) => policies.push(policy) };
    const engine = savingEngine(real, store);
    expect(policies).toEqual([]);
    store.setState(saver(true));
    expect(policies.at(-1)).toMatchObject({ lowestOnly: true, reloadStretch: 1.5, mostAheadSeconds: 60 });
    engine.setCrowdPolicy(crowdPolicy({ degrade: 3, joinBackoffSeconds: 30 }));
    expect(policies.at(-1)).toEqual({
      lowestOnly: true,
      holdBackExtraSeconds: 20,
      reloadStretch: 2,
      joinBackoffMs: 30_000,
      yieldMs: null,
      mostAheadSeconds: 60,
    });
    store.setState(saver(false));
    expect(policies.at(-1)).toEqual(crowdPolicy({ degrade: 3, joinBackoffSeconds: 30 }));
    const told = policies.length;
    engine.destroy();
    store.setState(saver(true));
    expect(policies).toHaveLength(told);
  });

  it('knows from its first moment that data is saved', () => {
    const { store } = createFakeSession(saver(true));
    const policies: unknown[] = [];
    savingEngine({ ...createFakeEngine(), setCrowdPolicy: (policy) => policies.push(policy) }, store);
    expect(policies).toHaveLength(1);
  });
});

describe('the switch', () => {
  function createConnection(saveData: boolean) {
    const listeners = new Set<() => void>();
    const connection = {
      saveData,
      addEventListener: (_type: 'change', listener: () => void) => void listeners.add(listener),
      removeEventListener: (_type: 'change', listener: () => void) => void listeners.delete(listener),
    } satisfies SaveDataSource;
    return {
      connection,
      listeners,
      say(next: boolean) {
        connection.saveData = next;
        for (const listener of listeners) listener();
      },
    };
  }
  const storage = (saved: string | null = null) => {
    const written: string[] = [];
    return {
      written,
      getItem: () => saved,
      setItem: (_key: string, value: string) => void written.push(value),
    };
  };

  it('follows the browser until the listener has chosen, and lasts', () => {
    const { store } = createFakeSession();
    const { connection, say, listeners } = createConnection(true);
    const kept = storage();
    const stop = followDataSaver({ store, storage: kept, connection });
    expect(store.getState().dataSaver).toEqual({ on: true, chosen: false });
    say(false);
    expect(store.getState().dataSaver.on).toBe(false);
    expect(kept.written).toEqual([]);
    store.setState({ dataSaver: { on: false, chosen: true } });
    say(true);
    expect(store.getState().dataSaver).toEqual({ on: false, chosen: true });
    expect(kept.written).toEqual(['{"on":false}']);
    stop();
    expect(listeners.size).toBe(0);
  });

  it('is as it was chosen on an earlier visit', () => {
    const { store } = createFakeSession();
    followDataSaver({ store, storage: storage('{"on":true}'), connection: undefined });
    expect(store.getState().dataSaver).toEqual({ on: true, chosen: true });
  });

  it('that was pressed before its code was here stands', () => {
    const { store } = createFakeSession({ dataSaver: { on: false, chosen: true } });
    followDataSaver({
      store,
      storage: storage('{"on":true}'),
      connection: createConnection(true).connection,
    });
    expect(store.getState().dataSaver).toEqual({ on: false, chosen: true });
  });

  it.each(['nonsense', '{"on":"yes"}', '[]', 'null'])('takes no harm from a storage with %s', (saved) => {
    const { store } = createFakeSession();
    followDataSaver({ store, storage: storage(saved), connection: undefined });
    expect(store.getState().dataSaver).toEqual({ on: false, chosen: false });
  });

  it('takes no harm from a storage that refuses', () => {
    const { store } = createFakeSession();
    const refuse = () => {
      throw new DOMException('no', 'QuotaExceededError');
    };
    followDataSaver({ store, storage: { getItem: refuse, setItem: refuse }, connection: undefined });
    store.setState({ dataSaver: { on: true, chosen: true } });
    expect(store.getState().dataSaver.on).toBe(true);
  });
});
