import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real redis-server on a free port, its files in a temporary directory. */
export interface RedisServer {
  readonly url: string;
  /** Ends it; what it has written stays. */
  stop(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Ends it, with everything that was in it. */
  remove(): Promise<void>;
}

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
/** For the name of a suite. */
export const unlessMissing = hasRedis ? '' : ' (skipped: there is no redis-server here)';

/** `isKept`: writes every change to a file before it answers, and reads it when it starts again. */
export async function startRedis({ isKept = false } = {}): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'holdline-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const kept = isKept ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
    child = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', ...kept],
      { stdio: 'ignore' },
    );
    while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  async function stop(): Promise<void> {
    if (child === null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    child = null;
    await ended;
  }
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    stop,
    async remove() {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** PING is answered with PONG, not with "loading". */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const end = (isUp: boolean) => {
      socket.destroy();
      resolve(isUp);
    };
    socket.setEncoding('utf8').once('data', (text: string) => end(text.startsWith('+PONG')));
    socket.once('error', () => end(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}
