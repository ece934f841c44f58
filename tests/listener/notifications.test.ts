import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserNotices } from '../../src/listener/notifications.ts';

const notice = { title: 'An Evening', body: 'It has begun.', tag: 'holdline.evening' };
let permission: NotificationPermission;
let answer: NotificationPermission;
let shown: (EventTarget & { title: string; options: NotificationOptions; closed: boolean })[];
let throws: boolean;

beforeEach(() => {
  permission = 'default';
  answer = 'granted';
  shown = [];
  throws = false;
  vi.stubGlobal(
    'Notification',
    class extends EventTarget {
      static get permission() {
        return permission;
      }
      static requestPermission() {
        permission = answer;
        return Promise.resolve(permission);
      }
      closed = false;
      readonly title: string;
      readonly options: NotificationOptions;
      constructor(title: string, options: NotificationOptions) {
        super();
        if (throws) throw new TypeError('Illegal constructor');
        this.title = title;
        this.options = options;
        shown.push(this);
      }
      close() {
        this.closed = true;
      }
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it.each(['granted', 'denied'] as const)('asks only when told to, and takes the answer: %s', async (given) => {
  answer = given;
  const notices = browserNotices();
  expect(notices.leave()).toBe('unasked');
  expect(permission).toBe('default');
  expect(await notices.ask()).toBe(given);
  expect(notices.leave()).toBe(given);
});

it('somebody who closes the question has not answered', async () => {
  answer = 'default';
  expect(await browserNotices().ask()).toBe('unasked');
});

it('shows it under its tag; a press brings the page to the front', () => {
  const focus = vi.spyOn(window, 'focus').mockReturnValue(undefined);
  browserNotices().show(notice);
  expect(shown.map(({ title, options }) => ({ title, ...options }))).toEqual([notice]);
  expect(focus).not.toHaveBeenCalled();
  shown[0]?.dispatchEvent(new Event('click'));
  expect(focus).toHaveBeenCalledTimes(1);
  expect(shown[0]?.closed).toBe(true);
});

it('a browser without notifications', async () => {
  vi.stubGlobal('Notification', undefined);
  const notices = browserNotices();
  expect(notices.leave()).toBe('missing');
  expect(await notices.ask()).toBe('missing');
  expect(() => notices.show(notice)).not.toThrow();
});

describe('Chrome on Android', () => {
  const android =
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36';
  const stub = (registration: object | undefined) =>
    vi.stubGlobal('navigator', {
      userAgent: android,
      serviceWorker: { getRegistration: () => Promise.resolve(registration) },
    });

  it('only a service worker can: without one it is not promised', async () => {
    throws = true;
    stub(undefined);
    expect(await browserNotices().ask()).toBe('missing');
  });

  it('a service worker shows it', async () => {
    throws = true;
    const showNotification = vi.fn(() => Promise.resolve());
    stub({ showNotification });
    const notices = browserNotices();
    expect(await notices.ask()).toBe('granted');
    notices.show(notice);
    await vi.waitFor(() => expect(showNotification).toHaveBeenCalledTimes(1));
    expect(showNotification).toHaveBeenCalledWith('An Evening', { body: notice.body, tag: notice.tag });
  });
});
