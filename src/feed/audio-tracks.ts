import type { AudioRendition } from '../hls/multivariant-playlist.ts';
import type { TrackView } from './feed-snapshot.ts';

/** One version of the sound: a language, a commentary, a description of the picture (EXT-X-MEDIA, TYPE=AUDIO). */
export type AudioTrack = TrackView;

/** What a page can show in a line; a name from outside may be of any length. */
const LONGEST_NAME = 80;

type Named = Pick<AudioRendition, 'name' | 'language' | 'assocLanguage'>;

/**
 * The same for all bit rates and pathways: language, associated language and name (RFC 8216bis 4.4.6.1.1 has these the
 * same in every group). Printable, and the language can be read from it again.
 */
export function audioTrackId({ language, assocLanguage, name }: Named): string {
  return [language ?? '', assocLanguage ?? '', cleanName(name)].map(encodeURIComponent).join('/');
}

/** The language in a track's id, whoever made it; null when it names none. */
export function languageInId(id: string): string | null {
  const [language = ''] = id.split('/');
  return language === '' ? null : language.toLowerCase();
}

/** Every version of the sound that these groups have, each once, in the order of the playlist. */
export function audioTracksOf(groups: Iterable<readonly AudioRendition[]>): AudioTrack[] {
  const tracks: AudioTrack[] = [];
  for (const group of groups) {
    const known = [...tracks];
    const found = new Set(known.map((track) => memberOf(group, track, known)));
    for (const member of group) {
      const id = audioTrackId(member);
      if (found.has(member) || tracks.some((track) => track.id === id)) continue;
      const { language, isDefault } = member;
      tracks.push({ id, name: cleanName(member.name), language, isDefault });
    }
  }
  return tracks;
}

/** What is played when nobody has chosen: DEFAULT, else what may be chosen without being asked for, else the first. */
export function defaultTrackOf(
  tracks: readonly AudioTrack[],
  groups: Iterable<readonly AudioRendition[]>,
): AudioTrack | null {
  const members = [...groups].flat();
  const first = members.find(({ isDefault }) => isDefault) ?? members.find(({ autoselect }) => autoselect);
  const id = first === undefined ? null : audioTrackId(first);
  return tracks.find((track) => track.id === id) ?? tracks[0] ?? null;
}

/**
 * A group's member of a track: the one of its name and language, or, where groups name their members apart ("English,
 * high"), the only one of its language that is no other track.
 */
export function memberOf(
  group: readonly AudioRendition[],
  track: AudioTrack,
  tracks: readonly AudioTrack[],
): AudioRendition | undefined {
  // Two of one name are against the rules (4.4.6.1.1): then it is the one that is meant for everybody.
  const exact = group.filter((member) => audioTrackId(member) === track.id);
  if (exact.length > 0)
    return exact.find(({ isDefault }) => isDefault) ?? exact.find(({ autoselect }) => autoselect) ?? exact[0];
  const free = group.filter(
    (member) => member.language === track.language && tracks.every(({ id }) => id !== audioTrackId(member)),
  );
  return free.length === 1 && isOnlyOfItsLanguage(track, tracks) ? free[0] : undefined;
}

/** The track that an id means here: itself, or the first of its language; null when there is none. */
export function findTrack(tracks: readonly AudioTrack[], id: string): AudioTrack | null {
  const language = languageInId(id);
  return (
    tracks.find((track) => track.id === id) ??
    tracks.find((track) => language !== null && track.language?.toLowerCase() === language) ??
    null
  );
}

function isOnlyOfItsLanguage(track: AudioTrack, tracks: readonly AudioTrack[]): boolean {
  return tracks.filter(({ language }) => language === track.language).length === 1;
}

function cleanName(name: string): string {
  // Control characters and the marks that turn the direction of a line have no business in a name.
  return name
    .replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, LONGEST_NAME);
}
