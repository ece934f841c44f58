import { createDecipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeTimeOf } from '../../e2e/origin/boxes.ts';
import { samplesOf } from '../../e2e/origin/shapes/samples.ts';
import type { StreamName } from '../../e2e/origin/streams.ts';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';
import { ask, exchange } from './raw-client.ts';
import { always, runUntil, useOrigins, type TestOrigin } from './test-origin.ts';

const start = useOrigins();
const urlOf = (origin: TestOrigin, path: string) => `${origin.url}/live/${path}`;

async function playlist(origin: TestOrigin, path: string) {
  const url = urlOf(origin, path);
  const { status, body } = await ask(url);
  expect(status).toBe(200);
  return { text: body.toString(), ...parseMediaPlaylist(body.toString(), url) };
}

async function bytes(origin: TestOrigin, path: string): Promise<Buffer> {
  const { status, body } = await ask(urlOf(origin, path));
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
}

const plain = (origin: TestOrigin, sequence: number, rendition = 'aac-24') =>
  bytes(origin, `${rendition}/segment-${sequence}.m4s`);

it.each<[StreamName, string]>([
  ['ts', 'ts-aac-24'],
  ['packed', 'adts-aac-24'],
  ['encrypted', 'aes-aac-24'],
  ['encrypted-opus', 'aes-opus-48'],
  ['byte-ranges', 'ranges-aac-24'],
  ['low-latency', 'll-aac-24'],
])('%s is a stream whose segments can all be had', async (name, rendition) => {
  const origin = await start({ stream: name });
  const { body } = await ask(origin.streamUrl());
  const { variants } = parseMultivariant(body.toString(), origin.streamUrl());
  expect(variants[0]?.url).toBe(urlOf(origin, `${rendition}/index.m3u8`));
  for (const { url } of variants) {
    const text = (await ask(url)).body.toString();
    const { segments, mediaSequence } = parseMediaPlaylist(text, url);
    expect({ mediaSequence, count: segments.length }).toEqual({ mediaSequence: 10, count: 6 });
    for (const segment of segments) expect((await ask(segment.uri)).status).toBe(200);
  }
});

it('there are no files of one shape in another', async () => {
  const origin = await start({});
  const paths = [
    'aac-24/segment-12.ts',
    'll-aac-24/segment-12.ts',
    'ts-aac-24/segment-12.m4s',
    'ts-aac-24/init.mp4',
  ];
  const more = ['aac-24/key-4.bin', 'll-aac-24/key-4.bin', 'aac-24/part-12-0.m4s', 'ts-nothing/index.m3u8'];
  for (const path of [
    ...paths,
    ...more,
    'll-aac-24/part-12-4.m4s',
    'ts-opus-48/../x',
    'll-aac-24/replay.m3u8',
  ])
    expect({ path, status: (await ask(urlOf(origin, path))).status }).toEqual({ path, status: 404 });
});

/** AAC frames of ADTS, without their headers. */
function adtsFrames(stream: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < stream.length;) {
    expect(stream.readUInt16BE(at) & 0xfff6).toBe(0xfff0);
    const size = (stream.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
    frames.push(stream.subarray(at + 7, at + size));
    at += size;
  }
  return frames;
}

describe('packed audio', () => {
  it('has the frames of the plain segment, and the time of the first one', async () => {
    const origin = await start({});
    const packed = await bytes(origin, 'adts-aac-24/segment-12.aac');
    expect(packed.toString('latin1', 0, 3)).toBe('ID3');
    const tagBytes = 10 + packed.readUInt8(9);
    const segment = await plain(origin, 12);
    expect(packed.readBigUInt64BE(tagBytes - 8)).toBe(BigInt(12 * 4 * 90_000));
    expect(adtsFrames(packed.subarray(tagBytes))).toEqual(samplesOf(segment).data);
  });
});

