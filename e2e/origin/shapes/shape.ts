/** How the sound is packed where it is not in plain fragmented MP4, by what stands before a rendition's name. */
export const shapes = {
  /** MPEG-2 transport stream. */
  ts: { extension: 'ts', contentType: 'video/mp2t', hasInit: false },
  /** Packed audio: AAC in ADTS. */
  adts: { extension: 'aac', contentType: 'audio/aac', hasInit: false },
  /** AES-128, another key for every third segment. */
  aes: { extension: 'm4s', contentType: 'audio/mp4', hasInit: true },
  /** Five segments in a file, as byte ranges of it. */
  ranges: { extension: null, contentType: 'audio/mp4', hasInit: true },
  /** Low-latency HLS: parts, blocking reload, delta updates. */
  ll: { extension: 'm4s', contentType: 'audio/mp4', hasInit: true },
} as const;

export type Shape = keyof typeof shapes;

/** `ll-aac-24` is `aac-24` in the shape `ll`. */
export function shapeOf(name: string): { readonly shape: Shape | null; readonly renditionId: string } {
  const cut = name.indexOf('-');
  const prefix = name.slice(0, cut);
  const shape = (Object.keys(shapes) as Shape[]).find((known) => known === prefix);
  return shape === undefined
    ? { shape: null, renditionId: name }
    : { shape, renditionId: name.slice(cut + 1) };
}
