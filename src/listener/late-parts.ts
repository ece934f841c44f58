/** The parts that the first press does not need, and their words: fetched together, in one request of a busy host. */
export { Announcements } from './announcements.tsx';
export { Audience } from './audience.tsx';
export { CopyLink } from './copy-link.tsx';
export { EmbedPart } from './embed-part.tsx';
export { PageFoot } from './page-foot.tsx';
export { StatusFoot } from './status-foot.tsx';
