import { type AttributeList, isYes, textOf } from './attributes.ts';
import { PlaylistError } from './playlist-error.ts';
import { resolveUrl } from './playlist-url.ts';

/** One subtitle rendition (EXT-X-MEDIA with TYPE=SUBTITLES). */
export interface TextRendition {
  readonly groupId: string;
  readonly name: string;
  /** BCP 47; null when the playlist does not say. */
  readonly language: string | null;
  /** Absolute URL of its media playlist. */
  readonly url: string;
  readonly isDefault: boolean;
  readonly autoselect: boolean;
  /** Only what the sound does not say in the listener's language (FORCED): no text of the whole talk. */
  readonly isForced: boolean;
  readonly stableRenditionId: string | null;
}

/**
 * Reads one EXT-X-MEDIA of TYPE=SUBTITLES (RFC 8216bis 4.4.6.1). Null when it lacks its group or its address: whoever
 * writes captions wrong must not cost anybody the sound.
 */
export function toTextRendition(
  attributes: AttributeList,
  baseUrl: string,
  line: number,
): TextRendition | null {
  const groupId = textOf(attributes, 'GROUP-ID');
  const uri = textOf(attributes, 'URI');
  if (groupId === null || uri === null) return null;
  const url = resolvedOrNull(uri, baseUrl, line);
  if (url === null) return null;
  const isDefault = isYes(attributes, 'DEFAULT');
  return {
    groupId,
    name: textOf(attributes, 'NAME') ?? '',
    language: textOf(attributes, 'LANGUAGE'),
    url,
    isDefault,
    autoselect: isDefault || isYes(attributes, 'AUTOSELECT'),
    isForced: isYes(attributes, 'FORCED'),
    stableRenditionId: textOf(attributes, 'STABLE-RENDITION-ID'),
  };
}

function resolvedOrNull(uri: string, baseUrl: string, line: number): string | null {
  try {
    return resolveUrl(uri, baseUrl, line);
  } catch (error) {
    if (error instanceof PlaylistError) return null;
    throw error;
  }
}
