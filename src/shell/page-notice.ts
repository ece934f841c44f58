import type { ShellState } from './installed-page.ts';

export interface NoticeFacts extends ShellState {
  readonly link: 'steady' | 'struggling' | 'lost' | 'offline' | 'denied';
  /** Something is heard. */
  readonly isPlaying: boolean;
  /** The broadcast document could not be had, and no copy was kept. */
  readonly documentMissing: boolean;
  /** The document is a copy that this device had kept. */
  readonly documentKept: boolean;
  /** Nothing is wanted just now that another version could get in the way of. */
  readonly isQuiet: boolean;
}

/**
 * What there is to say about the page itself; null where that is nothing. Whoever hears does not need its host, and is
 * not told of it.
 */
export type PageNotice = 'device-offline' | 'nothing-answers' | 'host-silent' | 'update-ready' | null;

export function pageNotice(facts: NoticeFacts): PageNotice {
  const isHostSilent = facts.host === 'silent' || (facts.documentKept && facts.host !== 'answers');
  if (facts.fromDevice && isHostSilent && !facts.isPlaying) {
    if (facts.link === 'offline') return 'device-offline';
    return facts.link === 'lost' || facts.documentMissing ? 'nothing-answers' : 'host-silent';
  }
  return facts.hasUpdate && facts.isQuiet ? 'update-ready' : null;
}
