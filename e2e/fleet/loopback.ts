import type { Fetch } from '../../src/network/attempt.ts';

/** True for an address of this computer: a fleet is a load, and nobody else has asked for it. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && (hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname));
}

export interface LoopbackFetchOptions {
  readonly fetch: Fetch;
  /** By this name the mock origin tells one listener from another (X-Client-Id). */
  readonly client: string;
  /** Told of an origin that was not asked, each time; the listener finds it unreachable. */
  readonly onRefused: (origin: string) => void;
}

/** The fetch of one listener: to this computer only, whatever a document or playlist names; redirects are not followed. */
export function createLoopbackFetch({ fetch, client, onRefused }: LoopbackFetchOptions): Fetch {
  return (url, init) => {
    if (!isLoopback(url)) {
      onRefused(new URL(url).origin);
      return Promise.reject(new TypeError('not an address of this computer'));
    }
    const headers = new Headers(init.headers);
    headers.set('X-Client-Id', client);
    return fetch(url, { ...init, headers, redirect: 'error' });
  };
}
