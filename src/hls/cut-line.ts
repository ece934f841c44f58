import { isTerminated, type PlaylistLine } from './playlist-lines.ts';

/**
 * True when a URI line looks cut off: the text ends without a line ending, and in the middle of what the URIs
 * before it look like. Many servers leave the last line ending out, so its absence alone says nothing; a URI that
 * has lost its end has another file extension than its neighbours, or lacks parameters of theirs. To ask for half an
 * address would cost a segment; to read the playlist again costs a moment.
 *
 * `inStep`: the URIs are made after one pattern and the playlist will soon be another, as with segments. Then one that
 * is shorter (where there is no extension, or a query follows it) is taken for cut as well; variants of different
 * names may be as long as they like, and a list of them that never changes must not be refused for ever.
 */
export function looksCut(
  line: PlaylistLine & { readonly kind: 'uri' },
  previousUri: string | null,
  { inStep }: { readonly inStep: boolean },
): boolean {
  if (isTerminated(line) || previousUri === null) return false;
  const extension = extensionOf(line.uri);
  if (extension !== extensionOf(previousUri)) return true;
  const parameters = parametersOf(line.uri);
  if (parametersOf(previousUri).some((name) => !parameters.includes(name))) return true;
  const canTell = extension !== '' && !previousUri.includes('?');
  return inStep && !canTell && line.uri.length < previousUri.length;
}

function extensionOf(uri: string): string {
  return /\.[A-Za-z0-9]+$/.exec(uri.replace(/[?#].*$/, ''))?.[0] ?? '';
}

function parametersOf(uri: string): string[] {
  const [, query = ''] = uri.split('?');
  return query.split('&').map((parameter) => parameter.replace(/=.*/, ''));
}
