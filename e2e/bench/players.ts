/** A player set-up that is measured. */
export interface Player {
  /** On the command line and in files. */
  readonly id: string;
  /** In tables. */
  readonly title: string;
  /** `page`: this repository's own built page. `peer`: page/peer.html. */
  readonly kind: 'page' | 'peer';
}

export const players: readonly Player[] = [
  { id: 'holdline', title: 'Holdline', kind: 'page' },
  { id: 'hls-handler', title: 'hls.js, fatal handler', kind: 'peer' },
  { id: 'hls-generous', title: 'hls.js, generous', kind: 'peer' },
  { id: 'hls-default', title: 'hls.js', kind: 'peer' },
  { id: 'shaka-tuned', title: 'shaka, tuned', kind: 'peer' },
  { id: 'shaka-default', title: 'shaka', kind: 'peer' },
  { id: 'videojs', title: 'video.js', kind: 'peer' },
  { id: 'vidstack', title: 'vidstack', kind: 'peer' },
  { id: 'native', title: 'Chromium, native', kind: 'peer' },
];
