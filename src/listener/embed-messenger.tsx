import type { ReactNode } from 'react';
import { converse } from './embed-shell.ts';
import { embedderOrigin } from './embedder-origin.ts';
import { useSessionEffect, type PageSession } from './session-context.tsx';

/**
 * Nothing to see: talks with the page around this one for as long as it is there. It comes with the late parts: in a file of
 * its own, the bundler cuts the page's first load into many small ones, 3 kB more in all.
 */
export function EmbedMessenger(): ReactNode {
  useSessionEffect(talk);
  return null;
}

function talk(session: PageSession): () => void {
  const origin = embedderOrigin(location.href);
  // Opened by itself, there is nobody around it.
  if (origin === null || window.parent === window) return () => undefined;
  return converse(session, { origin, parent: window.parent, window });
}
