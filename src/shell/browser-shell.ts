import { systemRandom } from '../network/random.ts';
import { keepInstalled, type InstalledPageOptions } from './installed-page.ts';

/**
 * `keepInstalled` for this page in this browser. Does nothing where there are no service workers (no secure context,
 * some private windows), where the page stands in somebody else's frame, in development, and for a first visit of
 * somebody who has asked browsers to save data.
 */
export function keepThisPage(options: Omit<InstalledPageOptions, 'container' | 'random'>): void {
  const container = containerOrNull();
  if (container === null || !import.meta.env.PROD || globalThis.parent !== globalThis.self) return;
  if (container.controller === null && savesData()) return;
  keepInstalled({ ...options, container, random: systemRandom });
}

function containerOrNull(): ServiceWorkerContainer | null {
  try {
    return (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker ?? null;
  } catch {
    // A sandboxed frame may not even look.
    return null;
  }
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
