/** The parts that the first press does not need, and their words: fetched together, in one request of a busy host. */
export { AudioLanguage } from './audio-language.tsx';
export { Audience } from './audience.tsx';
export { CopyLink } from './copy-link.tsx';
export { EmbedPart } from './embed-part.tsx';
export { MediaLine } from './media-line.tsx';
export { PageFoot } from './page-foot.tsx';
export { StatusFoot } from './status-foot.tsx';
export { TabTitle } from './tab-title.tsx';
export { Transcript } from './transcript.tsx';
export { Transport } from './transport.tsx';
export { WaitingRoom } from './waiting-room.tsx';
