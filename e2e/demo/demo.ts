import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startDemoCrowd } from '../fleet/demo-crowd.ts';
import { createSystemClock } from '../origin/clock.ts';
import { runCommand } from '../origin/user-error.ts';
import { startCollector } from './collector-process.ts';
import { startDemo } from './demo-server.ts';
import { readOptions } from './options.ts';
import { preparePage } from './page-build.ts';

/** Every demonstration has the same crowd. */
const CROWD_SEED = 20;

/** The command behind `npm start`: serves until it is told to end. Mistakes become a sentence and exit code 1. */
export async function runDemo(args: readonly string[]): Promise<void> {
  await runCommand(async () => {
    const options = await readOptions(args);
    const pageDirectory = options.pageDirectory ?? (await preparePage(join(import.meta.dirname, '..', '..')));
    // A signal while it starts is kept until it can stop in good order; a second one ends it at once.
    const over = new AbortController();
    const end = () => over.abort();
    process.once('SIGINT', end).once('SIGTERM', end);
    const demo = await startDemo({
      ...options,
      pageDirectory,
      startCollector: (port) =>
        startCollector({
          port,
          pageDirectory,
          onLost: () =>
            say('The collector has ended. The listener page goes on; the producer page does not.'),
        }),
      clock: createSystemClock(),
      ...(options.listeners === 0
        ? {}
        : {
            startCrowd: (documentUrl: string) =>
              startDemoCrowd({ documentUrl, listeners: options.listeners, seed: CROWD_SEED, tell: say }),
          }),
      tell: say,
      onFailed(error) {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
        end();
      },
    });
    const stop = () => {
      // An open terminal would keep the process alive.
      process.stdin.destroy();
      void demo.stop();
    };
    if (over.signal.aborted) {
      stop();
      return;
    }
    over.signal.addEventListener('abort', stop);
    createInterface({ input: process.stdin }).on('line', (line) => {
      if (!['', 'r'].includes(line.trim())) return;
      void demo.beginAgain().then(() => say('The evening has begun again.'));
    });
    demo.lines.forEach(say);
    say('Ready');
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
