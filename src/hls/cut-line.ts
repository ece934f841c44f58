import { isTerminated, type PlaylistLine } from './playlist-lines.ts';

/**
 * True when a URI line looks cut off: the text ends without a line ending, and in the middle of what the URIs
 * before it look like. Many servers leave the last line ending out, so its absence alone says nothing; a URI that
 * has lost its end has another file extension than its neighbours, or is shorter (where there is no extension, or
 * a query follows it). To ask for half an address would cost a segment; to read the playlist again costs a moment.
 */
export function looksCut(line: PlaylistLine & { readonly kind: 'uri' }, previousUri: string | null): boolean {
  if (isTerminated(line) || previousUri === null) return false;
  const extension = extensionOf(line.uri);
  if (extension !== extensionOf(previousUri)) return true;
  const canTell = extension !== '' && !previousUri.includes('?');
  return !canTell && line.uri.length < previousUri.length;
}

function extensionOf(uri: string): string {
  return /\.[A-Za-z0-9]+$/.exec(uri.replace(/[?#].*$/, ''))?.[0] ?? '';
}
