import { runCommand } from '../origin/user-error.ts';
import { runSimulate } from './run-simulate.ts';

await runCommand(() => runSimulate(process.argv.slice(2)));
