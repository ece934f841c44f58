import { describe, expect, it } from 'vitest';
import { decodeTimeOf } from '../../e2e/origin/boxes.ts';
import type { LogEntry } from '../../e2e/origin/request-log.ts';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';
import { ask, exchange } from './raw-client.ts';
import { always, useOrigins, type TestOrigin } from './test-origin.ts';

const start = useOrigins();
const mediaUrl = (origin: TestOrigin) => `${origin.url}/live/aac-24/index.m3u8`;

const mediaOf = (segment: Buffer) => segment.subarray(segment.indexOf('mdat', 0, 'latin1'));

async function mediaPlaylist(origin: TestOrigin) {
  const { body } = await ask(mediaUrl(origin));
  return parseMediaPlaylist(body.toString(), mediaUrl(origin));
}

describe('playlists', () => {
  it.each([
    ['main', ['mp4a.40.2', 'mp4a.40.2', 'mp4a.40.2']],
    ['opus', ['opus']],
    ['all', ['mp4a.40.2', 'mp4a.40.2', 'mp4a.40.2', 'opus']],
  ] as const)('%s offers its renditions, lowest first', async (name, codecs) => {
    const origin = await start({});
    const { status, headers, body } = await ask(origin.streamUrl(name));
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 200,
      type: 'application/vnd.apple.mpegurl',
    });
    const { variants } = parseMultivariant(body.toString(), origin.streamUrl(name));
    expect(variants.map((variant) => variant.codecs?.[0])).toEqual(codecs);
    for (const { url } of variants) expect(await ask(url)).toMatchObject({ status: 200 });
    const aac = variants.slice(0, 3).map(({ bandwidthBps }) => bandwidthBps);
    expect(aac).toEqual([...aac].sort((a, b) => a - b));
  });

  it('lists a window that slides, each segment with the time at which it was spoken', async () => {
    const origin = await start({ startsAtSeconds: 2 });
    origin.begin();
    const beganAtMs = origin.clock.wallNow();
    expect(await ask(mediaUrl(origin))).toMatchObject({ status: 404 });
    await origin.clock.advance(2_000);
    const first = await mediaPlaylist(origin);
    expect(first).toMatchObject({
      targetDurationSeconds: 4,
      mediaSequence: 0,
      playlistType: null,
      endList: false,
    });
    expect(first.segments.map(({ sequence }) => sequence)).toEqual([0]);
    // It was complete when it appeared: it had begun 4 s earlier.
    expect(first.segments[0]?.programDateTimeMs).toBe(beganAtMs - 2_000);

    await origin.clock.advance(39_999);
    expect((await mediaPlaylist(origin)).segments.map(({ sequence }) => sequence)).toEqual([
      4, 5, 6, 7, 8, 9,
    ]);
    await origin.clock.advance(1);
    const later = await mediaPlaylist(origin);
    expect(later.segments.map(({ sequence }) => sequence)).toEqual([5, 6, 7, 8, 9, 10]);
    for (const { sequence, durationSeconds, programDateTimeMs } of later.segments) {
      expect(durationSeconds).toBe(4);
      expect(programDateTimeMs).toBe(beganAtMs - 2_000 + sequence * 4_000);
    }
  });

  it('keeps everything in an EVENT, and ends', async () => {
    const origin = await start({ playlist: 'event', endsAtSeconds: 20 });
    origin.begin();
    const before = await mediaPlaylist(origin);
    expect(before).toMatchObject({ playlistType: 'EVENT', mediaSequence: 0, endList: false });
    expect(before.segments).toHaveLength(16);
    await origin.clock.advance(20_000);
    const after = await mediaPlaylist(origin);
    expect(after.endList).toBe(true);
    expect(after.segments).toHaveLength(21);
    await origin.clock.advance(20_000);
    expect((await mediaPlaylist(origin)).segments).toHaveLength(21);
  });
});

