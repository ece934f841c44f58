import { describe, expect, it } from 'vitest';
import { chartOf, colourOf } from '../../e2e/bench/chart.ts';
import { readOptions } from '../../e2e/bench/options.ts';
import type { Outcome } from '../../e2e/bench/outcome.ts';
import { players } from '../../e2e/bench/players.ts';
import { withBlock } from '../../e2e/bench/readme.ts';
import { allEntries, lengthOf } from '../../e2e/bench/scenario-list.ts';
import { summariesOf } from '../../e2e/bench/summary.ts';
import { asMarkdown, asText, tableOf } from '../../e2e/bench/table.ts';
import { scenarioNames } from '../../e2e/origin/scenario.ts';
import { scenarioOf } from '../origin/test-origin.ts';

const [holdline, handler] = players;
if (holdline === undefined || handler === undefined) throw new Error('no players');

function outcome(fields: Partial<Outcome> = {}): Outcome {
  return {
    scenario: 'clean',
    seed: 1,
    player: holdline?.id ?? '',
    listeningRatio: 1,
    joinSeconds: 0.5,
    rebuffers: 0,
    longestSilenceSeconds: 0,
    isAliveAtEnd: true,
    slowestSampleSeconds: 0.1,
    requests: 30,
    requestsPerDeliveredMinute: 30,
    peakRequestsPerSecond: 4,
    bytes: 500_000,
    wasteShare: 0,
    neverHeardSeconds: 0,
    retryAfterBroken: 0,
    limitRatio: 1,
    ratioOverLimit: 1,
    latencyAtEndSeconds: 12,
    crash: null,
    ...fields,
  };
}

const dead: Partial<Outcome> = {
  scenario: 'hang',
  ratioOverLimit: 0.4,
  joinSeconds: null,
  latencyAtEndSeconds: null,
  isAliveAtEnd: false,
  longestSilenceSeconds: 60,
  neverHeardSeconds: 40,
  requests: 10,
  requestsPerDeliveredMinute: null,
  crash: 'the page crashed',
};

describe('summariesOf', () => {
  it('takes means, worsts, medians and sums', () => {
    const [summary, ...more] = summariesOf(players, [outcome(), outcome(dead)]);
    expect(more).toEqual([]);
    expect(summary).toMatchObject({
      evenings: 2,
      alive: 1,
      crashes: 1,
      ratioOverLimit: 0.7,
      worstRatioOverLimit: 0.4,
      joinSeconds: 0.5,
      longestSilenceSeconds: 60,
      neverHeardSeconds: 40,
      latencyAtEndSeconds: 12,
      requests: 20,
      // One minute was delivered, for 40 requests.
      requestsPerDeliveredMinute: 40,
    });
  });

  it('has no figure for what never was', () => {
    expect(summariesOf(players, [outcome(dead)])[0]).toMatchObject({
      joinSeconds: null,
      latencyAtEndSeconds: null,
      requestsPerDeliveredMinute: null,
    });
  });
});

describe('tables', () => {
  const table = tableOf(summariesOf(players, [outcome(), outcome({ player: handler.id, ...dead })]));

  it('have a row for each player that played, and say where there is nothing', () => {
    expect(table.map(([name]) => name)).toEqual(['player', holdline.title, handler.title]);
    expect(table[2]).toContain('0 of 1');
    expect(table[2]).toContain('–');
  });

  it('are aligned, as text and as Markdown', () => {
    for (const lines of [asText(table).split('\n'), asMarkdown(table).split('\n')])
      expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
    expect(asMarkdown(table).split('\n')[1]).toMatch(/^\| -+ \|( -+: \|)+$/);
  });
});

describe('chartOf', () => {
  const svg = chartOf(players, ['clean', 'hang'], [outcome(), outcome(dead)], 'a < b');

  it('has a cell for each evening, the mean, and a mark for silence', () => {
    expect(svg.match(/<rect [^>]*rx="3"/g)).toHaveLength(3);
    expect(svg).toContain('>0.40 †<');
    expect(svg).toContain('a &lt; b');
  });

  it('goes from red to green', () => {
    expect(colourOf(0)).toEqual([152, 27, 30]);
    expect(colourOf(1)).toEqual([56, 142, 88]);
    expect(colourOf(1.2)).toEqual(colourOf(1));
    expect(colourOf(0.9)[1]).toBeGreaterThan(colourOf(0.5)[1]);
  });
});

describe('withBlock', () => {
  const marked = 'a\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nb\n';

  it('replaces what stands between the marks, again and again', () => {
    const once = withBlock(marked, 'new');
    expect(once).toBe('a\n<!-- bench:begin -->\n\nnew\n\n<!-- bench:end -->\nb\n');
    expect(withBlock(once, 'new')).toBe(once);
  });

  it.each(['', 'a <!-- bench:begin --> b', '<!-- bench:end --><!-- bench:begin -->', marked + marked])(
    'refuses a text without both marks once: %j',
    (text) => {
      expect(() => withBlock(text, 'new')).toThrow(/once each/);
    },
  );
});

describe('readOptions', () => {
  it('plays everything once by default', async () => {
    const entries = await allEntries();
    expect(readOptions([], entries)).toEqual({ entries, players, seeds: 1, atOnce: 1, writeReadme: false });
    expect(readOptions(['--help'], entries)).toBeNull();
  });

  it('takes lists in their own order', async () => {
    const options = readOptions(
      ['--scenario', 'hang,clean', '--players', 'native,holdline', '--seeds', '2', '--at-once', '3'],
      await allEntries(),
    );
    expect(options?.entries.map(({ name }) => name)).toEqual(['hang', 'clean']);
    expect(options?.players.map(({ id }) => id)).toEqual(['native', 'holdline']);
    expect(options).toMatchObject({ seeds: 2, atOnce: 3 });
  });

  it.each([
    [['--scenario', 'none'], /There are: .*clean/],
    [['--players', 'none'], /There are: holdline/],
    [['--seeds', '0'], /whole number/],
    [['--at-once', 'x'], /whole number/],
    [['--wrong'], /--help/],
  ])('says what is wrong with %j', async (args, message) => {
    const entries = await allEntries();
    expect(() => readOptions(args, entries)).toThrow(message);
  });
});

describe('allEntries', () => {
  it('leaves out outages without an end and nothing else', async () => {
    const names = (await allEntries()).map(({ name }) => name);
    const left = (await scenarioNames()).filter((name) => !names.includes(name));
    expect(left).toEqual(['outage', 'outage-hang', 'outage-refuse']);
  });

  it.each([
    [{}, 60],
    [{ startsAtSeconds: 40 }, 75],
    [{ faults: [{ fromSeconds: 5, toSeconds: 65, match: { what: 'any' }, fault: { type: 'reset' } }] }, 100],
    [{ faults: [{ fromSeconds: 20, match: { what: 'any' }, fault: { type: 'reset' } }] }, 80],
    [{ restarts: [{ atSeconds: 30, silentSeconds: 10 }] }, 75],
    [{ gaps: [{ fromSeconds: 40, toSeconds: 50 }] }, 85],
  ])('ends a while after the last trouble: %j', (fields, expected) => {
    expect(lengthOf(scenarioOf(fields))).toBe(expected);
  });
});
