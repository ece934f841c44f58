import { PrecacheController } from 'workbox-precaching/PrecacheController.js';
import type { PrecacheEntry } from 'workbox-precaching/_types.js';

/** A lifetime event of a service worker, as far as it is used here. */
export interface LifetimeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface PageFilesOptions {
  readonly entries: readonly (PrecacheEntry | string)[];
  /** The folder of the page, with a slash at its end. */
  readonly scope: string;
  readonly fetch: (request: Request) => Promise<Response>;
  /** True when no page of this or another version is open, and no other version is on its way. */
  isAlone(): Promise<boolean>;
}

export interface PageFiles {
  /** Fetches what is not kept yet, one file after the other. Rejects when one cannot be had: then nothing changes. */
  install(event: LifetimeEvent): Promise<unknown>;
  /** Drops the files of other versions, unless somebody may still want one of them. */
  tidy(event: LifetimeEvent): Promise<void>;
  isKept(url: string): boolean;
  page(event: LifetimeEvent, request: Request): Promise<Response>;
  file(event: LifetimeEvent, request: Request): Promise<Response>;
}

const INDEX = 'index.html';

/**
 * The files of the listener page, kept by Workbox: the page comes from the device, whatever its host does. Where the
 * storage fails the network answers.
 */
export function createPageFiles(options: PageFilesOptions): PageFiles {
  const controller = new PrecacheController();
  controller.addToCacheList([...options.entries]);
  const { strategy } = controller;
  const index = new URL(INDEX, options.scope).href;
  const indexKey = controller.getCacheKeyForURL(index);
  return {
    install: (event) => controller.install(event),
    async tidy(event) {
      if (await options.isAlone()) await controller.activate(event);
    },
    isKept: (url) => controller.getCacheKeyForURL(url) !== undefined,
    page(event, request) {
      if (indexKey === undefined) return options.fetch(request);
      const asked = new Request(index);
      return strategy
        .handle({ event, request: asked, params: { cacheKey: indexKey } })
        .catch(() => options.fetch(request));
    },
    // The hashed files of an older version are found under their own addresses, for as long as they are kept.
    file: (event, request) => strategy.handle({ event, request }).catch(() => options.fetch(request)),
  };
}
