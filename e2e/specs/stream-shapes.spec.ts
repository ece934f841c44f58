import { createHash } from 'node:crypto';
import { expect } from 'playwright/test';
import { STREAM_VARIABLE } from '../fixtures/check-browser.ts';
import { probeSound } from '../fixtures/probe-sound.ts';
import { dominantHertz, test, type Shape } from '../fixtures/shapes.ts';
import { putLive, putOneFile, putRecording, secondsOf, type RangeOf } from '../fixtures/shapes-playlists.ts';
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

/** Root mean square, 1 is full scale: far above a decoder's noise, far below speech. */
const HEARD = 0.01;

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
          index === 1 || index === 2
            ? [`#EXT-X-KEY:METHOD=AES-128,URI="/keys/${index - 1}",IV=0x${iv.toString('hex')}`]
            : index === 4
              ? ['#EXT-X-KEY:METHOD=NONE']
              : [],
        body: (piece, index) =>
          index === 0 || index === 4 ? piece : encrypted(piece, key(index === 1 ? 0 : 1), iv),
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

test('byte ranges: one file with its init section, offsets written and implied', async ({ shapes }) => {
  const { server } = shapes;
  const fmp4 = cut({ container: 'fmp4' });
  const ts = cut({ container: 'mpegts' });
  const put = (folder: string, recording: Cut, rangeOf: RangeOf) => ({
    name: folder,
    url: putOneFile(server, folder, recording, rangeOf),
    seconds: secondsOf(recording),
  });
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
      cut({ container, segments: 2 }),
      cut({ container, segments: 2, encode: encode(48_000, 2), fromSeconds: 7200 }),
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
    { name: 'TS', url: putRecording(server, '/video-ts', ts), seconds: secondsOf(ts) },
    { name: 'fMP4', url: putRecording(server, '/video-fmp4', fmp4), seconds: secondsOf(ts) },
    {
      name: 'encrypted TS',
      url: putRecording(server, '/video-aes', ts, {
        head: ['#EXT-X-KEY:METHOD=AES-128,URI="/keys/picture"'],
        body: (piece, index) => encrypted(piece, key, impliedIv(index)),
      }),
      seconds: secondsOf(ts),
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
    list.push({ name: 'HEVC in TS', url: putRecording(server, '/hevc-ts', hevcTs), seconds: secondsOf(ts) });
    list.push({ name: 'HEVC in fMP4', url: putRecording(server, '/hevc', hevc), seconds: secondsOf(ts) });
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

test('live: EVENT, a sliding window, low latency with its parts, tokens that change with every answer', async ({
  shapes,
}) => {
  const { server } = shapes;
  const fmp4 = cut({ container: 'fmp4', segments: 20 });
  const adts = cut({ container: 'adts', segments: 20 });
  let answers = 0;
  const streams = {
    event: putLive(server, '/live-event', adts, { type: 'event' }),
    'low latency': putLive(server, '/live-parts', fmp4, {
      head: [
        '#EXT-X-VERSION:9',
        '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6.0,PART-HOLD-BACK=0.75,HOLD-BACK=3.0',
        '#EXT-X-PART-INF:PART-TARGET=0.25',
      ],
      below: (newest) => [
        `#EXT-X-PART:DURATION=0.25,INDEPENDENT=YES,URI="part-${newest}-0.m4s"`,
        `#EXT-X-PART:DURATION=0.25,URI="part-${newest}-1.m4s"`,
        `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="part-${newest}-2.m4s"`,
        `#EXT-X-RENDITION-REPORT:URI="../other/index.m3u8",LAST-MSN=${newest},LAST-PART=1`,
      ],
    }),
    tokens: putLive(server, '/live-tokens', fmp4, { query: () => `?token=${(answers += 1)}` }),
  };
  await Promise.all(
    Object.entries(streams).map(async ([name, url]) => {
      const listener = await shapes.open(url);
      await listener.pressListen();
      await listener.toBeListening();
      if (name === 'event') {
        const loudness = await probeSound(listener.page);
        expect(loudness.high, name).toBeGreaterThan(HEARD);
      }
      await listener.toHear(5);
      expect(longestSilenceSeconds(await listener.samples()), name).toBeLessThan(2.5);
    }),
  );
  const asked = server.requests();
  expect(asked.filter((path) => /part-|_HLS_/.test(path))).toEqual([]);
  // Once, and once more behind each discontinuity.
  expect(asked.filter((path) => path.startsWith('/live-tokens/init')).length).toBeLessThanOrEqual(2);
});

test('renditions of another sample rate take over inside one stream', async ({ shapes }) => {
  const { server } = shapes;
  const seconds = 26;
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=500:sample_rate=48000:duration=${seconds}`];
  const heard = await Promise.all(
    (['mpegts', 'adts'] as const).map(async (container) => {
      const encode = (kbps: number, hertz: number, channels: number) =>
        cut({
          container,
          input: tone,
          segments: seconds,
          encode: ['-c:a', 'aac', '-b:a', `${kbps}k`, '-ar', String(hertz), '-ac', String(channels)],
        });
      const low = encode(24, 16_000, 1);
      const high = encode(64, 48_000, 2);
      putLive(server, `/switch-${container}/low`, low);
      putLive(server, `/switch-${container}/high`, high);
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
        .toBeGreaterThan(5);
      const after = await dominantHertz(listener.page);
      return { before, after };
    }),
  );
  for (const { before, after } of heard) {
    expect(Math.abs(before - 500)).toBeLessThan(30);
    expect(Math.abs(after - 500)).toBeLessThan(30);
  }
});

test('multivariant playlists: groups beside video, other codecs first, no CODECS, tokens and variables', async ({
  shapes,
}) => {
  const { server } = shapes;
  const recording = cut({ container: 'fmp4' });
  const seconds = secondsOf(recording);
  const opus = canMake('libopus')
    ? cut({ container: 'fmp4', encode: ['-c:a', 'libopus', '-b:a', '32k', '-ar', '48000'] })
    : null;
  const list: Shape[] = [];
  const add = (name: string, folder: string, ...lines: string[]) => {
    putRecording(server, `${folder}/sound`, recording, { query: '?token=a%2Fb&x=1' });
    list.push({ name, url: `${server.put(`${folder}/main.m3u8`, lines.join('\r\n'))}?session=s1`, seconds });
  };
  add(
    'groups beside video, an audio description among them',
    '/groups',
    '\uFEFF#EXTM3U',
    '',
    '#EXT-X-VERSION:6',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="ec3",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="none/ec3.m3u8"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="Deutsch",LANGUAGE="de",AUTOSELECT=YES,URI="none/de.m3u8"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="sound/index.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=5000000,CODECS="avc1.64001f,ec-3",RESOLUTION=1280x720,AUDIO="ec3"',
    'none/v1.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=4500000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,AUDIO="aac"',
    'none/v1.m3u8',
    '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=100000,CODECS="avc1.64001f",URI="none/iframes.m3u8"',
  );
  add(
    'audio-only variant in a codec that is missing, sound beside video in another',
    '/ec3-only',
    '#EXTM3U',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="x",URI="sound/index.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="ec-3"',
    'none/ec3.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="avc1.64001f,mp4a.40.5",AUDIO="a"',
    'none/video.m3u8',
  );
  add(
    'no CODECS, no BANDWIDTH, variables',
    '/by-hand',
    '#EXTM3U',
    '#EXT-X-DEFINE:QUERYPARAM="session"',
    '#EXT-X-DEFINE:NAME="where",VALUE="sound"',
    '#EXT-X-UNKNOWN:A=1,,B',
    '#EXT-X-STREAM-INF:PROGRAM-ID=1, NAME="Talk, live"',
    '# a comment',
    '',
    `${server.url}/by-hand/{$where}/index.m3u8?for={$session}`,
  );
  if (opus !== null) {
    const url = putRecording(server, '/opus', opus);
    list.push({
      name: 'Opus, written with a capital letter, after Dolby',
      url: server.put(
        '/opus/main.m3u8',
        `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="ec-3"\nnone.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=40000,CODECS="Opus"\n${url}`,
      ),
      seconds: secondsOf(opus),
    });
  }
  if (canMake('libmp3lame')) {
    const mp3 = cut({ container: 'mpegts', encode: ['-c:a', 'libmp3lame', '-b:a', '64k'] });
    const url = putRecording(server, '/mp3-main', mp3);
    list.push({
      name: 'MP3 as ffmpeg names it',
      url: server.put(
        '/mp3-main/main.m3u8',
        `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=80000,CODECS="mp4a.40.34"\n${url}\n\n`,
      ),
      seconds: secondsOf(mp3),
    });
  }
  await shapes.hear(list);
  expect(server.requests().filter((path) => path.includes('/none'))).toEqual([]);
  expect(server.requests()).toContain('/by-hand/sound/index.m3u8?for=s1');
});

test('a stream whose keys are licences is said to be one', async ({ shapes }) => {
  const recording = cut({ container: 'fmp4', segments: 2 });
  const url = putRecording(shapes.server, '/licence', recording, {
    head: ['#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://talk",KEYFORMAT="com.apple.streamingkeydelivery"'],
  });
  const listener = await shapes.open(url);
  await listener.pressListen();
  await listener.toSay('playback', 'failed');
  await expect(listener.status).toContainText('SAMPLE-AES com.apple.streamingkeydelivery');
});

test('a codec that this browser lacks is named, written or not', async ({ shapes }) => {
  test.skip(!canMake('eac3'), 'this ffmpeg has no encoder for E-AC-3');
  const dolby = cut({
    container: 'fmp4',
    encode: ['-c:a', 'eac3', '-b:a', '96k', '-ar', '48000'],
    segments: 3,
  });
  const url = putRecording(shapes.server, '/dolby', dolby);
  const written = shapes.server.put(
    '/dolby/main.m3u8',
    `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="ec-3"\n${url}\n`,
  );
  await Promise.all(
    [url, written].map(async (stream) => {
      const listener = await shapes.open(stream);
      await listener.pressListen();
      await listener.toSay('playback', 'failed');
      await expect(listener.status).toContainText('Your browser cannot play this sound.');
      await expect(listener.status).toContainText('ec-3');
    }),
  );
});
