/** Cache Storage in memory, as far as the service worker's own code uses it. */
export interface FakeCaches extends Pick<CacheStorage, 'open'> {
  keysOf(name: string): readonly string[];
  /** From now on that is refused, as by a browser whose disk is full or whose storage is damaged. */
  refuse(what: 'open' | 'match' | 'put'): void;
}

function addressOf(request: RequestInfo | URL): string {
  return request instanceof Request ? request.url : new URL(request).href;
}

export function createFakeCaches(): FakeCaches {
  const stores = new Map<string, Map<string, Response>>();
  const refused = new Set<string>();
  const check = (what: string) =>
    refused.has(what) ? Promise.reject(new DOMException(what, 'QuotaExceededError')) : Promise.resolve();
  return {
    keysOf: (name) => [...(stores.get(name)?.keys() ?? [])],
    refuse: (what) => void refused.add(what),
    async open(name) {
      await check('open');
      const store = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, store);
      const cache: Pick<Cache, 'match' | 'put'> = {
        async match(request) {
          await check('match');
          return store.get(addressOf(request))?.clone();
        },
        async put(request, response) {
          await check('put');
          store.set(addressOf(request), response);
        },
      };
      return cache as Cache;
    },
  };
}
