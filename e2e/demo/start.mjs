// `npm start`, the first command after a clone: nothing but Node's own modules until the packages are there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from '../setup/install.mjs';

const neededNode = [20, 19];

function isNodeTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < neededNode[0] || (major === neededNode[0] && minor < neededNode[1]);
}

/** @returns {Promise<string | null>} what keeps the demo from starting, if the demo does not say so itself */
async function main() {
  if (isNodeTooOld()) {
    return `Holdline needs Node ${neededNode.join('.')} or later; this is ${process.versions.node}.`;
  }
  if (process.argv.includes('--help')) {
    process.stdout.write(readFileSync(join(import.meta.dirname, 'help.txt')));
    return null;
  }
  if (!ensurePackages()) return 'The packages could not be installed; see above.';
  const { register } = await import('tsx/esm/api');
  register();
  const { runDemo } = await import('./demo.ts');
  await runDemo(process.argv.slice(2));
  return null;
}

const problem = await main();
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
