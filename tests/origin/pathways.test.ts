import { describe, expect, it } from 'vitest';
import { decodeTimeOf } from '../../e2e/origin/boxes.ts';
import { renditionIds } from '../../e2e/origin/media-library.ts';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';
import { ask, exchange } from './raw-client.ts';
import { always, runUntil, useOrigins, type TestOrigin } from './test-origin.ts';

const start = useOrigins();
const pathways = ['a', 'b'];
const on = (pathway: string, fault: object) => ({ ...always({ ...fault }), match: { what: 'any', pathway } });
const segmentPath = '/live/aac-24/segment-12.m4s';
const segmentOn = (origin: TestOrigin, id: string) => `${origin.pathwayUrl(id)}${segmentPath}`;

async function multivariant(origin: TestOrigin, name: Parameters<TestOrigin['streamUrl']>[0]) {
  const url = origin.streamUrl(name);
  const text = (await ask(url)).body.toString();
  return { text, variants: parseMultivariant(text, url).variants };
}

async function mediaPlaylist(origin: TestOrigin, id: string) {
  const url = `${origin.pathwayUrl(id)}/live/aac-24/index.m3u8`;
  return parseMediaPlaylist((await ask(url)).body.toString(), url);
}

async function steering(origin: TestOrigin, id = 'a'): Promise<unknown> {
  const { body } = await ask(`${origin.pathwayUrl(id)}/live/steering.json?_HLS_pathway=a`);
  return JSON.parse(body.toString());
}

