import { codecFamily, isVideoCodec } from '../hls/codecs.ts';
import type { MultivariantPlaylist, Variant } from '../hls/multivariant-playlist.ts';
import { audioTracksOf, defaultTrackOf, memberOf, type AudioTrack } from './audio-tracks.ts';

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

/** One version of the sound with its bit rates. */
interface AudioLadder {
  readonly track: AudioTrack;
  /** It is what is played when nobody has chosen. */
  readonly isHome: boolean;
  readonly renditions: readonly FeedRendition[];
}

export type RenditionChoice =
  | {
      readonly kind: 'ok';
      /** Of the version that is played when nobody has chosen. */
      readonly renditions: readonly FeedRendition[];
      /** All versions, in the order of the playlist; empty where there is nothing to choose from. */
      readonly tracks: readonly AudioLadder[];
    }
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
 * browser plays (a change of family inside one synthetic playlist would need a new source buffer). Every version of the
 * sound (EXT-X-MEDIA) has its own ladder of them, in the family of the one that is played by default where it has it.
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
  const groups = audible.flatMap(({ audioGroupId }) => playlist.audioGroups.get(audioGroupId ?? '') ?? []);
  const known = [...new Set(groups.map(({ groupId }) => groupId))].map(
    (groupId) => playlist.audioGroups.get(groupId) ?? [],
  );
  const tracks = audioTracksOf(known);
  // Every group has the same versions: what is heard must not change with the bit rate.
  const home = defaultTrackOf(tracks, known);
  const ladderOf = (track: AudioTrack | null, family: string | null) =>
    ladder(toSources(playlist, audible, canPlay, { track, tracks, isHome: track === home }), family);
  const renditions = ladderOf(home, null);
  if (renditions.length === 0) {
    const codecs = audible.flatMap((variant) => audioCodecs(variant) ?? []);
    return { kind: 'codec-not-supported', codecs: [...new Set(codecs)] };
  }
  const family = familyOf(renditions[0]?.codecs?.split(','));
  const all = tracks
    .map((track) => ({
      track,
      isHome: track === home,
      renditions: track === home ? renditions : ladderOf(track, family),
    }))
    .filter((each) => each.renditions.length > 0);
  return { kind: 'ok', renditions, tracks: all.length > 1 ? all : [] };
}

function ladder(sources: readonly Source[], family: string | null): readonly FeedRendition[] {
  const tiers = [
    // An audio-only variant inside a group is one of that group's renditions, beside the others.
    sources.filter(({ variant, apart }) => !variant.hasVideo && !apart),
    sources.filter(({ apart }) => apart),
    sources.filter(({ withVideo }) => withVideo),
  ].map((tier) => bestFamily(tier, family));
  const renditions = tiers.find((tier) => tier.length > 0) ?? [];
  return renditions === tiers[2] ? renditions.slice(0, 1) : renditions;
}

function hasAudio(variant: Variant): boolean {
  // Without CODECS nothing is known; the decoder will tell.
  return variant.codecs === null || variant.audioGroupId !== null || audioCodecs(variant) !== null;
}

function audioCodecs(variant: Variant): readonly string[] | null {
  const audio = variant.codecs?.filter((codec) => !isVideoCodec(codec) && !TEXT_CODEC.test(codec)) ?? [];
  return audio.length > 0 ? audio : null;
}

interface WantedTrack {
  /** Null where no group says anything. */
  readonly track: AudioTrack | null;
  readonly tracks: readonly AudioTrack[];
  readonly isHome: boolean;
}

/** Where each variant's audio of one version is, but for those that this browser cannot play. */
function toSources(
  { audioGroups }: MultivariantPlaylist,
  variants: readonly Variant[],
  canPlay: (codec: string) => boolean,
  { track, tracks, isHome }: WantedTrack,
): Source[] {
  return variants.flatMap((variant) => {
    const written = audioCodecs(variant);
    // A group may hold more than one codec: whether its member is in the right one, the decoder will tell.
    const playable = written?.filter((codec) => canPlay(codec)) ?? null;
    if (playable?.length === 0) return [];
    const group = variant.audioGroupId === null ? [] : (audioGroups.get(variant.audioGroupId) ?? []);
    const member = track === null ? undefined : memberOf(group, track, tracks);
    // A variant without a group has the sound that everybody gets.
    if (member === undefined && (group.length > 0 || !isHome)) return [];
    // A member without URI is carried inside the variant itself (RFC 8216bis 4.4.6.2.1).
    const url = member?.url ?? null;
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

function familyOf(codecs: readonly string[] | null | undefined): string {
  const [codec] = codecs ?? [];
  return codec === undefined ? '' : codecFamily(codec);
}

/** The preferred one, else the richest; the first listed of equals, for RFC 8216bis 4.4.6.2 lets the author order them. */
function bestFamily(sources: readonly Source[], preferred: string | null): readonly FeedRendition[] {
  const families = new Map<string, Source[]>();
  for (const source of sources) {
    const family = familyOf(source.codecs);
    families.set(family, [...(families.get(family) ?? []), source]);
  }
  const alike = families.get(preferred ?? '');
  if (preferred !== null && alike !== undefined) return toRenditions(alike);
  return [...families.values()]
    .map((family) => toRenditions(family))
    .reduce<FeedRendition[]>((best, family) => (family.length > best.length ? family : best), []);
}
