import { createHash } from 'node:crypto';
import { expect } from 'playwright/test';
import { STREAM_VARIABLE } from '../fixtures/check-browser.ts';
import { putRecording, secondsOf, test, type Shape } from '../fixtures/shapes.ts';
import { canMake, cut, encrypted, impliedIv } from '../fixtures/shapes-media.ts';

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

test('keys: AES-128 with written and implied IV, rotated, and an encrypted init section', async ({ shapes }) => {
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
