import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from '../fixtures/programs.ts';
import { canMake } from '../fixtures/shapes-media.ts';
import { test as base } from '../fixtures/test.ts';
import { startCrowd, type Crowd, type CrowdOptions } from './crowd.ts';
import { startEncoder, type LiveEncoder, type StreamFormat } from './encoder.ts';
import { startRealNginx, type Defence, type RealServer } from './nginx.ts';

/** What a test needs that is not here, in a sentence; null where all is. */
export function missingForReal(formats: readonly StreamFormat[], needsCrowd: boolean): string | null {
  if (programPath('nginx') === null) return 'there is no nginx here';
  if (needsCrowd && programPath('wrk') === null) return 'there is no wrk here';
  const encoders = formats.map(({ encoder }) => encoder);
  return canMake(...encoders) ? null : `there is no ffmpeg here that encodes with ${encoders.join(', ')}`;
}

/** The servers of one test: encoders, nginx, and those who saturate it. All of them end with the test, however that ends. */
export interface Stage {
  /** Encodes; waits until somebody can join. */
  encode(...formats: readonly StreamFormat[]): Promise<readonly LiveEncoder[]>;
  serve(defence?: Defence): Promise<RealServer>;
  crowd(options: Omit<CrowdOptions, 'directory'>): Promise<Crowd>;
}

// Playwright reads from the pattern which fixtures a fixture needs.
/* eslint-disable no-empty-pattern */
export const test = base.extend<{ readonly stage: Stage }>({
  stage: async ({}, use, testInfo) => {
    const root = await mkdtemp(join(tmpdir(), 'holdline-real-'));
    const running: { stop(): Promise<void> }[] = [];
    const servers: RealServer[] = [];
    const kept = <Started extends { stop(): Promise<void> }>(started: Started): Started => {
      running.push(started);
      return started;
    };
    try {
      await use({
        async encode(...formats) {
          const encoders = [];
          for (const format of formats) encoders.push(kept(await startEncoder(root, format)));
          await Promise.all(encoders.map(({ ready }) => ready()));
          return encoders;
        },
        async serve(defence = {}) {
          const server = kept(await startRealNginx(root, defence));
          servers.push(server);
          return server;
        },
        crowd: async (options) => kept(await startCrowd({ ...options, directory: root })),
      });
      if (testInfo.status !== testInfo.expectedStatus) {
        const log = (await Promise.all(servers.map((server) => server.log()))).flat();
        await writeFile(testInfo.outputPath('server-log.json'), JSON.stringify(log, null, 1));
      }
    } finally {
      await Promise.all(running.map((one) => one.stop()));
      await rm(root, { recursive: true, force: true });
    }
  },
});
/* eslint-enable no-empty-pattern */
