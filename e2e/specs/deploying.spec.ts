import { expect, type Page } from 'playwright/test';
import { builtPage } from '../fixtures/folder-host.ts';
import { Listener } from '../fixtures/listener.ts';
import { programPath } from '../fixtures/programs.ts';
import {
  nginxAccepts,
  recipe,
  shieldChanges,
  startNginx,
  startNginxShield,
  startVarnishShield,
  varnishAccepts,
  varnishChanges,
  type Shield,
} from '../fixtures/shields.ts';
import { test } from '../fixtures/test.ts';
import { startListenersOf } from '../fleet/listeners-of.ts';
import { createOrigin, type Origin } from '../origin/origin.ts';

const hasNginx = programPath('nginx') !== null;
const hasVarnish = programPath('varnishd') !== null;
const NO_NGINX = 'there is no nginx here';
const NO_VARNISH = 'there is no Varnish here';

const staticChanges = (streamOrigin: string) => ({
  '/var/www/holdline': builtPage(),
  'https://live.example https://spare.example': streamOrigin,
});

test.describe('the recipes are accepted by those they are for', () => {
  const asWritten = shieldChanges('http://127.0.0.1:8080', '/tmp/holdline-never-made');

  test('nginx', async () => {
    test.skip(!hasNginx, NO_NGINX);
    const shield = recipe('nginx-shield.conf', asWritten);
    expect(await nginxAccepts(shield)).toBe(true);
    expect(await nginxAccepts(recipe('nginx-static.conf', {}))).toBe(true);
    expect(await nginxAccepts(shield.replace('proxy_cache_lock on;', 'proxy_cache_lock maybe;'))).toBe(false);
  });

  test('Varnish', async () => {
    test.skip(!hasVarnish, NO_VARNISH);
    const vcl = recipe('varnish.vcl', varnishChanges('http://127.0.0.1:8080'));
    expect(await varnishAccepts(vcl)).toBe(true);
    expect(await varnishAccepts(vcl.replace('req.grace', 'req.patience'))).toBe(false);
  });
});

/** What the policy has kept the page from doing. */
const violations = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as typeof window & { violations: string[] }).violations);

test.describe('the static host', () => {
  test.use({ serviceWorkers: 'allow' });
  test.skip(!hasNginx, NO_NGINX);

  test('gives each file its lifetime, compressed, and nothing that is not there', async () => {
    const host = await startNginx('nginx-static.conf', staticChanges('https://live.example'));
    try {
      const get = (path: string, headers: Record<string, string> = {}) =>
        fetch(`${host.url}${path}`, { headers });
      const index = await get('/?stream=x');
      expect(index.headers.get('cache-control')).toBe('no-cache');
      expect(index.headers.get('content-security-policy')).toContain("script-src 'self'");
      const html = await index.text();
      const script = /assets\/[^"]+\.js/.exec(html)?.[0] ?? '';
      const asset = await get(`/${script}`, { 'Accept-Encoding': 'gzip' });
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(asset.headers.get('content-encoding')).toBe('gzip');
      for (const path of ['/service-worker.js', '/manifest.webmanifest', '/producer.html']) {
        const answer = await get(path);
        expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
      }
      expect((await get('/manifest.webmanifest')).headers.get('content-type')).toBe(
        'application/manifest+json',
      );
      expect((await get('/broadcast.json')).headers.get('cache-control')).toBe('public, max-age=2');
      for (const path of ['/.vite/manifest.json', '/assets/of-another-build.js', '/nothing']) {
        expect([path, (await get(path)).status]).toEqual([path, 404]);
      }
    } finally {
      await host.stop();
    }
  });

  test('its content security policy lets the page do all that it does, and no more', async ({
    page,
    evening,
  }) => {
    await evening.begin('clean');
    const shield = await startNginxShield(evening.origin.pathwayUrl('main'));
    const host = await startNginx('nginx-static.conf', staticChanges(shield.url));
    try {
      await page.addInitScript(() => {
        const found: string[] = [];
        Object.assign(window, { violations: found });
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          found.push(`${violatedDirective} ${blockedURI}`),
        );
      });
      const listener = new Listener(page, `${host.url}/`, 'en');
      await listener.watch();
      await listener.open({ stream: `${shield.url}${new URL(evening.stream).pathname}` });
      await listener.pressListen();
      await listener.toBeListening();
      await page.getByText('Details', { exact: true }).click();
      await listener.button('pause').click();
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, {
        timeout: 60_000,
      });
      expect(await violations(page)).toEqual([]);

      await listener.open({ stream: evening.stream });
      await listener.pressListen();
      await expect.poll(() => violations(page)).toContainEqual(expect.stringMatching(/^connect-src /));
    } finally {
      await host.stop();
      await shield.stop();
    }
  });
});

