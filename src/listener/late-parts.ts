/** The parts that the first press does not need, and their words: fetched together, in one request of a busy host. */
export { Announcements } from './announcements.tsx';
export { Audience } from './audience.tsx';
export { CopyLink } from './copy-link.tsx';
export { DetailsPanel } from './details-panel.tsx';
export { LostNotice } from './lost-notice.tsx';
