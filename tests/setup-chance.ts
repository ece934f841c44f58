import fc from 'fast-check';

/**
 * Property tests draw the same examples in every run, so that a run tells about the change and not about chance.
 * HOLDLINE_SEED (a number, or `random`) looks elsewhere, HOLDLINE_RUNS for longer.
 */
const asked = process.env['HOLDLINE_SEED'] ?? '20261126';
const runs = process.env['HOLDLINE_RUNS'];
fc.configureGlobal({
  ...(asked === 'random' ? {} : { seed: Number(asked) }),
  ...(runs === undefined ? {} : { numRuns: Number(runs) }),
});