describe('pathways', () => {
  it('are servers of one broadcast, one clock and one log', async () => {
    const origin = await start({ pathways });
    expect(origin.pathwayUrl('a')).toBe(origin.url);
    expect(origin.pathwayUrl('b')).not.toBe(origin.url);
    expect(origin.streamUrl('opus', 'b')).toBe(`${origin.pathwayUrl('b')}/live/opus.m3u8`);
    expect(() => origin.pathwayUrl('c')).toThrow(RangeError);
    const one = await ask(segmentOn(origin, 'b'));
    await origin.clock.advance(3_000);
    const other = await ask(segmentOn(origin, 'a'));
    expect(other.body).toEqual(one.body);
    const entries = origin
      .log()
      .map(({ id, pathway, atMs, connection }) => ({ id, pathway, atMs, connection }));
    expect(entries).toEqual([
      { id: 1, pathway: 'b', atMs: 0, connection: 1 },
      { id: 2, pathway: 'a', atMs: 3_000, connection: 2 },
    ]);
    expect(origin.state().pathways).toEqual([
      { id: 'a', url: origin.url },
      { id: 'b', url: origin.pathwayUrl('b') },
    ]);
    expect((await ask(`${origin.pathwayUrl('b')}/__origin/state`)).status).toBe(200);
  });

  it('fail each for itself', async () => {
    const origin = await start({ pathways, faults: [on('a', { type: 'status', status: 503 })] });
    expect((await ask(segmentOn(origin, 'a'))).status).toBe(503);
    expect((await ask(segmentOn(origin, 'b'))).status).toBe(200);
  });

  it.each(['accept', 'listener'])('refuse each for itself (%s)', async (at) => {
    const blackout = { ...on('a', { type: 'refuse', at }), fromSeconds: 10, toSeconds: 20 };
    const hanging = { ...on('b', { type: 'hang' }), match: { what: 'init', pathway: 'b' } };
    const origin = await start({ pathways, faults: [blackout, hanging] });
    const open = exchange(`${origin.pathwayUrl('b')}/live/aac-24/init.mp4`);
    await origin.waitForRequest(({ what }) => what === 'init');
    await origin.clock.advance(10_000);
    expect((await ask(segmentOn(origin, 'a'))).status).toBeNull();
    expect((await ask(segmentOn(origin, 'b'))).status).toBe(200);
    expect(
      origin
        .log()
        .filter(({ what }) => what === 'connection')
        .map(({ pathway }) => pathway),
    ).toEqual(at === 'accept' ? ['a'] : []);
    // What is open on the other is left alone.
    expect(origin.log()[0]).toMatchObject({ what: 'init', endedAtMs: null });
    open.close();
    await open.answer;
  });

  it('have lines and limiters of their own', async () => {
    const limiter = always({ type: 'limiter', requestsPerSecond: 1, burst: 1 });
    const limited = await start({ pathways, faults: [limiter] });
    const urls = [segmentOn(limited, 'a'), segmentOn(limited, 'b'), segmentOn(limited, 'a')];
    const statuses: (number | null)[] = [];
    for (const url of urls) statuses.push((await ask(url)).status);
    expect(statuses).toEqual([200, 200, 429]);

    const throttled = await start({
      pathways,
      faults: [always({ type: 'throttle', bitsPerSecond: 48_000 })],
    });
    const both = ['a', 'b'].map((id) => ask(segmentOn(throttled, id)));
    const [first] = await runUntil(Promise.all(both), throttled.clock);
    const aloneMs = (((first?.body.length ?? 0) + 600) * 8) / 48;
    for (const { endedAtMs } of throttled.log()) expect(endedAtMs ?? 0).toBeLessThan(1.1 * aloneMs);
  });

  it('may number their segments differently: only the dates agree', async () => {
    const origin = await start({ pathways: ['a', { id: 'b', numberOffset: 500 }] });
    const [a, b] = [await mediaPlaylist(origin, 'a'), await mediaPlaylist(origin, 'b')];
    expect([a.mediaSequence, b.mediaSequence]).toEqual([10, 510]);
    const dates = (playlist: typeof a) => playlist.segments.map((segment) => segment.programDateTimeMs);
    expect(dates(b)).toEqual(dates(a));
    const [first, shifted] = await Promise.all([a, b].map(({ segments }) => ask(segments[0]?.uri ?? '')));
    const mediaOf = (body: Buffer = Buffer.alloc(0)) => body.subarray(body.indexOf('mdat', 0, 'latin1'));
    expect(mediaOf(shifted?.body)).toEqual(mediaOf(first?.body));
    expect(decodeTimeOf(shifted?.body ?? Buffer.alloc(0))).toBe(510 * 4 * 32_000);
    expect((await ask(`${origin.pathwayUrl('b')}/live/aac-24/segment-10.m4s`)).status).toBe(404);
    expect(origin.log().at(-2)).toMatchObject({ pathway: 'b', sequence: 510, status: 200 });
  });

  it('come and go with the scenario; the first keeps its port', async () => {
    const origin = await start({ pathways });
    const { port } = origin;
    const second = segmentOn(origin, 'b');
    await origin.reset({ scenario: 'clean' });
    expect(origin.port).toBe(port);
    expect(await ask(second)).toMatchObject({ ended: 'ECONNREFUSED' });
    expect((await ask(origin.segmentUrl)).status).toBe(200);
    expect(origin.log()[0]).toMatchObject({ pathway: 'main' });
  });

  it('stop and start together, on the same ports', async () => {
    const origin = await start({ pathways });
    const urls = pathways.map((id) => segmentOn(origin, id));
    await origin.stop();
    for (const url of urls) expect(await ask(url)).toMatchObject({ ended: 'ECONNREFUSED' });
    await origin.start();
    for (const url of urls) expect(await ask(url)).toMatchObject({ status: 200 });
  });
});

describe('redundant variants', () => {
  it('are each listed once per pathway, all of the preferred one first', async () => {
    const origin = await start({ pathways });
    const { variants } = await multivariant(origin, 'redundant');
    const renditions = ['aac-24', 'aac-48', 'aac-96'];
    expect(variants.map(({ url }) => url)).toEqual(
      pathways.flatMap((id) =>
        renditions.map((rendition) => `${origin.pathwayUrl(id)}/live/${rendition}/index.m3u8`),
      ),
    );
    for (const [index, { bandwidthBps, codecs }] of variants.slice(0, 3).entries()) {
      expect(variants[index + 3]).toMatchObject({ bandwidthBps, codecs });
    }
    expect((await multivariant(origin, 'redundant-opus')).variants).toHaveLength(2);
    // The others name only the server that was asked.
    const own = await multivariant(origin, 'main');
    expect(own.variants.every(({ url }) => url.startsWith(origin.url))).toBe(true);
  });
});

