import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createScriptedFetch, serveBytes, type ScriptedFetch } from '../fakes/scripted-fetch.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const bytes = (...parts: (string | readonly number[] | Uint8Array)[]): Bytes =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part])),
  );
const box = (type: string, ...content: (string | readonly number[] | Uint8Array)[]): Bytes => {
  const inside = bytes(...content);
  return bytes([0, 0, (inside.length + 8) >> 8, (inside.length + 8) & 255], type, inside);
};
const zeros = (count: number) => new Uint8Array(count);
const initOf = (handler: string) =>
  bytes(
    box('ftyp', 'iso5'),
    box(
      'moov',
      box('trak', box('tkhd', zeros(12), [0, 0, 0, 1]), box('mdia', box('hdlr', zeros(8), handler))),
    ),
  );
const fragment = bytes(box('moof', box('traf', box('tfhd', zeros(4), [0, 0, 0, 1]))), box('mdat', zeros(60)));
const packet = bytes([0x47, 0, 0x11, 0x10], zeros(184));
const transportStream = bytes(packet, packet, packet, packet);

let clock: FakeClock;
let network: ScriptedFetch;
let listener: VirtualListener | null;

beforeEach(() => {
  clock = createFakeClock();
  listener = null;
});
afterEach(async () => {
  listener?.stop();
  await clock.advance(0);
  expect(clock.pending()).toBe(0);
  expect(network.open()).toBe(0);
});

/** A stream whose playlists are written anew for every answer; everything else is `media`, init sections apart. */
async function follow(
  playlist: (answer: number, path: string) => string,
  { media = fragment, init = initOf('soun') }: { media?: Bytes; init?: Bytes } = {},
  chooseRendition?: Parameters<typeof createVirtualListener>[0]['chooseRendition'],
): Promise<string> {
  let answers = 0;
  network = createScriptedFetch(clock, (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith('.m3u8')) return { kind: 'answer', body: playlist((answers += 1), pathname) };
    return serveBytes(request, pathname.includes('init') ? init : media);
  });
  listener = createVirtualListener({
    clock,
    fetch: network.fetch,
    url: 'https://origin.example/live/main.m3u8',
    ...(chooseRendition === undefined ? {} : { chooseRendition }),
  });
  await clock.advance(20_000);
  const { feed } = listener;
  return feed.snapshot().phase.kind === 'stopped'
    ? ''
    : (await feed.playlist(null, new AbortController().signal)).text;
}

const asked = (what: string) => network.requests.filter(({ url }) => url.includes(what)).length;
const live = (
  first: number,
  count: number,
  line: (sequence: number) => readonly string[],
  ...head: string[]
) =>
  [
    '#EXTM3U',
    '#EXT-X-TARGETDURATION:4',
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    ...head,
    ...Array.from({ length: count }, (_, index) => line(first + index)).flat(),
    '',
  ].join('\n');
const segmentLine = (query: string) => (sequence: number) => ['#EXTINF:4,', `${sequence}.m4s${query}`];

it('asks once for an init section whose token changes with every playlist', async () => {
  await follow((answer) =>
    live(answer, 6, segmentLine(`?token=${answer}`), `#EXT-X-MAP:URI="init.mp4?token=${answer}"`),
  );
  expect(asked('.m4s')).toBeGreaterThan(8);
  expect(asked('init.mp4')).toBe(1);
});

it('asks for each init section that a query of its own names', async () => {
  await follow((answer) =>
    live(1, answer < 3 ? 6 : 8, (sequence) => [
      ...(sequence === 1 || sequence === 4 ? [`#EXT-X-MAP:URI="init.mp4?part=${sequence}"`] : []),
      ...segmentLine('?token=1')(sequence),
    ]),
  );
  expect(asked('init.mp4?part=4')).toBe(1);
  expect(asked('init.mp4')).toBe(2);
});

it('asks again for an init section behind a discontinuity: a restarted encoder writes over it', async () => {
  const text = await follow(() =>
    live(
      1,
      8,
      (sequence) => [...(sequence === 6 ? ['#EXT-X-DISCONTINUITY'] : []), ...segmentLine('')(sequence)],
      '#EXT-X-MAP:URI="init.mp4"',
    ),
  );
  expect(asked('init.mp4')).toBe(2);
  expect(new Set(text.match(/#EXT-X-MAP:.*/g)).size).toBe(2);
});

it('makes a change of rendition known to the player where the media has no init section', async () => {
  const text = await follow(
    (answer, path) =>
      path.endsWith('/main.m3u8')
        ? [
            '#EXTM3U',
            '#EXT-X-STREAM-INF:BANDWIDTH=30000',
            'low.m3u8',
            '#EXT-X-STREAM-INF:BANDWIDTH=90000',
            'high.m3u8',
            '',
          ].join('\n')
        : live(answer, 6, (sequence) => [
            '#EXTINF:4,',
            `${path.includes('low') ? 'low' : 'high'}-${sequence}.ts`,
          ]),
    { media: transportStream },
    ({ renditions, nowMs, currentId }) =>
      (nowMs > 1_006_000 ? renditions.at(-1)?.id : renditions[0]?.id) ?? currentId,
  );
  expect(asked('/low-')).toBeGreaterThan(0);
  expect(asked('/high-')).toBeGreaterThan(0);
  expect(new Set(text.match(/#EXT-X-MAP:.*/g)).size).toBe(2);
});

it('has no init section for fMP4 that brings its own', async () => {
  const text = await follow(() => live(1, 8, segmentLine('')), { media: bytes(initOf('soun'), fragment) });
  expect(text).toContain('#EXTINF');
  expect(text).not.toContain('#EXT-X-MAP');
});

it('says of a picture without sound that there is none', async () => {
  await follow(() => live(1, 8, segmentLine(''), '#EXT-X-MAP:URI="init.mp4"'), { init: initOf('vide') });
  expect(listener?.feed.snapshot().phase).toEqual({ kind: 'stopped', problem: { kind: 'no-audio' } });
});

it('says of a stream under a licence what it is, and asks for no licence', async () => {
  await follow(() =>
    live(1, 8, segmentLine(''), '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://talk",KEYFORMAT="com.example"'),
  );
  expect(listener?.feed.snapshot().phase).toEqual({
    kind: 'stopped',
    problem: { kind: 'codec-not-supported', codecs: ['SAMPLE-AES com.example'] },
  });
  expect(asked('skd:')).toBe(0);
});
