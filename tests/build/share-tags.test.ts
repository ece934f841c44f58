// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readShareFacts, withShareTags } from '../../.build/share-tags.ts';

const page = readFileSync(join(import.meta.dirname, '../../src/index.html'), 'utf8');

const tagsOf = (env: Record<string, string>): Record<string, string> => {
  const html = withShareTags(page, readShareFacts(env));
  return Object.fromEntries(
    [...html.matchAll(/<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)" \/>/g)].map(
      ([, name = '', content = '']) => [name, content],
    ),
  );
};

describe('the tags for whoever shows a link to the page', () => {
  it('say something without any setting, and no address that is not known', () => {
    expect(tagsOf({})).toEqual({
      'og:type': 'website',
      'og:title': 'Holdline',
      'og:description':
        'A live broadcast that too many people want to hear at once. Press Listen once and stay.',
      'twitter:card': 'summary',
    });
  });

  it.each([
    ['https://listen.example', 'https://listen.example/', 'https://listen.example/og.png'],
    ['https://listen.example/talk', 'https://listen.example/talk/', 'https://listen.example/talk/og.png'],
    [' https://listen.example/talk/ ', 'https://listen.example/talk/', 'https://listen.example/talk/og.png'],
  ])('have absolute addresses for %s', (publicUrl, url, image) => {
    expect(tagsOf({ VITE_PUBLIC_URL: publicUrl })).toMatchObject({
      'og:url': url,
      'og:image': image,
      'og:image:width': '1200',
      'og:image:height': '630',
      'twitter:card': 'summary_large_image',
    });
  });

  it('are text, whatever is written in them', () => {
    const title = 'Ada & Bob say "hi" </head><script>alert(1)</script>';
    const html = withShareTags(page, readShareFacts({ VITE_OG_TITLE: title, VITE_OG_DESCRIPTION: '$& $1' }));
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    expect(parsed.querySelector('[property="og:title"]')?.getAttribute('content')).toBe(title);
    expect(parsed.querySelector('[property="og:description"]')?.getAttribute('content')).toBe('$& $1');
    expect(parsed.head.querySelectorAll('script')).toHaveLength(0);
    expect(parsed.querySelectorAll('title')).toHaveLength(1);
    expect(parsed.querySelector('#root')).not.toBeNull();
  });

  it.each([
    'listen.example',
    '/talk/',
    'ftp://listen.example',
    'https://',
    'https://a.example/?x',
    'https://a.example/#x',
  ])('the build fails for %s as its public address', (publicUrl) => {
    expect(() => readShareFacts({ VITE_PUBLIC_URL: publicUrl })).toThrow('VITE_PUBLIC_URL');
  });
});
