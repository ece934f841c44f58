import { createHash } from 'node:crypto';
import { expect } from 'playwright/test';
import { STREAM_VARIABLE } from '../fixtures/check-browser.ts';
import { dominantHertz, putRecording, secondsOf, test, type Shape } from '../fixtures/shapes.ts';
import type { ShapesServer } from '../fixtures/shapes-server.ts';
import { longestSilenceSeconds } from '../fixtures/sound.ts';
import {
  canMake,
  cut,
  encrypted,
  impliedIv,
  speechFile,
  type Container,
  type Cut,
} from '../fixtures/shapes-media.ts';

test.skip(() => !canMake('aac'), 'ffmpeg is not installed: it makes the streams of these tests');
test.skip(() => process.env[STREAM_VARIABLE] === 'opus', 'this browser does not decode AAC');

test('containers: fMP4, TS, packed AAC and MP3 with their timestamps', async ({ shapes }) => {
  const { server } = shapes;
  const hour = { fromSeconds: 3600 };
  const fmp4 = cut({ container: 'fmp4' });
  const ts = cut({ container: 'mpegts', ...hour });
  const adts = cut({ container: 'adts', ...hour });
  const list: Shape[] = [
    { name: 'fMP4', url: putRecording(server, '/fmp4', fmp4), seconds: secondsOf(fmp4) },
    { name: 'TS', url: putRecording(server, '/ts', ts), seconds: secondsOf(ts) },
    { name: 'packed AAC', url: putRecording(server, '/adts', adts), seconds: secondsOf(adts) },
  ];
  if (canMake('libmp3lame')) {
    const encode = ['-c:a', 'libmp3lame', '-b:a', '64k'];
    const mp3 = cut({ container: 'mp3', encode, ...hour });
    list.push({ name: 'MP3', url: putRecording(server, '/mp3', mp3), seconds: secondsOf(mp3) });
    const mp3Ts = cut({ container: 'mpegts', encode });
    list.push({ name: 'MP3 in TS', url: putRecording(server, '/mp3-ts', mp3Ts), seconds: secondsOf(mp3Ts) });
  }
  await shapes.hear(list);
});

test('keys: AES-128 with written and implied IV, rotated, and an encrypted init section', async ({
  shapes,
}) => {
  const { server } = shapes;
  const keys = ['a', 'b'].map((name) => createHash('md5').update(name).digest());
  for (const [index, key] of keys.entries()) server.put(`/keys/${index}`, key);
  const key = (index: number) => keys[index] ?? Buffer.alloc(16);
  const iv = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  const ts = cut({ container: 'mpegts' });
  const fmp4 = cut({ container: 'fmp4' });
  const adts = cut({ container: 'adts' });
  await shapes.hear([
    {
      name: 'implied IV',
      url: putRecording(server, '/aes-implied', ts, {
        head: ['#EXT-X-MEDIA-SEQUENCE:7000', '#EXT-X-KEY:METHOD=AES-128,URI="/keys/0"'],
        body: (piece, index) => encrypted(piece, key(0), impliedIv(7000 + index)),
      }),
      seconds: secondsOf(ts),
    },
    {
      name: 'written IV, rotated, then in the clear',
      url: putRecording(server, '/aes-rotated', fmp4, {
        above: (index) =>
          index === 1 || index === 3
            ? [`#EXT-X-KEY:METHOD=AES-128,URI="/keys/${(index - 1) / 2}",IV=0x${iv.toString('hex')}`]
            : index === 5
              ? ['#EXT-X-KEY:METHOD=NONE']
              : [],
        body: (piece, index) =>
          index === 0 || index === 5 ? piece : encrypted(piece, key(index < 3 ? 0 : 1), iv),
      }),
      seconds: secondsOf(fmp4),
    },
    {
      name: 'everything encrypted, init section too',
      url: putRecording(
        server,
        '/aes-init',
        { ...fmp4, init: encrypted(fmp4.init ?? Buffer.alloc(0), key(0), iv) },
        {
          head: [`#EXT-X-KEY:METHOD=AES-128,URI="/keys/0",IV=0x${iv.toString('hex').toUpperCase()}`],
          body: (piece) => encrypted(piece, key(0), iv),
        },
      ),
      seconds: secondsOf(fmp4),
    },
    {
      name: 'packed AAC',
      url: putRecording(server, '/aes-adts', adts, {
        head: ['#EXT-X-KEY:METHOD=AES-128,URI="/keys/1",KEYFORMAT="identity",KEYFORMATVERSIONS="1"'],
        body: (piece, index) => encrypted(piece, key(1), impliedIv(index)),
      }),
      seconds: secondsOf(adts),
    },
  ]);
  expect(server.requests().filter((path) => path === '/keys/0').length).toBeLessThanOrEqual(3);
});

