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

/** MP3 by its object types (RFC 6381, and the MP4 registration authority's list), as ffmpeg and others write it. */
const MP3 = /^mp4a\.(?:40\.3[234]|6b|69)$|^mp3$/;
/** AAC of an unnamed kind. */
const SOME_AAC = /^(?:mp4a(?:\.40)?|aac)$/;

/**
 * The MIME type to ask a browser about a codec of CODECS. MP3 comes in TS or bare, and is given to the browser bare:
 * no browser knows the names that packagers have for it.
 */
export function audioMimeType(codec: string): string {
  const name = codec.toLowerCase();
  return MP3.test(name) ? 'audio/mpeg' : `audio/mp4; codecs="${SOME_AAC.test(name) ? 'mp4a.40.2' : name}"`;
}

/** What can take turns in one source buffer: all AAC is one family, MP3 another. */
export function codecFamily(codec: string): string {
  const name = codec.toLowerCase();
  return MP3.test(name) ? 'mp3' : SOME_AAC.test(name) ? 'mp4a' : name.replace(/\..*/, '');
}
