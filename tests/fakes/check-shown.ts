import { parseMediaPlaylist, type MediaPlaylist } from '../../src/hls/media-playlist.ts';

/** expect() for every line of every playlist would take most of the time. */
export function demand(condition: boolean, message: () => string): void {
  if (!condition) throw new Error(message());
}

/** Whether the playlists that one player was given, one after the other, are what a player may be given. */
export function checkShown(texts: readonly string[]): void {
  const given = new Map<number, string>();
  let before: MediaPlaylist | null = null;
  for (const [place, text] of texts.entries()) {
    const shown = parseMediaPlaylist(text, 'https://feed.holdline.invalid/live.m3u8');
    const [first] = shown.segments;
    if (first === undefined) throw new Error('an empty playlist');
    const target = Number(/#EXT-X-TARGETDURATION:(\d+)/.exec(text)?.[1]);
    const firstBefore = before?.segments[0];
    if (before !== null && firstBefore !== undefined) {
      demand(first.sequence >= firstBefore.sequence, () => `sequence went back in ${place}`);
      demand(
        first.discontinuitySequence >= firstBefore.discontinuitySequence,
        () => `discontinuity sequence went back in ${place}`,
      );
      demand(target >= before.targetDurationSeconds, () => `target duration shrank in ${place}`);
    }
    const addresses = new Set(shown.segments.map(({ uri }) => uri));
    demand(addresses.size === shown.segments.length, () => `a segment twice in ${place}`);
    for (const [index, segment] of shown.segments.entries()) {
      const { sequence, uri, durationSeconds, discontinuitySequence } = segment;
      demand(Math.round(durationSeconds) <= target, () => `longer than the target duration in ${place}`);
      const step = discontinuitySequence - (shown.segments[index - 1] ?? segment).discontinuitySequence;
      demand(step === 0 || step === 1, () => `discontinuities out of order in ${place}`);
      demand(uri.endsWith(`/segment/${sequence}`), () => `number ${sequence} stands for ${uri} in ${place}`);
      const said = [uri, durationSeconds, discontinuitySequence].join(' ');
      demand((given.get(sequence) ?? said) === said, () => `${given.get(sequence)} became ${said}`);
      given.set(sequence, said);
    }
    demand(!shown.endList || place === texts.length - 1, () => `an end in the middle: ${place}`);
    before = shown;
  }
}