describe('content steering', () => {
  const steered = {
    pathways,
    steering: {
      ttlSeconds: 10,
      steps: [
        { atSeconds: 20, priority: ['b', 'a'] },
        { atSeconds: 40, priority: ['a'] },
      ],
    },
  };

  it('is announced with a pathway for each variant', async () => {
    const origin = await start({ ...steered, stream: 'steered' });
    expect(origin.streamUrl()).toBe(`${origin.url}/live/steered.m3u8`);
    const { text, variants } = await multivariant(origin, 'steered');
    expect(text).toContain(
      `#EXT-X-CONTENT-STEERING:SERVER-URI="${origin.url}/live/steering.json",PATHWAY-ID="a"\n`,
    );
    expect(text.match(/STABLE-VARIANT-ID="[^"]+",PATHWAY-ID="[^"]+"/g)).toEqual(
      pathways.flatMap((id) =>
        ['aac-24', 'aac-48', 'aac-96'].map((stable) => `STABLE-VARIANT-ID="${stable}",PATHWAY-ID="${id}"`),
      ),
    );
    expect(variants.map(({ url }) => new URL(url).origin)).toEqual(
      pathways.flatMap((id) => Array<string>(3).fill(origin.pathwayUrl(id))),
    );
  });

  it('changes its mind step by step', async () => {
    const origin = await start(steered);
    origin.begin();
    const manifest = { VERSION: 1, TTL: 10, 'PATHWAY-PRIORITY': ['a', 'b'] };
    expect(await steering(origin)).toEqual(manifest);
    await origin.clock.advance(20_000);
    expect(await steering(origin, 'b')).toEqual({ ...manifest, 'PATHWAY-PRIORITY': ['b', 'a'] });
    await origin.clock.advance(20_000);
    expect(await steering(origin)).toEqual({ ...manifest, 'PATHWAY-PRIORITY': ['a'] });
    expect(origin.log()[0]).toMatchObject({
      what: 'steering',
      path: '/live/steering.json?_HLS_pathway=a',
      pathway: 'a',
    });
  });

  it('may have another server, another address to ask, and clones that no playlist names', async () => {
    const origin = await start({
      pathways: ['a', 'b', 'c'],
      steering: {
        ttlSeconds: 5,
        pathway: 'b',
        reloadUri: 'steering.json?again',
        steps: [{ atSeconds: 10, priority: ['c', 'a'] }],
        clones: [{ id: 'c', baseId: 'a' }],
      },
    });
    const { text, variants } = await multivariant(origin, 'steered');
    expect(text).toContain(`SERVER-URI="${origin.pathwayUrl('b')}/live/steering.json"`);
    expect(variants).toHaveLength(6);
    expect(text).not.toContain(origin.pathwayUrl('c'));
    const uris = renditionIds.map((id) => [id, `${origin.pathwayUrl('c')}/live/${id}/index.m3u8`]);
    expect(await steering(origin)).toEqual({
      VERSION: 1,
      TTL: 5,
      'RELOAD-URI': 'steering.json?again',
      'PATHWAY-PRIORITY': ['a', 'b'],
      'PATHWAY-CLONES': [
        {
          'BASE-ID': 'a',
          ID: 'c',
          'URI-REPLACEMENT': { 'PER-VARIANT-URIS': Object.fromEntries(uris) as object },
        },
      ],
    });
    await origin.clock.advance(10_000);
    expect(await steering(origin)).toMatchObject({ 'PATHWAY-PRIORITY': ['c', 'a'] });
    expect((await ask(segmentOn(origin, 'c'))).status).toBe(200);
  });

  it('can be refused alone', async () => {
    const refusal = { type: 'status', status: 429, retryAfter: 20 };
    const origin = await start({
      ...steered,
      faults: [{ ...always(refusal), match: { what: 'steering' } }],
    });
    expect(await ask(`${origin.url}/live/steering.json`)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '20' },
    });
    expect((await ask(origin.segmentUrl)).status).toBe(200);
  });

  it('is not there in a scenario without it, and there before the stream', async () => {
    const without = await start({ pathways });
    expect((await ask(`${without.url}/live/steering.json`)).status).toBe(404);
    expect((await ask(without.streamUrl('steered'))).status).toBe(404);
    const early = await start({ ...steered, startsAtSeconds: 30 });
    expect((await ask(early.streamUrl('steered'))).status).toBe(404);
    expect((await ask(`${early.url}/live/steering.json`)).status).toBe(200);
  });
});
