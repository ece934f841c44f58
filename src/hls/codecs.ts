const VIDEO_CODEC =
  /^(?:avc[1-4]|hvc1|hev1|dvh1|dvhe|dva1|dvav|av01|vp0?[89]|vvc1|vvi1|mp4v|s263|h26[1-4])(?:\.|$)/i;

/** True for the name of a video codec as CODECS writes it (RFC 6381). */
export function isVideoCodec(codec: string): boolean {
  return VIDEO_CODEC.test(codec);
}

/** The codec names of a CODECS attribute. */
export function parseCodecs(text: string): string[] {
  return text
    .split(',')
    .map((codec) => codec.trim())
    .filter((codec) => codec !== '');
}