describe('a troubled encoder', () => {
  it('begins anew: numbers, names and timeline; the dates and the talk go on', async () => {
    const restarts = [{ atSeconds: 10, silentSeconds: 6 }];
    const origin = await start({ startsAtSeconds: -20, restarts });
    origin.begin();
    const url = `${origin.url}/live/aac-24/segment-0.m4s`;
    const old = await ask(url);
    await origin.clock.advance(19_999);
    expect((await mediaPlaylist(origin)).segments.at(-1)?.sequence).toBe(7);
    await origin.clock.advance(1);
    const { segments, mediaSequence } = await mediaPlaylist(origin);
    expect({ mediaSequence, dates: segments.map((s) => s.programDateTimeMs) }).toEqual({
      mediaSequence: 0,
      dates: [origin.clock.wallNow() - 4_000],
    });
    const fresh = await ask(url);
    expect(fresh.headers['etag']).not.toBe(old.headers['etag']);
    expect(decodeTimeOf(fresh.body)).toBe(0);
    // What is said there is what would be said without the restart.
    const other = await start({ startsAtSeconds: -20 });
    other.begin({ atSeconds: 20 });
    const same = await ask(`${other.url}/live/aac-24/segment-10.m4s`);
    expect(mediaOf(fresh.body)).toEqual(mediaOf(same.body));
  });

  it('or keeps its window, with a discontinuity', async () => {
    const origin = await start({ restarts: [{ atSeconds: 10, keepsWindow: true }] });
    origin.begin();
    await origin.clock.advance(18_000);
    const before = await mediaPlaylist(origin);
    expect(before.segments.map((s) => [s.sequence, s.discontinuitySequence])).toEqual([
      [14, 0],
      [15, 0],
      [16, 0],
      [17, 0],
      [18, 1],
      [19, 1],
    ]);
    expect(before.discontinuitySequence).toBe(0);
    const seam = await ask(`${origin.url}/live/aac-24/segment-18.m4s`);
    expect(decodeTimeOf(seam.body)).toBe(0);
    await origin.clock.advance(20_000);
    expect(await mediaPlaylist(origin)).toMatchObject({ mediaSequence: 19, discontinuitySequence: 1 });
  });

  it('leaves gaps, which are listed and cannot be had', async () => {
    const origin = await start({ gaps: [{ fromSeconds: -12, toSeconds: -4 }] });
    const { segments } = await mediaPlaylist(origin);
    expect(segments.flatMap(({ gap, sequence }) => (gap ? [sequence] : []))).toEqual([13, 14]);
    const statuses = segments.map(async ({ uri }) => (await ask(uri)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 404, 404, 200]);
  });

  it('knows no date', async () => {
    const origin = await start({ programDateTime: false });
    const { segments } = await mediaPlaylist(origin);
    expect(segments.map(({ programDateTimeMs }) => programDateTimeMs)).toEqual(Array(6).fill(null));
  });
});

describe('segments', () => {
  it('join seamlessly over a loop, and are gone after a while', async () => {
    const origin = await start({});
    origin.begin({ atSeconds: 40 });
    const { segments } = await mediaPlaylist(origin);
    expect(segments.map(({ sequence }) => sequence)).toEqual([20, 21, 22, 23, 24, 25]);
    const bodies = await Promise.all(
      [19, 20, 21].map((n) => ask(`${origin.url}/live/aac-24/segment-${n}.m4s`)),
    );
    const times = bodies.map(({ body }) => decodeTimeOf(body));
    expect(times).toEqual([19, 20, 21].map((sequence) => sequence * 4 * 32_000));
    expect(await ask(`${origin.url}/live/aac-24/segment-12.m4s`)).toMatchObject({ status: 404 });
    expect(await ask(`${origin.url}/live/aac-24/segment-26.m4s`)).toMatchObject({ status: 404 });
    expect(await ask(`${origin.url}/live/aac-12/segment-20.m4s`)).toMatchObject({ status: 404 });
  });

  it('are the same bytes with the same strong ETag whenever they are asked for', async () => {
    const [one, other] = [await start({ seed: 1 }), await start({ seed: 2, startsAtSeconds: -70 })];
    const answers = [await ask(one.segmentUrl), await ask(one.segmentUrl), await ask(other.segmentUrl)];
    const [first, ...rest] = answers;
    expect(first?.headers['etag']).toMatch(/^"[^"]+"$/);
    for (const { headers, body } of rest) {
      expect(headers['etag']).toBe(first?.headers['etag']);
      expect(body).toEqual(first?.body);
    }
    const another = await ask(one.segmentUrl.replace('-12', '-13'));
    expect(another.headers['etag']).not.toBe(first?.headers['etag']);
  });
});