/** One file with everything in it, as packagers write it for byte ranges; where each piece begins. */
function joined({ init, pieces }: Cut): { readonly file: Buffer; readonly starts: readonly number[] } {
  let at = init?.length ?? 0;
  const starts = pieces.map(({ body }) => {
    const start = at;
    at += body.length;
    return start;
  });
  return { file: Buffer.concat([init ?? Buffer.alloc(0), ...pieces.map(({ body }) => body)]), starts };
}

test('byte ranges: one file with its init section, offsets written and implied', async ({ shapes }) => {
  const { server } = shapes;
  const fmp4 = cut({ container: 'fmp4' });
  const ts = cut({ container: 'mpegts' });
  const put = (
    folder: string,
    recording: Cut,
    rangeOf: (length: number, start: number, index: number) => string,
  ) => {
    const { file, starts } = joined(recording);
    server.put(`${folder}/all.bin`, file);
    const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:2', '#EXT-X-MEDIA-SEQUENCE:1'];
    if (recording.init !== null)
      lines.push(`#EXT-X-MAP:URI="all.bin",BYTERANGE="${recording.init.length}@0"`);
    for (const [index, { body, seconds }] of recording.pieces.entries())
      lines.push(
        `#EXTINF:${seconds.toFixed(6)},`,
        `#EXT-X-BYTERANGE:${rangeOf(body.length, starts[index] ?? 0, index)}`,
        'all.bin',
      );
    return {
      name: folder,
      url: server.put(`${folder}/index.m3u8`, [...lines, '#EXT-X-ENDLIST'].join('\n')),
      seconds: secondsOf(recording),
    };
  };
  await shapes.hear([
    put('/range-written', fmp4, (length, start) => `${length}@${start}`),
    put('/range-implied', fmp4, (length, start, index) =>
      index === 0 ? `${length}@${start}` : String(length),
    ),
    put('/range-ts', ts, (length, start, index) => (index % 2 === 0 ? `${length}@${start}` : String(length))),
  ]);
});

test('discontinuities: another encoder, another clock, another sample rate', async ({ shapes }) => {
  const { server } = shapes;
  const encode = (hertz: number, channels: number) => [
    '-c:a',
    'aac',
    '-b:a',
    '64k',
    '-ar',
    String(hertz),
    '-ac',
    String(channels),
  ];
  const put = (container: Container, folder: string) => {
    const parts = [
      cut({ container, segments: 3 }),
      cut({ container, segments: 3, encode: encode(48_000, 2), fromSeconds: 7200 }),
    ];
    const lines = [
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-PLAYLIST-TYPE:VOD',
      '#EXT-X-DISCONTINUITY-SEQUENCE:4',
    ];
    for (const [part, { init, pieces }] of parts.entries()) {
      if (part > 0) lines.push('#EXT-X-DISCONTINUITY');
      if (init !== null) lines.push(`#EXT-X-MAP:URI="${part}.mp4"`);
      if (init !== null) server.put(`${folder}/${part}.mp4`, init);
      for (const [index, { body, seconds }] of pieces.entries()) {
        server.put(`${folder}/${part}-${index}.bin`, body);
        lines.push(`#EXTINF:${seconds.toFixed(6)},`, `${part}-${index}.bin`);
      }
    }
    return {
      name: folder,
      url: server.put(`${folder}/index.m3u8`, [...lines, '#EXT-X-ENDLIST', ''].join('\n')),
      seconds: parts.reduce((sum, part) => sum + secondsOf(part), 0),
    };
  };
  await shapes.hear([put('fmp4', '/cut-fmp4'), put('mpegts', '/cut-ts'), put('adts', '/cut-adts')]);
});

