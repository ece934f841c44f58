import type { ReactNode } from 'react';
import { LostNotice } from './lost-notice.tsx';
import { PageNotice } from './page-notice.tsx';
import { WhySilent } from './why-silent.tsx';

/** What stands under the status: what was lost, the way to an explanation, and whether the page’s host is there. */
export function StatusFoot(): ReactNode {
  return (
    <>
      <LostNotice />
      <WhySilent />
      <PageNotice />
    </>
  );
}
