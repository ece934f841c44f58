import { runCommand } from '../origin/user-error.ts';
import { runFleet } from './run-fleet.ts';

await runCommand(() => runFleet(process.argv.slice(2)));