test('the sound of a picture: video is left out, in TS and in fMP4, plain and encrypted', async ({
  shapes,
}) => {
  test.skip(!canMake('libx264'), 'this ffmpeg has no encoder for H.264');
  const { server } = shapes;
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=10', '-i', speechFile];
  const h264 = ['-c:a', 'copy', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p'];
  const ts = cut({ container: 'mpegts', input: picture, encode: h264 });
  const fmp4 = cut({ container: 'fmp4', input: picture, encode: h264 });
  const key = createHash('md5').update('picture').digest();
  server.put('/keys/picture', key);
  const list = [
    { name: 'TS', url: putRecording(server, '/video-ts', ts), seconds: 6 },
    { name: 'fMP4', url: putRecording(server, '/video-fmp4', fmp4), seconds: 6 },
    {
      name: 'encrypted TS',
      url: putRecording(server, '/video-aes', ts, {
        head: ['#EXT-X-KEY:METHOD=AES-128,URI="/keys/picture"'],
        body: (piece, index) => encrypted(piece, key, impliedIv(index)),
      }),
      seconds: 6,
    },
  ];
  if (canMake('libx265')) {
    const h265 = [
      '-c:a',
      'copy',
      '-c:v',
      'libx265',
      '-x265-params',
      'log-level=none:keyint=10',
      '-pix_fmt',
      'yuv420p',
      '-preset',
      'ultrafast',
    ];
    const hevcTs = cut({ container: 'mpegts', input: picture, encode: h265 });
    const hevc = cut({ container: 'fmp4', input: picture, encode: h265 });
    list.push({ name: 'HEVC in TS', url: putRecording(server, '/hevc-ts', hevcTs), seconds: 6 });
    list.push({ name: 'HEVC in fMP4', url: putRecording(server, '/hevc', hevc), seconds: 6 });
  }
  await shapes.hear(list);
});

test('low sample rates, one channel: speech as radio packs it', async ({ shapes }) => {
  const { server } = shapes;
  const list = (['fmp4', 'mpegts', 'adts'] as const).map((container) => {
    const low = cut({
      container,
      encode: ['-c:a', 'aac', '-b:a', '24k', '-ar', '22050', '-ac', '1'],
      fromSeconds: 95_443,
    });
    return { name: container, url: putRecording(server, `/low-${container}`, low), seconds: secondsOf(low) };
  });
  await shapes.hear(list);
});

test('a picture without sound is said to be one', async ({ shapes }) => {
  test.skip(!canMake('libx264'), 'this ffmpeg has no encoder for H.264');
  const silent = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=10'];
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p'];
  await Promise.all(
    (['mpegts', 'fmp4'] as const).map(async (container) => {
      const recording = cut({ container, input: silent, encode: h264, segments: 2 });
      const listener = await shapes.open(putRecording(shapes.server, `/silent-${container}`, recording));
      await listener.pressListen();
      await listener.toSay('playback', 'failed');
      await expect(listener.status).toContainText('This stream carries no sound.');
    }),
  );
});

/** A sliding window over a cut that goes round and round, as of now. */
function putWindow(server: ShapesServer, folder: string, { init, pieces }: Cut, startMs: number): void {
  const WINDOW = 5;
  const round = pieces.reduce((sum, { seconds }) => sum + seconds, 0);
  for (const [index, { body }] of pieces.entries()) server.put(`${folder}/${index}.bin`, body);
  if (init !== null) server.put(`${folder}/init.mp4`, init);
  server.put(`${folder}/index.m3u8`, () => {
    const newest = Math.floor(((Date.now() - startMs) / 1000 / round) * pieces.length) + WINDOW;
    const first = newest - WINDOW + 1;
    const lines = ['#EXTM3U', '#EXT-X-TARGETDURATION:1', `#EXT-X-MEDIA-SEQUENCE:${first}`];
    lines.push(`#EXT-X-DISCONTINUITY-SEQUENCE:${Math.floor((first - 1) / pieces.length)}`);
    if (init !== null) lines.push('#EXT-X-MAP:URI="init.mp4"');
    for (let sequence = first; sequence <= newest; sequence += 1) {
      const index = sequence % pieces.length;
      if (index === 0 && sequence > first) lines.push('#EXT-X-DISCONTINUITY');
      lines.push(`#EXTINF:${pieces[index]?.seconds.toFixed(5) ?? ''},`, `${index}.bin`);
    }
    return `${lines.join('\n')}\n`;
  });
}

test('renditions of another sample rate take over inside one stream', async ({ shapes }) => {
  const { server } = shapes;
  const seconds = 26;
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=500:sample_rate=48000:duration=${seconds}`];
  const startMs = Date.now();
  const heard = await Promise.all(
    (['mpegts', 'adts', 'fmp4'] as const).map(async (container) => {
      const encode = (kbps: number, hertz: number, channels: number) =>
        cut({
          container,
          input: tone,
          segments: seconds,
          encode: ['-c:a', 'aac', '-b:a', `${kbps}k`, '-ar', String(hertz), '-ac', String(channels)],
        });
      putWindow(server, `/switch-${container}/low`, encode(24, 16_000, 1), startMs);
      putWindow(server, `/switch-${container}/high`, encode(64, 48_000, 2), startMs);
      const listener = await shapes.open(
        server.put(
          `/switch-${container}/main.m3u8`,
          [
            '#EXTM3U',
            '#EXT-X-STREAM-INF:BANDWIDTH=30000,CODECS="mp4a.40.2"',
            'low/index.m3u8',
            '#EXT-X-STREAM-INF:BANDWIDTH=70000,CODECS="mp4a.40.2"',
            'high/index.m3u8',
            '',
          ].join('\n'),
        ),
      );
      await listener.pressListen();
      await listener.toBeListening();
      const before = await dominantHertz(listener.page);
      await expect
        .poll(
          () => server.requests().filter((path) => path.startsWith(`/switch-${container}/high/`)).length,
          {
            timeout: 30_000,
          },
        )
        .toBeGreaterThan(7);
      const after = await dominantHertz(listener.page);
      console.log(
        container,
        before,
        after,
        JSON.stringify(
          await listener.page.evaluate(() =>
            window.holdline?.log().filter(({ type }) => type === 'media-fault'),
          ),
        ),
        longestSilenceSeconds(await listener.samples()),
      );
      return { before, after };
    }),
  );
  for (const { before, after } of heard) {
    expect(Math.abs(before - 500)).toBeLessThan(30);
    expect(Math.abs(after - 500)).toBeLessThan(30);
  }
});
