import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('carries so many bytes on a connection, over several answers, and closes it', async () => {
  const limit = 20_000;
  const origin = await start({ faults: [always({ type: 'limit-data', bytes: limit })] });
  const { port, host } = new URL(origin.url);
  const socket = connect(Number(port), '127.0.0.1');
  const get = (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
  const ended = once(socket, 'end');
  get('/live/aac-24/index.m3u8');
  await origin.waitForRequest(({ what, completed }) => what === 'media-playlist' && completed);
  get('/live/aac-24/segment-12.m4s');
  await origin.waitForRequest(({ sequence, completed }) => sequence === 12 && completed);
  get('/live/aac-24/segment-13.m4s');
  await ended;
  expect(bytes).toBe(limit);
  expect(origin.log().map(({ completed }) => completed)).toEqual([true, true, false]);
  socket.destroy();
});

it('leaves a connection alone that needs no more', async () => {
  const origin = await start({ faults: [always({ type: 'limit-data', bytes: 1e9 })] });
  const { headers, body } = await ask(origin.segmentUrl);
  expect(body).toHaveLength(Number(headers['content-length']));
  expect(origin.log()[0]).toMatchObject({ completed: true });
});
