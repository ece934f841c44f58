/** What the page's own address asks for. */
export type Address =
  | { readonly kind: 'document'; readonly url: string }
  /** A bare stream, without a broadcast document. */
  | { readonly kind: 'stream'; readonly url: string }
  | {
      readonly kind: 'problem';
      readonly problem: 'invalid-url' | 'unsupported-scheme' | 'origin-not-allowed';
      /** As written. */
      readonly url: string;
    };

const DEFAULT_DOCUMENT = 'broadcast.json';

/**
 * Reads `?stream=URL` or `?broadcast=URL` from the page's address; without them the document that lies beside the
 * page. The stream wins where both are given. `allowedOrigins` are those of the deployment (`https://a.example`;
 * `*` is any); the page's own is always allowed. A path on the page's own host must begin with `/`, `./` or `../`:
 * anything else that is no URL is a mistake, not a file name.
 */
export function readAddress(pageUrl: string, allowedOrigins: readonly string[]): Address {
  const page = new URL(pageUrl);
  for (const [parameter, kind] of [
    ['stream', 'stream'],
    ['broadcast', 'document'],
  ] as const) {
    const written = page.searchParams.get(parameter)?.trim() ?? '';
    if (written !== '') return checked(kind, written, page, allowedOrigins);
  }
  return { kind: 'document', url: new URL(DEFAULT_DOCUMENT, page).href };
}

function checked(
  kind: 'document' | 'stream',
  written: string,
  page: URL,
  allowedOrigins: readonly string[],
): Address {
  const url = parseUrl(written, page);
  if (url === null) return { kind: 'problem', problem: 'invalid-url', url: written };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { kind: 'problem', problem: 'unsupported-scheme', url: written };
  }
  // fetch refuses addresses with a name and password in them.
  if (url.username !== '' || url.password !== '')
    return { kind: 'problem', problem: 'invalid-url', url: written };
  const isAllowed =
    url.origin === page.origin ||
    allowedOrigins.some((allowed) => allowed === '*' || parseUrl(allowed, page)?.origin === url.origin);
  if (!isAllowed) return { kind: 'problem', problem: 'origin-not-allowed', url: written };
  url.hash = '';
  return { kind, url: url.href };
}

function parseUrl(written: string, page: URL): URL | null {
  try {
    return /^\.{0,2}\//.test(written) ? new URL(written, page) : new URL(written);
  } catch {
    return null;
  }
}
