import { isVideoCodec } from '../hls/codecs.ts';
import type { MultivariantPlaylist, Variant } from '../hls/multivariant-playlist.ts';

/** A rendition that the feed can follow: one media playlist. */
export interface FeedRendition {
  /** Stable for the life of the feed; tells nothing about the order. */
  readonly id: string;
  readonly url: string;
  /** BANDWIDTH, bits per second; null for a bare media playlist. */
  readonly bandwidthBps: number | null;
  /** The audio codecs, RFC 6381; null where the playlist does not say. */
  readonly codecs: string | null;
}

export type RenditionChoice =
  | { readonly kind: 'ok'; readonly renditions: readonly FeedRendition[] }
  | { readonly kind: 'no-audio' }
  | { readonly kind: 'codec-not-supported'; readonly codecs: readonly string[] };

/** Timed text (RFC 6381 names): what is neither that nor video is taken for audio, be it a codec of tomorrow. */
const TEXT_CODEC = /^(?:wvtt|stpp|tx3g)(?:\.|$)/i;

/**
 * The renditions worth following, lowest bandwidth first: those with audio, in one codec family that this
 * browser plays (a change of family inside one synthetic playlist would need a new source buffer).
 * Variants without video are preferred, for the audio is what is played. Redundant copies of a variant are
 * other pathways to the same rendition and count once.
 */
export function chooseRenditions(
  playlist: MultivariantPlaylist,
  canPlay: (codecs: string) => boolean,
): RenditionChoice {
  const audible = playlist.variants.filter((variant) => hasAudio(variant));
  if (audible.length === 0) return { kind: 'no-audio' };
  const withoutVideo = audible.filter((variant) => !variant.hasVideo);
  const candidates = withoutVideo.length > 0 ? withoutVideo : audible;

  const families = new Map<string, Variant[]>();
  for (const variant of candidates) {
    const codecs = audioCodecs(variant);
    if (codecs !== null && !canPlay(codecs)) continue;
    const family = codecs?.slice(0, 4).toLowerCase() ?? 'unstated';
    families.set(family, [...(families.get(family) ?? []), variant]);
  }
  // The richest family; the first listed of equals, for RFC 8216bis 4.4.6.2 lets the author order them.
  const chosen = [...families.values()].reduce<Variant[]>(
    (best, family) => (family.length > best.length ? family : best),
    [],
  );
  if (chosen.length === 0) {
    const codecs = candidates.map((variant) => audioCodecs(variant)).filter((text) => text !== null);
    return { kind: 'codec-not-supported', codecs: [...new Set(codecs)] };
  }

  const byRate = new Map<string, FeedRendition>();
  for (const variant of chosen) {
    const codecs = audioCodecs(variant);
    const id = `${codecs ?? 'audio'}@${String(variant.bandwidthBps)}`;
    if (byRate.has(id)) continue;
    byRate.set(id, {
      id,
      url: playlistUrl(playlist, variant),
      bandwidthBps: variant.bandwidthBps,
      codecs,
    });
  }
  const renditions = [...byRate.values()].sort((a, b) => (a.bandwidthBps ?? 0) - (b.bandwidthBps ?? 0));
  return { kind: 'ok', renditions };
}

function hasAudio(variant: Variant): boolean {
  // Without CODECS nothing is known; the decoder will tell.
  return variant.codecs === null || variant.audioGroupId !== null || audioCodecs(variant) !== null;
}

function audioCodecs(variant: Variant): string | null {
  const audio = variant.codecs?.filter((codec) => !isVideoCodec(codec) && !TEXT_CODEC.test(codec)) ?? [];
  return audio.length > 0 ? audio.join(',') : null;
}

function playlistUrl(playlist: MultivariantPlaylist, variant: Variant): string {
  if (variant.audioGroupId === null) return variant.url;
  const group = playlist.audioGroups.get(variant.audioGroupId) ?? [];
  const rendition = group.find((member) => member.isDefault) ?? group[0];
  // A member without URI is carried inside the variant itself (RFC 8216bis 4.4.6.2.1).
  return rendition?.url ?? variant.url;
}
