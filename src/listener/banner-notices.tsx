import type { ReactNode } from 'react';
import { LostNotice } from './lost-notice.tsx';
import { PageNotice } from './page-notice.tsx';

/** What stands under the status and is not a part of it. */
export function BannerNotices(): ReactNode {
  return (
    <>
      <LostNotice />
      <PageNotice />
    </>
  );
}
