import { createCollector } from './collector.ts';
import { CommandError } from './command-error.ts';
import { help, readOptions } from './options.ts';
import { printable } from './report.ts';
import { ownToken } from './token-file.ts';

/** One line, whatever is in it. */
const print = (line: string) => process.stdout.write(`${printable(line, 1000)}\n`);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === null) {
    process.stdout.write(help);
    return;
  }
  const own =
    options.token === null ? await ownToken(options.directory) : { token: options.token, isNew: false };
  const collector = await createCollector({
    ...options,
    token: own.token,
    tell: (sentence) => print(`${new Date().toISOString()} ${sentence}`),
  });
  print(`Collector: ${collector.url}/`);
  if (options.pages !== null) {
    print(`Producer page: ${collector.url}/producer.html${own.isNew ? `#token=${own.token}` : ''}`);
  } else if (own.isNew) print(`Producer token: ${own.token}`);
  print('Ready');
  const stop = () => {
    process.off('SIGINT', stop).off('SIGTERM', stop).off('disconnect', stop);
    void collector.stop();
  };
  // Whoever has started it as a part of something larger may be gone without a word.
  process.once('SIGINT', stop).once('SIGTERM', stop).once('disconnect', stop);
  // Listening to it would keep this process alive.
  process.channel?.unref();
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
