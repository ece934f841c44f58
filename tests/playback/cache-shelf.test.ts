import { beforeEach, describe, expect, it } from 'vitest';
import { openCacheShelf, sweepShelves, type ShelfPlaces } from '../../src/playback/cache-shelf.ts';

/** What a browser has for one host, shared by all its tabs. */
interface Host {
  readonly stores: Map<string, Map<string, Uint8Array<ArrayBuffer>>>;
  readonly locks: Set<string>;
  quotaBytes: number;
  refuses: 'nothing' | 'caches' | 'locks' | 'reads';
}

let host: Host;
let leave: (() => void)[];
let names: number;

beforeEach(() => {
  host = { stores: new Map(), locks: new Set(), quotaBytes: Infinity, refuses: 'nothing' };
  leave = [];
  names = 0;
});

const refusal = (name: string) => Promise.reject(new DOMException('refused', name));
const used = () =>
  [...host.stores.values()]
    .flatMap((store) => [...store.values()])
    .reduce((sum, { length }) => sum + length, 0);

function fakeCache(store: Map<string, Uint8Array<ArrayBuffer>>) {
  const address = (request: RequestInfo | URL) =>
    request instanceof Request ? request.url : String(request);
  return {
    async put(request: RequestInfo | URL, response: Response) {
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (used() + bytes.length > host.quotaBytes) return refusal('QuotaExceededError');
      store.set(address(request), bytes);
    },
    match(request: RequestInfo | URL) {
      if (host.refuses === 'reads') return refusal('InvalidStateError');
      const bytes = store.get(address(request));
      return Promise.resolve(bytes === undefined ? undefined : new Response(bytes));
    },
    delete: (request: RequestInfo | URL) => Promise.resolve(store.delete(address(request))),
    add: () => refusal('NotSupportedError'),
    addAll: () => refusal('NotSupportedError'),
    keys: () => Promise.resolve([]),
    matchAll: () => Promise.resolve([]),
  };
}

function tab(): ShelfPlaces {
  return {
    newName: () => `tab-${++names}`,
    onLeave(callback) {
      leave.push(callback);
      return () => {
        leave = leave.filter((one) => one !== callback);
      };
    },
    caches: {
      open(name) {
        if (host.refuses === 'caches') return refusal('SecurityError');
        const store = host.stores.get(name) ?? new Map<string, Uint8Array<ArrayBuffer>>();
        host.stores.set(name, store);
        return Promise.resolve(fakeCache(store));
      },
      delete: (name) => Promise.resolve(host.stores.delete(name)),
      keys: () => Promise.resolve([...host.stores.keys()]),
    },
    locks: {
      request: async (
        name: string,
        optionsOrCallback: LockOptions | LockGrantedCallback<unknown>,
        callback?: LockGrantedCallback<unknown>,
      ) => {
        if (host.refuses === 'locks') return refusal('SecurityError');
        const granted = typeof optionsOrCallback === 'function' ? optionsOrCallback : callback;
        if (host.locks.has(name)) return granted?.(null);
        host.locks.add(name);
        try {
          return await granted?.({ name, mode: 'exclusive' });
        } finally {
          host.locks.delete(name);
        }
      },
    },
  };
}

const bytes = (length: number, value = 7) => new Uint8Array(length).fill(value);

describe('a shelf in Cache Storage', () => {
  it('gives back what was put, and nothing else', async () => {
    const shelf = await openCacheShelf(tab());
    expect(await shelf?.put('1', bytes(100))).toBe(true);
    expect(await shelf?.get('1')).toEqual(bytes(100));
    expect(await shelf?.get('2')).toBeNull();
    shelf?.drop(['1', '2']);
    expect(await shelf?.get('1')).toBeNull();
  });

  it('is full when the browser says so, and has room again for what was dropped', async () => {
    host.quotaBytes = 250;
    const shelf = await openCacheShelf(tab());
    expect(await shelf?.put('1', bytes(100))).toBe(true);
    expect(await shelf?.put('2', bytes(100))).toBe(true);
    expect(await shelf?.put('3', bytes(100))).toBe(false);
    shelf?.drop(['1']);
    expect(await shelf?.put('3', bytes(100))).toBe(true);
    expect(await shelf?.get('2')).toEqual(bytes(100));
  });

  it('never throws: what cannot be read is not there', async () => {
    const shelf = await openCacheShelf(tab());
    await shelf?.put('1', bytes(100));
    host.refuses = 'reads';
    expect(await shelf?.get('1')).toBeNull();
  });

  it.each(['caches', 'locks'] as const)('is not to be had where %s are refused', async (what) => {
    host.refuses = what;
    expect(await openCacheShelf(tab())).toBeNull();
    expect(host.locks.size).toBe(0);
  });

  it('is not to be had where there is no Cache Storage', async () => {
    expect(await openCacheShelf(null)).toBeNull();
  });

  it('leaves nothing behind, whether it is closed or the page goes', async () => {
    const [first, second] = [await openCacheShelf(tab()), await openCacheShelf(tab())];
    await first?.put('1', bytes(100));
    await second?.put('1', bytes(50, 9));
    expect(host.stores.size).toBe(2);
    first?.close();
    await expect.poll(() => host.stores.size).toBe(1);
    expect(await second?.get('1')).toEqual(bytes(50, 9));
    for (const callback of [...leave]) callback();
    await expect.poll(() => host.stores.size + host.locks.size).toBe(0);
    expect(leave).toEqual([]);
  });
});

describe('sweepShelves', () => {
  it('removes what a killed page has left, and nothing of other tabs or of others', async () => {
    const killed = await openCacheShelf(tab());
    await killed?.put('1', bytes(100));
    host.locks.clear();
    const other = await openCacheShelf(tab());
    await other?.put('1', bytes(100));
    await tab().caches.open('somebody-else');
    await sweepShelves(tab());
    expect([...host.stores.keys()]).toEqual(['holdline-shelf-tab-2', 'somebody-else']);
    expect(await other?.get('1')).toEqual(bytes(100));
  });

  it('does nothing where nothing may be done', async () => {
    const left = await openCacheShelf(tab());
    await left?.put('1', bytes(100));
    host.refuses = 'locks';
    await sweepShelves(tab());
    await sweepShelves(null);
    expect(host.stores.size).toBe(1);
  });
});
