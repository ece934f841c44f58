import type { PrecacheEntry } from 'workbox-precaching/_types.js';
import { createThreadClock } from './network/clock.ts';
import { TAKE_OVER } from './shell/installed-page.ts';
import { freshOrKept } from './shell/kept-document.ts';
import { createPageFiles, type LifetimeEvent } from './shell/page-files.ts';
import { routeOf } from './shell/route.ts';

interface FetchHandlerEvent extends LifetimeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface InstallEvent extends LifetimeEvent {
  /** The static routing API: only some browsers have it. */
  addRoutes?(rules: readonly object[]): Promise<void>;
}

interface PageWindow {
  /** Refused where the browser does not take it for a person's wish. */
  focus(): Promise<unknown>;
}

interface NotificationClickEvent extends LifetimeEvent {
  readonly notification: { close(): void };
}

/** What this script uses of its global scope; TypeScript's DOM and worker libraries exclude each other. */
interface WorkerScope {
  readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[];
  readonly registration: {
    readonly scope: string;
    readonly installing: object | null;
    readonly waiting: object | null;
  };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: {
      readonly type: 'window';
      readonly includeUncontrolled: true;
    }): Promise<readonly PageWindow[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install', listener: (event: InstallEvent) => void): void;
  addEventListener(type: 'activate', listener: (event: LifetimeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchHandlerEvent) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationClickEvent) => void): void;
}
declare const self: WorkerScope;

/**
 * The service worker of the listener page: keeps the page and the last broadcast document, so that it opens when its
 * host is down. It answers for nothing else.
 */
const { registration } = self;
const { scope } = registration;
const clock = createThreadClock();
const fetchFromNetwork = (request: Request) => fetch(request);
const files = createPageFiles({
  entries: self.__WB_MANIFEST,
  scope,
  fetch: fetchFromNetwork,
  isAlone: async () => {
    const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    return windows.length === 0 && registration.installing === null && registration.waiting === null;
  },
});

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([files.install(event), passOtherOrigins(event)]));
});

// The page that has just installed this worker is kept from now on as well; it goes on with what it has loaded.
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([files.tidy(event), self.clients.claim()]));
});

self.addEventListener('message', ({ data }) => {
  if (data === TAKE_OVER) void self.skipWaiting();
});

// Only where a page cannot show a notification itself (listener/notifications.ts): back to the page that told of it.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(toThePage().catch(() => undefined));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { headers, method, mode, url } = request;
  const asked = { method, mode, url, accept: headers.get('accept'), range: headers.get('range') };
  switch (routeOf(asked, scope, (file) => files.isKept(file))?.kind) {
    case 'page':
      event.respondWith(files.page(event, request));
      // Before this page has its first file: if it is the only one, nobody wants those of older versions any more.
      event.waitUntil(files.tidy(event).catch(() => undefined));
      return;
    case 'file':
      event.respondWith(files.file(event, request));
      return;
    case 'document':
      event.respondWith(
        freshOrKept(request, {
          fetch: fetchFromNetwork,
          caches,
          clock,
          waitUntil: (work) => event.waitUntil(work),
        }),
      );
      return;
    case undefined:
      // Not answered here: the browser asks the network itself.
      return;
  }
});

/** Where browsers can be told so: what goes to other origins does not even start this worker. */
async function passOtherOrigins(event: InstallEvent): Promise<void> {
  if (event.addRoutes === undefined) return;
  const { protocol, hostname, port } = new URL(scope);
  const ownOrigin = { protocol: protocol.slice(0, -1), hostname, port, pathname: '/*', search: '*' };
  try {
    await event.addRoutes([{ condition: { not: { urlPattern: ownOrigin } }, source: 'network' }]);
  } catch {
    // A dialect of the API that does not know this rule: the fetch handler leaves them alone as well.
  }
}

async function toThePage(): Promise<void> {
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await (page === undefined ? self.clients.openWindow(scope) : page.focus());
}
