import { codecFamily, isVideoCodec } from '../hls/codecs.ts';
import type { AudioRendition, MultivariantPlaylist, Variant } from '../hls/multivariant-playlist.ts';

/** A rendition that the feed can follow: one media playlist. */
export interface FeedRendition {
  /** Stable for the life of the feed; tells nothing about the order. */
  readonly id: string;
  readonly url: string;
  /** BANDWIDTH, bits per second; null where the playlist does not say. A guess for audio that comes beside a video. */
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

/** Stereo AAC beside a video usually has this rate (HLS Authoring Specification for Apple Devices, 2.7 and following). */
const USUAL_AUDIO_BPS = 128_000;

/** One place where the audio of a variant can be had. */
interface Source {
  readonly variant: Variant;
  readonly url: string;
  /** The audio comes from a playlist of its own, beside that of the variant (EXT-X-MEDIA). */
  readonly apart: boolean;
  /** The picture would have to be fetched along with the sound. */
  readonly withVideo: boolean;
  /** Those that the browser plays; null where the playlist does not say. */
  readonly codecs: readonly string[] | null;
}

/**
 * The renditions worth following, lowest bandwidth first: those with audio, in one codec family that this
 * browser plays (a change of family inside one synthetic playlist would need a new source buffer).
 *
 * Audio without a picture is preferred: variants of audio alone, then the audio renditions beside video variants, each
 * once however many videos it goes with. Where the sound comes only together with a picture, the smallest variant is
 * the only rendition: the larger ones have larger pictures. Redundant copies of a variant are other pathways to the
 * same rendition and count once.
 */
export function chooseRenditions(
  playlist: MultivariantPlaylist,
  canPlay: (codec: string) => boolean,
): RenditionChoice {
  const audible = playlist.variants.filter((variant) => hasAudio(variant));
  if (audible.length === 0) return { kind: 'no-audio' };
  const sources = toSources(playlist, audible, canPlay);
  const families = [
    // An audio-only variant inside a group is one of that group's renditions, beside the others.
    sources.filter(({ variant, apart }) => !variant.hasVideo && !apart),
    sources.filter(({ apart }) => apart),
    sources.filter(({ withVideo }) => withVideo),
  ].map((tier) => richestFamily(tier));
  const renditions = families.find((family) => family.length > 0);
  if (renditions === undefined) {
    const codecs = audible.flatMap((variant) => audioCodecs(variant) ?? []);
    return { kind: 'codec-not-supported', codecs: [...new Set(codecs)] };
  }
  return { kind: 'ok', renditions: renditions === families[2] ? renditions.slice(0, 1) : renditions };
}

function hasAudio(variant: Variant): boolean {
  // Without CODECS nothing is known; the decoder will tell.
  return variant.codecs === null || variant.audioGroupId !== null || audioCodecs(variant) !== null;
}

function audioCodecs(variant: Variant): readonly string[] | null {
  const audio = variant.codecs?.filter((codec) => !isVideoCodec(codec) && !TEXT_CODEC.test(codec)) ?? [];
  return audio.length > 0 ? audio : null;
}

/** Where each variant's audio is, but for those that this browser cannot play. */
function toSources(
  { audioGroups }: MultivariantPlaylist,
  variants: readonly Variant[],
  canPlay: (codec: string) => boolean,
): Source[] {
  // Every group has the same languages (RFC 8216bis 4.4.6.1.1): what is heard must not change with the bit rate.
  const wanted = [...audioGroups.values()].flat().find(({ isDefault }) => isDefault) ?? null;
  return variants.flatMap((variant) => {
    const written = audioCodecs(variant);
    // A group may hold more than one codec: whether its member is in the right one, the decoder will tell.
    const playable = written?.filter((codec) => canPlay(codec)) ?? null;
    if (playable?.length === 0) return [];
    const group = variant.audioGroupId === null ? [] : (audioGroups.get(variant.audioGroupId) ?? []);
    // A member without URI is carried inside the variant itself (RFC 8216bis 4.4.6.2.1).
    const url = memberOf(group, wanted)?.url ?? null;
    return [
      {
        variant,
        url: url ?? variant.url,
        apart: url !== null,
        withVideo: url === null && variant.hasVideo,
        codecs: playable,
      },
    ];
  });
}

function memberOf(
  group: readonly AudioRendition[],
  wanted: AudioRendition | null,
): AudioRendition | undefined {
  const alike = group.filter(({ language }) => wanted !== null && language === wanted.language);
  return (
    alike.find(({ name }) => name === wanted?.name) ??
    group.find(({ isDefault }) => isDefault) ??
    alike[0] ??
    group.find(({ autoselect }) => autoselect) ??
    group[0]
  );
}

/** Lowest bandwidth first, each playlist once, and each set of redundant copies once. */
function toRenditions(sources: readonly Source[]): FeedRendition[] {
  const smallestFirst = [...sources].sort((a, b) => a.variant.bandwidthBps - b.variant.bandwidthBps);
  const byUrl = new Map<string, Source[]>();
  for (const source of smallestFirst) byUrl.set(source.url, [...(byUrl.get(source.url) ?? []), source]);
  const byId = new Map<string, FeedRendition>();
  const groups = [...byUrl.values()];
  for (const [index, group] of groups.entries()) {
    const [source] = group;
    if (source === undefined) continue;
    const codecs = source.codecs?.join(',') ?? null;
    const bandwidthBps = audioBandwidth(group, groups[0] ?? group, index);
    const id = `${codecs ?? 'audio'}@${String(bandwidthBps)}`;
    if (!byId.has(id)) byId.set(id, { id, url: source.url, bandwidthBps, codecs });
  }
  return [...byId.values()].sort((a, b) => (a.bandwidthBps ?? 0) - (b.bandwidthBps ?? 0));
}

/**
 * What the audio itself takes. BANDWIDTH counts the video too: the variants of one video differ by their audio; where
 * they have no video in common nothing is known but the order.
 */
function audioBandwidth(group: readonly Source[], smallest: readonly Source[], rank: number): number | null {
  const exact = group.find(({ variant }) => !variant.hasVideo) ?? group.find(({ apart }) => !apart);
  if (exact !== undefined) return exact.variant.bandwidthBps === 0 ? null : exact.variant.bandwidthBps;
  const [base] = smallest;
  const twin = group.find(({ variant }) => smallest.some((other) => other.variant.url === variant.url));
  const other = smallest.find(({ variant }) => variant.url === twin?.variant.url);
  const more =
    twin === undefined || other === undefined
      ? USUAL_AUDIO_BPS * rank
      : twin.variant.bandwidthBps - other.variant.bandwidthBps;
  const least = base === undefined || base.variant.hasVideo ? USUAL_AUDIO_BPS : base.variant.bandwidthBps;
  return least + more;
}

/** The first listed of equals, for RFC 8216bis 4.4.6.2 lets the author order them. */
function richestFamily(sources: readonly Source[]): readonly FeedRendition[] {
  const families = new Map<string, Source[]>();
  for (const source of sources) {
    const [codec] = source.codecs ?? [];
    const family = codec === undefined ? '' : codecFamily(codec);
    families.set(family, [...(families.get(family) ?? []), source]);
  }
  return [...families.values()]
    .map((family) => toRenditions(family))
    .reduce<FeedRendition[]>((best, family) => (family.length > best.length ? family : best), []);
}
