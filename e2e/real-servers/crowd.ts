import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgram } from '../fixtures/programs.ts';
import { CROWD_NAME } from './nginx.ts';

/** Many who ask one server again and again, from this computer. */
export interface Crowd {
  stop(): Promise<void>;
}

export interface CrowdOptions {
  /** Of a server on this computer. */
  readonly url: string;
  /** So many ask at once. */
  readonly connections: number;
  /** Each waits so long before the next request. Without a pause wrk would take the processors from the tests beside this one. */
  readonly pauseMs: number;
  /** It ends by itself after so long, whatever becomes of the test. */
  readonly seconds: number;
  /** A folder for its script. */
  readonly directory: string;
}

/** wrk against a server on 127.0.0.1; it refuses any other. */
export async function startCrowd(options: CrowdOptions): Promise<Crowd> {
  const { url, connections, pauseMs, seconds, directory } = options;
  if (new URL(url).hostname !== '127.0.0.1')
    throw new RangeError(`A crowd asks this computer only, not ${url}.`);
  const script = join(directory, 'crowd.lua');
  await writeFile(script, `function delay() return ${pauseMs} end\n`);
  const program = startProgram('wrk', [
    ...['--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`],
    ...['--script', script, '--header', `User-Agent: ${CROWD_NAME}`, url],
  ]);
  return { stop: () => program.stop() };
}