test.describe('a shield', () => {
  const shields = [
    { name: 'nginx', isHere: hasNginx, missing: NO_NGINX, start: startNginxShield },
    { name: 'Varnish', isHere: hasVarnish, missing: NO_VARNISH, start: startVarnishShield },
  ] as const;

  for (const { name, isHere, missing, start } of shields) {
    test(`${name}: many who ask at once are one request; errors are kept a second; tokens split nothing`, async ({
      evening,
    }) => {
      test.skip(!isHere, missing);
      const always = { fromSeconds: 0, probability: 1 };
      await evening.begin({
        faults: [
          { ...always, match: { what: 'segment' }, fault: { type: 'latency', ms: 300, jitterMs: 0 } },
          {
            ...always,
            match: { what: 'media-playlist' },
            fault: { type: 'status', status: 503, retryAfter: 7, cors: true },
          },
        ],
      });
      const { origin } = evening;
      const shield = await start(origin.pathwayUrl('main'));
      try {
        const { first = 0 } = origin.state().window ?? {};
        const path = `/live/aac-24/segment-${first + 2}.m4s`;
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, index) => fetch(`${shield.url}${path}?token=${index}`)),
        );
        const bodies = await Promise.all(answers.map((answer) => answer.arrayBuffer()));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
        expect(new Set(bodies.map(({ byteLength }) => byteLength)).size).toBe(1);
        const asked = (what: string) => origin.log().filter((entry) => entry.what === what);
        expect(asked('segment')).toHaveLength(1);

        const part = await fetch(`${shield.url}${path}`, { headers: { Range: 'bytes=100-199' } });
        expect(part.status).toBe(206);
        expect(Buffer.from(await part.arrayBuffer())).toEqual(
          Buffer.from(bodies[0] ?? new ArrayBuffer(0)).subarray(100, 200),
        );
        expect(part.headers.get('access-control-allow-origin')).toBe('*');
        expect(part.headers.get('access-control-expose-headers')).toContain('Retry-After');
        expect(part.headers.get('etag')).not.toBeNull();
        expect(asked('segment')).toHaveLength(1);

        const refused = await Promise.all(
          Array.from({ length: 10 }, () => fetch(`${shield.url}/live/aac-24/index.m3u8`)),
        );
        expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 503));
        expect(refused.map(({ headers }) => headers.get('retry-after'))).toEqual(
          Array.from({ length: 10 }, () => '7'),
        );
        // Ten at once may take longer than the second that the error is kept.
        expect(asked('media-playlist').length).toBeLessThanOrEqual(2);
      } finally {
        await shield.stop();
      }
    });
  }

  test('the choked start: how much of it the origin is spared', async ({
    page,
    website,
    evening,
  }, testInfo) => {
    test.skip(!hasNginx, NO_NGINX);
    test.setTimeout(240_000);
    await evening.begin('choked-start', { atSeconds: BEGINS_AT });
    const bare = await beginChokedStart();
    const behindVarnish = hasVarnish ? await beginChokedStart() : null;
    const nginx = await startNginxShield(evening.origin.pathwayUrl('main'));
    const varnish = behindVarnish && (await startVarnishShield(behindVarnish.pathwayUrl('main')));
    const listener = new Listener(page, `${website.url}/`, 'en');
    await listener.watch();
    await listener.open({ stream: throughShield(nginx, evening.origin) });
    await listener.pressListen();
    const fleets = {
      bare: startListenersOf({ streamUrl: bare.streamUrl(), count: CROWD, seed: 1, areNamed: true }),
      nginx: startListenersOf({
        streamUrl: throughShield(nginx, evening.origin),
        count: CROWD,
        seed: 1,
        areNamed: false,
      }),
      ...(varnish === null || behindVarnish === null
        ? {}
        : {
            varnish: startListenersOf({
              streamUrl: throughShield(varnish, behindVarnish),
              count: CROWD,
              seed: 1,
              areNamed: false,
            }),
          }),
    };
    try {
      await evening.until(ENDS_AT);
      await listener.toBeListening(60_000);
      const asked = {
        bare: bare.log().length,
        nginx: evening.log().length,
        ...(behindVarnish === null ? {} : { varnish: behindVarnish.log().length }),
      };
      for (const [name, requests] of Object.entries(asked)) {
        const { playback, joins } = fleets[name as 'bare'].snapshot();
        const spared = (1 - requests / asked.bare) * 100;
        testInfo.annotations.push({
          type: name,
          description: `${requests} requests at the origin (${spared.toFixed(0)} % spared), ${joins.count} of ${CROWD} have heard something, ${playback.playing} play`,
        });
      }
      console.log(
        testInfo.annotations.map(({ type, description }) => `${type}: ${description ?? ''}`).join('\n'),
      );
      for (const name of ['nginx', 'varnish'] as const) {
        const requests = asked[name];
        if (requests === undefined) continue;
        expect(requests, `requests through ${name}, of ${asked.bare}`).toBeLessThan(asked.bare / 2);
        expect(
          fleets[name]?.snapshot().joins.count,
          `who has heard something through ${name}`,
        ).toBeGreaterThan(CROWD * 0.75);
      }
    } finally {
      for (const fleet of Object.values(fleets)) fleet.stop();
      await Promise.all([nginx.stop(), varnish?.stop(), bare.stop(), behindVarnish?.stop()]);
    }
  });
});

/** Twelve seconds before the talk begins, and well into the choke. */
const BEGINS_AT = 36;
const ENDS_AT = 100;
/** Each of them is a whole session in this process, three times over. */
const CROWD = Number(process.env['HOLDLINE_CROWD'] ?? '8');

async function beginChokedStart(): Promise<Origin> {
  const origin = await createOrigin({ scenario: 'choked-start' });
  origin.begin({ atSeconds: BEGINS_AT });
  return origin;
}

function throughShield(shield: Shield, origin: Origin): string {
  return `${shield.url}${new URL(origin.streamUrl()).pathname}`;
}