describe('a transport stream', () => {
  it('has the frames of the plain segment, in packets that are whole', async () => {
    const origin = await start({});
    const stream = await bytes(origin, 'ts-aac-24/segment-12.ts');
    expect(stream.length % 188).toBe(0);
    const payloads: Buffer[] = [];
    const times: number[] = [];
    let counter = 15;
    for (let at = 0; at < stream.length; at += 188) {
      expect(stream.readUInt8(at)).toBe(0x47);
      const pid = stream.readUInt16BE(at + 1) & 0x1fff;
      if (pid !== 0x100) continue;
      counter = (counter + 1) & 15;
      expect(stream.readUInt8(at + 3) & 15).toBe(counter);
      const hasField = (stream.readUInt8(at + 3) & 0x20) !== 0;
      const content = stream.subarray(at + 4 + (hasField ? 1 + stream.readUInt8(at + 4) : 0), at + 188);
      if ((stream.readUInt8(at + 1) & 0x40) === 0) payloads.push(content);
      else {
        expect(content.readUIntBE(0, 3)).toBe(1);
        payloads.push(content.subarray(9 + content.readUInt8(8)));
        const low = (content.readUInt16BE(10) >> 1) * 2 ** 15 + (content.readUInt16BE(12) >> 1);
        times.push(((content.readUInt8(9) >> 1) & 7) * 2 ** 30 + low);
      }
    }
    expect(adtsFrames(Buffer.concat(payloads))).toEqual(samplesOf(await plain(origin, 12)).data);
    expect(times[0]).toBe(12 * 4 * 90_000);
    // Ten frames of 1024 samples at 32 kHz.
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(28_800);
  });
});

describe('encrypted', () => {
  it('is the plain segment under the key that the playlist names', async () => {
    const origin = await start({ pathways: [{ id: 'main', numberOffset: 100 }] });
    const { segments, text } = await playlist(origin, 'aes-aac-24/index.m3u8');
    expect(new Set(segments.map(({ key }) => key?.uri)).size).toBeGreaterThan(1);
    expect(text.indexOf('EXT-X-MAP')).toBeLessThan(text.indexOf('EXT-X-KEY'));
    for (const { uri, key, sequence } of segments) {
      const secret = (await ask(key?.uri ?? '')).body;
      expect(secret).toHaveLength(16);
      const iv = Buffer.alloc(16);
      iv.writeUInt32BE(sequence, 12);
      const decipher = createDecipheriv('aes-128-cbc', secret, iv);
      const opened = Buffer.concat([decipher.update((await ask(uri)).body), decipher.final()]);
      expect(opened).toEqual(await plain(origin, sequence));
    }
    expect(origin.log().some(({ what }) => what === 'key')).toBe(true);
  });

  it('loses its keys alone', async () => {
    const noKeys = { ...always({ type: 'status', status: 503 }), match: { what: 'key' } };
    const origin = await start({ faults: [noKeys] });
    expect((await ask(urlOf(origin, 'aes-aac-24/key-4.bin'))).status).toBe(503);
    await bytes(origin, 'aes-aac-24/segment-12.m4s');
  });
});

describe('byte ranges', () => {
  it('are the plain segments, in a file whose ETag stays', async () => {
    const origin = await start({});
    origin.begin();
    const { segments } = await playlist(origin, 'ranges-aac-24/index.m3u8');
    for (const { uri, byteRange, sequence } of segments) {
      const { start: first = 0, length = 0 } = byteRange ?? {};
      const part = await ask(uri, { Range: `bytes=${first}-${first + length - 1}` });
      expect(part.status).toBe(206);
      expect(part.body).toEqual(await plain(origin, sequence));
    }
    const url = segments.at(-1)?.uri ?? '';
    const before = await ask(url);
    await origin.clock.advance(8_000);
    expect((await ask(url)).headers['etag']).toBe(before.headers['etag']);
  });
});

