import { findTrack, type AudioTrack } from './audio-tracks.ts';
import type { FeedRendition, RenditionChoice } from './rendition-choice.ts';

/** The only version of the sound where a playlist names none. */
const UNNAMED = '';

type Found = Extract<RenditionChoice, { kind: 'ok' }>;

/**
 * Which versions of the sound the pathways have, under the same names on all of them. Every version is a ladder of bit
 * rates of its own.
 */
export interface AudioOffers {
  /** What one pathway has; told again, it is as told last. */
  located(pathwayId: string, found: Found): void;
  left(pathwayId: string): void;
  /** In the order of the playlist; one or none where there is nothing to choose from. */
  tracks(): readonly AudioTrack[];
  /** What is played when nobody has chosen. */
  homeId(): string;
  /** The ladder of a track, lowest first: of the first pathway that has it. */
  ladder(trackId: string): readonly FeedRendition[];
  /** The track that a rendition is of. */
  trackOf(renditionId: string): string;
  rendition(renditionId: string): FeedRendition | undefined;
  /** In another version of the sound, the rendition at the same place of its ladder. */
  sameStep(renditionId: string, trackId: string): string | null;
  /** Where a rendition is to be had on a pathway: by its name, else by its place in the ladder. */
  renditionOn(pathwayId: string, renditionId: string): FeedRendition | undefined;
}

export function createAudioOffers(): AudioOffers {
  let tracks: readonly AudioTrack[] = [];
  let homeId: string | null = null;
  const offers = new Map<string, ReadonlyMap<string, readonly FeedRendition[]>>();

  const idOf = (track: AudioTrack): string => {
    const known = findTrack(tracks, track.id);
    if (known !== null) return known.id;
    // Another pathway has named what the first one had without a name.
    const isHome = homeId === UNNAMED && track.isDefault && tracks.every(({ id }) => id !== UNNAMED);
    const named = isHome ? { ...track, id: UNNAMED } : track;
    tracks = isHome ? [named, ...tracks] : [...tracks, named];
    return named.id;
  };
  const renamed = (trackId: string, renditions: readonly FeedRendition[]) =>
    trackId === homeId
      ? renditions
      : renditions.map((rendition) => ({ ...rendition, id: `${trackId} ${rendition.id}` }));

  const ladder = (trackId: string): readonly FeedRendition[] => {
    for (const offer of offers.values()) {
      const found = offer.get(trackId);
      if (found !== undefined) return found;
    }
    return [];
  };
  const find = (renditionId: string) => {
    for (const offer of offers.values()) {
      for (const [trackId, renditions] of offer) {
        const step = renditions.findIndex(({ id }) => id === renditionId);
        const rendition = renditions[step];
        if (rendition !== undefined) return { trackId, step, rendition };
      }
    }
    return undefined;
  };
  const stepOf = (renditions: readonly FeedRendition[], step: number) =>
    renditions[Math.min(Math.max(0, step), renditions.length - 1)];

  return {
    located(pathwayId, { renditions, tracks: found }) {
      if (homeId === null) {
        const home = found.find(({ isHome }) => isHome);
        tracks = found.map(({ track }) => track);
        homeId = home?.track.id ?? UNNAMED;
      }
      const named = found.map(
        (each) => [idOf(each.track), renamed(idOf(each.track), each.renditions)] as const,
      );
      offers.set(pathwayId, new Map(found.length === 0 ? [[homeId, renditions]] : named));
    },
    left: (pathwayId) => void offers.delete(pathwayId),
    tracks: () => tracks,
    homeId: () => homeId ?? UNNAMED,
    ladder,
    trackOf: (renditionId) => find(renditionId)?.trackId ?? homeId ?? UNNAMED,
    rendition: (renditionId) => find(renditionId)?.rendition,
    sameStep: (renditionId, trackId) => stepOf(ladder(trackId), find(renditionId)?.step ?? 0)?.id ?? null,
    renditionOn(pathwayId, renditionId) {
      const known = find(renditionId);
      const there = offers.get(pathwayId)?.get(known?.trackId ?? homeId ?? UNNAMED) ?? [];
      return there.find(({ id }) => id === renditionId) ?? stepOf(there, known?.step ?? 0);
    },
  };
}
