import type { MultivariantPlaylist } from '../hls/multivariant-playlist.ts';
import type { Variables } from '../hls/variables.ts';
import type { TrackView } from './feed-snapshot.ts';

/** Where one text track is to be had on one pathway. */
interface TextAddress {
  /** Of its media playlist. */
  readonly url: string;
  readonly variables: Variables;
}

/** One text track of one pathway. */
export interface TextTrack extends TrackView, TextAddress {}

/** Names come from outside; nobody reads more of one. */
const MAX_NAME_CHARACTERS = 80;

/**
 * The text tracks of one pathway, in the order of its playlist. The id is made of language and name, which every
 * pathway and every group has in common (RFC 8216bis 4.4.6.1.1); the groups of several variants hold the same talk, and
 * each of its tracks counts once. Forced ones are no text of the whole talk and are left out.
 */
export function textTracksOf(playlist: MultivariantPlaylist): TextTrack[] {
  const named = new Set(playlist.variants.flatMap(({ textGroupId }) => textGroupId ?? []));
  const groups = [...playlist.textGroups].filter(([groupId]) => named.size === 0 || named.has(groupId));
  const tracks = new Map<string, TextTrack>();
  for (const [, group] of groups) {
    for (const { name, language, url, isDefault, isForced } of group) {
      const shownName = name
        .replace(/\p{C}+/gu, ' ')
        .trim()
        .slice(0, MAX_NAME_CHARACTERS);
      const id = `${language ?? ''} ${shownName}`;
      if (isForced || tracks.has(id)) continue;
      tracks.set(id, { id, name: shownName, language, isDefault, url, variables: playlist.variables });
    }
  }
  return [...tracks.values()];
}