describe('low latency', () => {
  const path = 'll-aac-24/index.m3u8';

  it('lists parts as they are made, which together are the segment', async () => {
    const origin = await start({});
    origin.begin();
    await origin.clock.advance(2_100);
    const { text, segments } = await playlist(origin, path);
    expect(segments.at(-1)?.sequence).toBe(15);
    // 32 of 125 frames, then twice 31: 1.024 s and 2.016 s.
    expect(text).toMatch(/part-16-0\.m4s",INDEPENDENT=YES\n#EXT-X-PART:DURATION=0\.992,URI="part-16-1\.m4s"/);
    expect(text).toContain('#EXT-X-PRELOAD-HINT:TYPE=PART,URI="part-16-2.m4s"');
    expect(text).toContain('#EXT-X-PART-INF:PART-TARGET=1.024');
    expect(text).toContain('CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=3.072');
    expect(text).toContain('#EXT-X-RENDITION-REPORT:URI="../ll-aac-48/index.m3u8",LAST-MSN=16,LAST-PART=1');
    expect(text).not.toContain('part-12-');
    const parts = await Promise.all(
      [0, 1, 2, 3].map((part) => bytes(origin, `ll-aac-24/part-15-${part}.m4s`)),
    );
    expect(Buffer.concat(parts)).toEqual(await bytes(origin, 'll-aac-24/segment-15.m4s'));
    const segment = await plain(origin, 15);
    expect(parts.flatMap((part) => samplesOf(part).data)).toEqual(samplesOf(segment).data);
    const times = parts.map(decodeTimeOf).map((time) => time - decodeTimeOf(segment));
    expect(times).toEqual([0, 32_768, 64_512, 96_256]);
  });

  it.each([
    // Second 0: 15 is complete, and the first part of 16 comes 1.024 s later.
    ['_HLS_msn=15&_HLS_part=2', 0, 'segment-15.m4s'],
    ['_HLS_msn=16&_HLS_part=0', 1.024, 'part-16-0.m4s'],
    ['_HLS_msn=16&_HLS_part=1', 2.016, 'part-16-1.m4s'],
    ['_HLS_msn=16', 4, 'segment-16.m4s'],
    ['_HLS_msn=15&_HLS_part=4', 1.024, 'part-16-0.m4s'],
    ['_HLS_msn=17&_HLS_part=0', 5.024, 'part-17-0.m4s'],
  ])('waits with a reload: ?%s', async (query, seconds, listed) => {
    const origin = await start({});
    const { body } = await runUntil(ask(urlOf(origin, `${path}?${query}`)), origin.clock);
    const [entry] = origin.log();
    expect(((entry?.headersAtMs ?? 0) - (entry?.atMs ?? 0)) / 1000).toBeCloseTo(seconds, 2);
    expect(body.toString()).toContain(listed);
  });

  it.each(['_HLS_msn=18', '_HLS_msn=x', '_HLS_msn=16&_HLS_part=-1'])(
    'does not wait for ?%s',
    async (query) => {
      const origin = await start({});
      expect((await ask(urlOf(origin, `${path}?${query}`))).status).toBe(400);
    },
  );

  it('does not wait once it is over', async () => {
    const origin = await start({ endsAtSeconds: 8 });
    origin.begin({ atSeconds: 20 });
    const { status, body } = await ask(urlOf(origin, `${path}?_HLS_msn=99`));
    expect(status).toBe(200);
    expect(body.toString()).toContain('#EXT-X-ENDLIST');
    expect(body.toString()).not.toContain('PRELOAD-HINT');
  });

  it('waits with a part that is hinted at, and not with those after the segment under way', async () => {
    const origin = await start({});
    origin.begin();
    const { received, answer } = exchange(urlOf(origin, 'll-aac-24/part-16-0.m4s'));
    await origin.waitForRequest(({ sequence }) => sequence === 16);
    await origin.clock.advance(1_000);
    expect(received().status).toBeNull();
    expect(await runUntil(answer, origin.clock)).toMatchObject({ status: 200 });
    expect((await ask(urlOf(origin, 'll-aac-24/part-17-0.m4s'))).status).toBe(404);
  });

  it('leaves out what is older than its skip boundary, if it is asked to', async () => {
    const origin = await start({ windowSegments: 12 });
    const text = (await bytes(origin, `${path}?_HLS_skip=YES`)).toString();
    expect(text).toContain('#EXT-X-MEDIA-SEQUENCE:4\n');
    expect(text).toContain('#EXT-X-SKIP:SKIPPED-SEGMENTS=6\n');
    expect(text.match(/segment-\d+/g)).toEqual([10, 11, 12, 13, 14, 15].map((number) => `segment-${number}`));
    expect((await playlist(origin, path)).text.match(/segment-\d+/g)).toHaveLength(12);
  });

  it('stands still where it is told to, whatever it is asked to wait for', async () => {
    const stale = { ...always({ type: 'stale' }), match: { what: 'media-playlist' } };
    const origin = await start({ faults: [stale] });
    origin.begin();
    await origin.clock.advance(20_000);
    const { text } = await playlist(origin, `${path}?_HLS_msn=16`);
    expect(text).not.toContain('segment-16');
  });
});
