import type { ReactNode } from 'react';
import { DetailsPanel } from './details-panel.tsx';
import { PageTools } from './page-tools.tsx';
import { SharePart } from './share-part.tsx';

/** What stands at the foot of the page. */
export function PageFoot(): ReactNode {
  return (
    <>
      <SharePart />
      <PageTools />
      <DetailsPanel />
    </>
  );
}
