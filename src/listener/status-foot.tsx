import type { ReactNode } from 'react';
import { LostNotice } from './lost-notice.tsx';
import { WhySilent } from './why-silent.tsx';

/** What stands under the status: what was lost, and the way to an explanation. */
export function StatusFoot(): ReactNode {
  return (
    <>
      <LostNotice />
      <WhySilent />
    </>
  );
}
