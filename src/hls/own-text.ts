/**
 * The same text by itself. In V8 a part of a longer text (13 letters or more) keeps all of that in memory, and a playlist
 * is hundreds of times as long as what is kept of it for hours with a segment: https://github.com/video-dev/hls.js/issues/939
 */
export function ownText(text: string): string {
  // Taking a part of what was put together writes it out first, by itself.
  return ` ${text}`.slice(1);
}
