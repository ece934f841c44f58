/** What an address of the page may hold that is nobody's but this visit's. */
const PRIVATE_PARAMETERS = ['debug', 'embed', 'background'];

/** This page's address as it may be passed on: the broadcast, and nothing of this visit. */
export function publicAddress(href: string): string {
  const url = new URL(href);
  for (const name of PRIVATE_PARAMETERS) url.searchParams.delete(name);
  url.hash = '';
  return url.href;
}

/** One line of HTML that puts the compact player into another page. `title` is read out for the frame. */
export function embedSnippet(href: string, title: string): string {
  const url = new URL(publicAddress(href));
  const src = `${url.href}${url.search === '' ? '?' : '&'}embed`;
  return (
    `<iframe src="${escaped(src)}" title="${escaped(title)}" width="100%" height="180" ` +
    'style="border:0" allow="autoplay; clipboard-write"></iframe>'
  );
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