describe('HTTP', () => {
  it('answers parts that make up the whole', async () => {
    const origin = await start({});
    const whole = await ask(origin.segmentUrl);
    const size = whole.body.length;
    const head = await ask(origin.segmentUrl, { Range: 'bytes=0-999' });
    const tail = await ask(origin.segmentUrl, { Range: 'bytes=1000-' });
    expect(head).toMatchObject({
      status: 206,
      headers: { 'content-range': `bytes 0-999/${size}`, 'content-length': '1000' },
    });
    expect(tail).toMatchObject({
      status: 206,
      headers: { 'content-range': `bytes 1000-${size - 1}/${size}` },
    });
    expect(tail.headers['etag']).toBe(whole.headers['etag']);
    expect(Buffer.concat([head.body, tail.body])).toEqual(whole.body);
    expect(origin.log().map(({ range }) => range)).toEqual([null, 'bytes=0-999', 'bytes=1000-']);
  });

  it('answers 416 behind the end, and tells the size', async () => {
    const origin = await start({});
    const { body } = await ask(origin.segmentUrl);
    const beyond = await ask(origin.segmentUrl, { Range: `bytes=${body.length}-` });
    expect(beyond).toMatchObject({ status: 416, headers: { 'content-range': `bytes */${body.length}` } });
    expect(beyond.body).toHaveLength(0);
  });

  it('keeps If-Range: a part of the same, or the whole of another', async () => {
    const origin = await start({});
    const { headers, body } = await ask(origin.segmentUrl);
    const range = { Range: 'bytes=5-' };
    const same = await ask(origin.segmentUrl, { ...range, 'If-Range': headers['etag'] ?? '' });
    const other = await ask(origin.segmentUrl, { ...range, 'If-Range': '"other"' });
    expect([same.status, other.status]).toEqual([206, 200]);
    expect(other.body).toHaveLength(body.length);
  });

  it('answers 304 to whoever has it', async () => {
    const origin = await start({});
    const { headers } = await ask(origin.streamUrl());
    const etag = headers['etag'] ?? '';
    const known = await ask(origin.streamUrl(), { 'If-None-Match': `"old", W/${etag}` });
    expect(known).toMatchObject({ status: 304, headers: { etag }, ended: 'closed' });
    expect(known.body).toHaveLength(0);
    expect(await ask(origin.streamUrl(), { 'If-None-Match': '"old"' })).toMatchObject({ status: 200 });
  });

  it('has cache lifetimes as a CDN: short for playlists, long for media, one second for errors', async () => {
    const origin = await start({});
    const cacheControl = async (path: string) => (await ask(`${origin.url}${path}`)).headers['cache-control'];
    expect(await cacheControl('/live/main.m3u8')).toBe('public, max-age=10');
    expect(await cacheControl('/live/aac-24/index.m3u8')).toBe('public, max-age=2');
    expect(await cacheControl('/live/aac-24/segment-12.m4s')).toBe('public, max-age=3600, immutable');
    expect(await cacheControl('/live/aac-24/segment-99.m4s')).toBe('max-age=1');
  });

  it('answers HEAD without a body, dates by its clock, and refuses to be written to', async () => {
    const origin = await start({});
    const get = await ask(origin.segmentUrl);
    const head = await ask(origin.segmentUrl, {}, 'HEAD');
    expect(head.headers['content-length']).toBe(String(get.body.length));
    expect(head.body).toHaveLength(0);
    expect(head.headers['date']).toBe('Mon, 23 Nov 2026 20:00:00 GMT');
    expect(await ask(origin.segmentUrl, {}, 'POST')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD, OPTIONS' },
    });
  });

  it.each([
    ['exposed', '*', expect.stringContaining('Content-Range')],
    ['simple', '*', undefined],
    ['none', undefined, undefined],
  ] as const)('CORS %s', async (cors, allowed, exposed) => {
    const origin = await start(
      { faults: [{ ...always({ type: 'status', status: 503 }), match: { what: 'init' } }] },
      { cors },
    );
    const paths = ['segment-12.m4s', 'segment-99.m4s', 'init.mp4'];
    const answers = await Promise.all(paths.map((path) => ask(`${origin.url}/live/aac-24/${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 503]);
    for (const { headers } of answers) {
      expect(headers['access-control-allow-origin']).toBe(allowed);
      expect(headers['access-control-expose-headers']).toEqual(exposed);
    }
  });

  it('answers a preflight, and logs it: a simple request needs none', async () => {
    const origin = await start({});
    const { status, headers } = await ask(
      origin.segmentUrl,
      { 'Access-Control-Request-Headers': 'if-range' },
      'OPTIONS',
    );
    expect(status).toBe(204);
    expect(headers['access-control-allow-headers']).toContain('If-Range');
    expect(origin.log()[0]).toMatchObject({ method: 'OPTIONS', what: 'segment' });
  });
});

describe('the evening', () => {
  it('begins with the first request for a stream', async () => {
    const origin = await start({});
    await origin.clock.advance(60_000);
    expect(await ask(`${origin.url}/favicon.ico`)).toMatchObject({ status: 404 });
    expect(origin.state()).toMatchObject({ began: false, beganAt: null, elapsedSeconds: 0 });
    await ask(origin.streamUrl());
    await origin.clock.advance(3_000);
    expect(origin.state()).toMatchObject({ began: true, elapsedSeconds: 3 });
    expect(origin.log()[0]).toMatchObject({ atMs: 0 });
    origin.begin();
    expect(origin.state().elapsedSeconds).toBe(3);
  });

  it('can be begun again, or further on: open requests are cut, the log starts empty', async () => {
    const origin = await start({ faults: [always({ type: 'hang' })] });
    const hanging = ask(origin.segmentUrl);
    await origin.waitForRequest(() => true);
    origin.begin({ restart: true, atSeconds: 30 });
    expect(await hanging).toMatchObject({ status: null });
    expect(origin.log()).toEqual([]);
    expect(origin.state()).toMatchObject({
      elapsedSeconds: 30,
      window: { first: 17, last: 22 },
      activeFaults: ['hang'],
    });
    // Nothing of the first evening is left: one timer would be too many.
    expect(origin.clock.pending()).toBe(0);
  });

  it('is dated as if it had begun that much earlier', async () => {
    const origin = await start({});
    origin.begin({ atSeconds: 100 });
    const { segments } = await mediaPlaylist(origin);
    expect(segments.at(-1)?.programDateTimeMs).toBe(origin.clock.wallNow() - 4_000);
    expect(origin.state().beganAt).toBe(new Date(origin.clock.wallNow() - 100_000).toISOString());
  });

  it('is told over HTTP', async () => {
    const origin = await start({ description: 'A quiet evening.' });
    expect((await ask(`${origin.url}/`)).body.toString()).toContain(
      `A quiet evening.\n\n${origin.streamUrl()}`,
    );
    const begun = await ask(`${origin.url}/__origin/begin?at=7`, {}, 'POST');
    expect(JSON.parse(begun.body.toString())).toMatchObject({ began: true, elapsedSeconds: 7 });
    await ask(origin.segmentUrl, { 'X-Client-Id': 'somebody' });
    const log = await ask(`${origin.url}/__origin/log`);
    expect(log.headers['content-type']).toBe('application/x-ndjson');
    const lines = log.body.toString().trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      id: 1,
      atMs: 7_000,
      method: 'GET',
      path: '/live/aac-24/segment-12.m4s',
      pathway: 'main',
      what: 'segment',
      rendition: 'aac-24',
      sequence: 12,
      range: null,
      status: 200,
      fault: null,
      bytesSent: expect.any(Number) as number,
      retryAfter: null,
      client: 'somebody',
      connection: expect.any(Number) as number,
      headersAtMs: 7_000,
      endedAtMs: 7_000,
      completed: true,
    });
    const again = await ask(`${origin.url}/__origin/begin?restart=1`, {}, 'POST');
    expect(JSON.parse(again.body.toString())).toMatchObject({ elapsedSeconds: 0, requests: 0 });
    expect(await ask(`${origin.url}/__origin/begin?at=soon`, {}, 'POST')).toMatchObject({ status: 400 });
    expect(await ask(`${origin.url}/__origin/begin`)).toMatchObject({ status: 404 });
  });

  it('takes the same course with the same seed, and another with another', async () => {
    const faults = [
      { ...always({ type: 'status', status: 503 }), probability: 0.4 },
      { ...always({ type: 'truncate', after: { fraction: 0.5 } }), probability: 0.4 },
    ];
    const course = async (seed: number) => {
      const origin = await start({ faults }, { seed });
      const paths = Array.from({ length: 40 }, (_, n) =>
        n % 2 === 0 ? origin.segmentUrl : mediaUrl(origin),
      );
      await Promise.all(paths.map((path) => ask(path)));
      // In parallel, so that requests overtake each other; for one path the order is what counts.
      const faultsOf = (what: string) =>
        origin.log().flatMap((entry) => (entry.what === what ? [entry.fault] : []));
      return [faultsOf('segment'), faultsOf('media-playlist')];
    };
    const [first, second, other] = [await course(1), await course(1), await course(2)];
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
    expect(new Set(first.flat())).toEqual(new Set([null, 'status', 'truncate']));
  });

  it('is another one after a reset', async () => {
    const origin = await start({ faults: [always({ type: 'hang' })] });
    const open = ask(origin.segmentUrl);
    await origin.waitForRequest(() => true);
    await origin.reset({ scenario: 'clean', seed: 77 });
    expect(await open).toMatchObject({ status: null });
    expect(origin.state()).toMatchObject({ scenario: 'clean', seed: 77, began: false, requests: 0 });
    expect(await ask(origin.segmentUrl)).toMatchObject({ status: 200 });
    await expect(origin.reset({ scenario: 'nonsense' })).rejects.toThrow('There is no scenario "nonsense"');
    expect(origin.state()).toMatchObject({ scenario: 'clean', began: true });
  });
});

describe('the log', () => {
  it('knows what each request was for and how it ended', async () => {
    const origin = await start({});
    const paths = [
      'main.m3u8',
      'aac-48/index.m3u8?_HLS_msn=3',
      'aac-48/init.mp4',
      'aac-48/segment-14.m4s',
      'nothing',
    ];
    for (const path of paths) await ask(`${origin.url}/live/${path}`);
    const seen = ({ what, rendition, sequence, status }: LogEntry) => [what, rendition, sequence, status];
    expect(origin.log().map(seen)).toEqual([
      ['multivariant', null, null, 200],
      ['media-playlist', 'aac-48', null, 200],
      ['init', 'aac-48', null, 200],
      ['segment', 'aac-48', 14, 200],
      ['other', null, null, 404],
    ]);
    expect(origin.log()[1]?.path).toBe('/live/aac-48/index.m3u8?_HLS_msn=3');
    expect(origin.log().every(({ completed, client }) => completed && client === '127.0.0.1')).toBe(true);
    expect(new Set(origin.log().map(({ connection }) => connection)).size).toBe(5);
  });

  it('rejects who waits for a request that cannot come any more', async () => {
    const origin = await start({});
    origin.begin();
    const waiting = origin.waitForRequest(() => false);
    const stopped = expect(waiting).rejects.toThrow('stopped');
    await origin.stop();
    await stopped;
  });
});

it.each(['//', '*', '/live/%', '/live/main.m3u8?x=%&y?z', 'http://[/'])(
  'survives a request for %s',
  async (path) => {
    const origin = await start({});
    origin.begin();
    const { status } = await exchange(origin.url, {}, 'GET', path).answer;
    expect(status).toBe(path.startsWith('/live/main') ? 200 : 404);
  },
);

describe('its port', () => {
  it('is free after stop and taken again by start', async () => {
    const origin = await start({});
    await origin.stop();
    expect(await ask(origin.streamUrl())).toMatchObject({ ended: 'ECONNREFUSED' });
    const other = await start({}, { port: origin.port });
    await expect(origin.start()).rejects.toThrow(`Port ${origin.port} is already in use.`);
    await other.stop();
    await origin.start();
    expect(await ask(origin.streamUrl())).toMatchObject({ status: 200 });
  });

  it('is free at once though a request hangs on it', async () => {
    const origin = await start({ faults: [always({ type: 'hang' })] });
    const hanging = ask(origin.segmentUrl);
    await origin.waitForRequest(() => true);
    await origin.stop();
    expect(await hanging).toMatchObject({ status: null });
    expect(await ask(origin.segmentUrl)).toMatchObject({ ended: 'ECONNREFUSED' });
  });
});
