import type { Plugin } from 'vite';

/** What a page that shows a link to this one is told (Open Graph, https://ogp.me, and Twitter's card). */
export interface ShareFacts {
  readonly title: string;
  readonly description: string;
  /** Where the page is deployed, an absolute http(s) address of its folder; null where the build does not know. */
  readonly publicUrl: string | null;
}

/** Width and height of public/og.png. */
const PICTURE = {
  width: 1200,
  height: 630,
  alt: 'Holdline: a line that holds, and the word “Listen”.',
} as const;

const DEFAULTS = {
  title: 'Holdline',
  description: 'A live broadcast that too many people want to hear at once. Press Listen once and stay.',
} as const;

/**
 * Reads VITE_OG_TITLE, VITE_OG_DESCRIPTION and VITE_PUBLIC_URL. Throws where the last is no absolute http(s) address: a
 * deployment would find out only when a link is passed on.
 */
export function readShareFacts(env: Readonly<Record<string, string | undefined>>): ShareFacts {
  const text = (name: string, otherwise: string) => (env[name] ?? '').trim() || otherwise;
  const written = text('VITE_PUBLIC_URL', '');
  return {
    title: text('VITE_OG_TITLE', DEFAULTS.title),
    description: text('VITE_OG_DESCRIPTION', DEFAULTS.description),
    publicUrl: written === '' ? null : folderUrl(written),
  };
}

function folderUrl(written: string): string {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new Error(`VITE_PUBLIC_URL must be an http or https address without ? and #, not "${written}".`);
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/**
 * The page's HTML with the tags at the end of its head. og:url and og:image must be absolute addresses; where the build
 * does not know the page's own, they are left out, and a link is shown with its text alone.
 */
export function withShareTags(html: string, facts: ShareFacts): string {
  const { title, description, publicUrl } = facts;
  const tags: [attribute: 'property' | 'name', name: string, content: string][] = [
    ['property', 'og:type', 'website'],
    ['property', 'og:title', title],
    ['property', 'og:description', description],
    ['name', 'twitter:card', publicUrl === null ? 'summary' : 'summary_large_image'],
  ];
  if (publicUrl !== null) {
    tags.push(
      ['property', 'og:url', publicUrl],
      ['property', 'og:image', new URL('og.png', publicUrl).href],
      ['property', 'og:image:width', String(PICTURE.width)],
      ['property', 'og:image:height', String(PICTURE.height)],
      ['property', 'og:image:alt', PICTURE.alt],
    );
  }
  const end = html.indexOf('</head>');
  if (end < 0) throw new Error('index.html has no </head>.');
  const lines = tags.map(
    ([attribute, name, content]) => `  <meta ${attribute}="${name}" content="${escaped(content)}" />\n  `,
  );
  return html.slice(0, end) + lines.join('') + html.slice(end);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Puts the tags into the listener page, and into no other. */
export function shareTags(facts: ShareFacts): Plugin {
  return {
    name: 'holdline:share-tags',
    transformIndexHtml: (html, { filename }) =>
      /[\\/]src[\\/]index\.html$/.test(filename) ? withShareTags(html, facts) : html,
  };
}
