/** One way to the broadcast: a server with connections, limiters and lines of its own. */
export interface Pathway {
  readonly id: string;
  /** `http://host:port` */
  readonly url: string;
  /** Added to the media sequence numbers, file names and decode times of the broadcast. */
  readonly numberOffset: number;
  /** What chance depends on besides seed and request. The first pathway has nothing: others beside it change nothing. */
  readonly chanceKey: readonly string[];
}

/** The address of a media playlist on a pathway. */
export function mediaPlaylistUrl({ url }: Pathway, renditionId: string): string {
  return `${url}/live/${renditionId}/index.m3u8`;
}
