/** Whether a page like this one can tell somebody who looks elsewhere. */
type NoticeLeave =
  /** This browser has no notifications for pages (an iPhone outside of an installed page). */
  | 'missing'
  /** Nobody has been asked yet. */
  | 'unasked'
  | 'granted'
  | 'denied';

interface Notice {
  readonly title: string;
  readonly body: string;
  /** One of the same tag takes the place of the one before. */
  readonly tag: string;
}

/** The browser's notifications, as far as they are used here. */
export interface Notices {
  leave(): NoticeLeave;
  /** Call inside a press: asks the person. Where a page cannot show any after all, `missing`. */
  ask(): Promise<NoticeLeave>;
  /** Shows it; a press on it brings the page to the front. */
  show(notice: Notice): void;
}

/** `undefined` where the browser has none. */
type NotificationClass = typeof Notification | undefined;

export function browserNotices(): Notices {
  const constructor = () => (globalThis as { readonly Notification?: NotificationClass }).Notification;
  const leave = (): NoticeLeave => {
    const permission = constructor()?.permission;
    return permission === undefined ? 'missing' : permission === 'default' ? 'unasked' : permission;
  };
  return {
    leave,
    async ask() {
      const Notification = constructor();
      if (Notification === undefined) return 'missing';
      await Notification.requestPermission();
      if (leave() === 'granted' && isAndroid() && (await worker()) === null) return 'missing';
      return leave();
    },
    show({ title, body, tag }) {
      const Notification = constructor();
      if (Notification === undefined) return;
      try {
        const notification = new Notification(title, { body, tag });
        notification.addEventListener('click', () => {
          window.focus();
          notification.close();
        });
      } catch {
        // Chrome on Android lets only a service worker show them (crbug.com/481856).
        void worker().then((registration) => registration?.showNotification(title, { body, tag }));
      }
    },
  };
}

/** The one browser that has the constructor and throws at every use; nothing but a use would tell. */
function isAndroid(): boolean {
  return /\bAndroid\b.*\bChrome\b/.test(navigator.userAgent);
}

async function worker(): Promise<ServiceWorkerRegistration | null> {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  try {
    return (await serviceWorker?.getRegistration()) ?? null;
  } catch {
    return null;
  }
}
