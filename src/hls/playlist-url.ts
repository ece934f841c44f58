import { PlaylistError } from './playlist-error.ts';

/**
 * The absolute URL of something that is fetched. Throws PlaylistError when it is no URL, or neither http nor
 * https: a playlist may not send its listeners to any other scheme.
 */
export function resolveUrl(uri: string, baseUrl: string, line: number): string {
  const url = resolveAnyUrl(uri, baseUrl, line);
  if (!/^https?:/.test(url)) throw new PlaylistError(line, `"${uri}" is neither http nor https`);
  return url;
}

/** The absolute URL, of any scheme: key systems have their own. Throws PlaylistError when it is no URL. */
export function resolveAnyUrl(uri: string, baseUrl: string, line: number): string {
  try {
    return new URL(uri, baseUrl).href;
  } catch {
    throw new PlaylistError(line, `"${uri}" is no URL`);
  }
}
