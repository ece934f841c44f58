import { describe, expect, it } from 'vitest';
import { readOptions } from '../../e2e/simulate/options.ts';

describe('the command line of the simulation', () => {
  it('has a default for everything', () => {
    expect(readOptions([])).toMatchObject({ listeners: 100_000, caseName: 'overload', seed: 1 });
    expect(readOptions([])?.policies).toHaveLength(5);
    expect(readOptions(['--case', 'automatic'])?.policies).toEqual(['holdline']);
    expect(readOptions(['--help'])).toBeNull();
    expect(readOptions([])?.parts).toBe(1);
    expect(readOptions(['--listeners', '8000000'])?.parts).toBe(2);
    expect(readOptions(['--listeners', '8000000', '--case', 'automatic'])?.parts).toBe(2);
  });

  it.each([
    [['--listeners', '999'], '--listeners 999: must be a whole number from 1000 to 8000000.'],
    [['--listeners', '1e9'], 'from 1000 to 8000000'],
    [['--listeners', ''], 'must be a whole number'],
    [['--case', 'storm'], '--case storm: must be one of overload, admission, automatic.'],
    [['--policy', 'shaka'], '--policy shaka: must be all, or one of'],
    [['--case', 'admission', '--policy', 'fixed'], 'only Holdline keeps to an admission'],
    [['--parts', '0'], '--parts 0: must be a whole number from 1 to 16.'],
    [['--headroom=-1'], 'from 0 to 1'],
    [['--share', '0'], '--share 0: must be a number from 0.01 to 1.'],
    [['--seed', '1.5'], 'whole number'],
    [['--speed', '9'], 'See --help.'],
  ])('says what is wrong with %j', (args, words) => {
    expect(() => readOptions(args)).toThrow(words);
  });
});
