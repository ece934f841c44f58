import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCollector } from '../../src/collector/collector.ts';
import { CommandError } from '../../src/collector/command-error.ts';
import { readOptions } from '../../src/collector/options.ts';
import { ownToken } from '../../src/collector/token-file.ts';
import { startCollector, TOKEN } from './running-collector.ts';

describe('the options of the command', () => {
  it('come from the environment, and flags go first', () => {
    const environment = {
      PORT: '9000',
      HOST: '0.0.0.0',
      COLLECTOR_TOKEN: TOKEN,
      COLLECTOR_DIR: 'books',
      REDIS_URL: 'redis://localhost',
      COLLECTOR_ORIGINS: 'https://a.example/, https://b.example:8443',
    };
    expect(readOptions(['--port', '9001', '--pages', 'dist'], environment)).toEqual({
      port: 9001,
      host: '0.0.0.0',
      token: TOKEN,
      directory: resolve('books'),
      redisUrl: 'redis://localhost',
      origins: ['https://a.example', 'https://b.example:8443'],
      pages: resolve('dist'),
      publicUrl: null,
    });
    expect(readOptions(['--help'], environment)).toBeNull();
    expect(readOptions([], { REDIS_URL: '' })).toMatchObject({
      port: 8090,
      host: '127.0.0.1',
      redisUrl: null,
      token: null,
    });
  });

  it.each([
    [['--port', '99999'], {}, '--port 99999'],
    [['--pot', '1'], {}, '--help'],
    [['--redis', 'localhost'], {}, '--redis'],
    [['--origins', 'a.example'], {}, '--origins a.example'],
    [['--url', 'ftp://x'], {}, '--url ftp://x'],
    [[], { COLLECTOR_TOKEN: 'short' }, 'COLLECTOR_TOKEN'],
  ])('are refused by name: %j', (args, environment, named) => {
    expect(() => readOptions(args, environment)).toThrow(CommandError);
    expect(() => readOptions(args, environment)).toThrow(named);
  });

  it('that name a port in use end with a sentence', async () => {
    const { url } = await startCollector();
    const second = createCollector({ port: Number(new URL(url).port), token: TOKEN });
    await expect(second).rejects.toThrow(/^Port \d+ is already in use/);
  });
});

describe('the first start without a token', () => {
  it('makes one, keeps it from others, and shows it once', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'holdline-token-'));
    try {
      const first = await ownToken(directory);
      expect([first.isNew, first.token.length]).toEqual([true, 43]);
      expect((await stat(join(directory, 'producer-token'))).mode & 0o777).toBe(0o600);
      expect(await ownToken(directory)).toEqual({ token: first.token, isNew: false });
      expect((await ownToken(null)).token).not.toBe(first.token);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
