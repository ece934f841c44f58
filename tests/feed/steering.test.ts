import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NetworkContext } from '../../src/feed/network-context.ts';
import { createPathways, type Pathways } from '../../src/feed/pathways.ts';
import { followSteering } from '../../src/feed/steering.ts';
import { createThroughputMeter } from '../../src/feed/throughput.ts';
import { parseMultivariant, type MultivariantPlaylist } from '../../src/hls/multivariant-playlist.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createScriptedFetch, type ScriptedAnswer, type ScriptedFetch } from '../fakes/scripted-fetch.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

let clock: FakeClock;
let network: ScriptedFetch;
let stop: AbortController;
let pathways: Pathways;
let added: Map<string, MultivariantPlaylist>;
let isOver: boolean;

beforeEach(() => {
  clock = createFakeClock();
});
afterEach(async () => {
  stop.abort(new Error('over'));
  await clock.advance(0);
  expect(clock.pending()).toBe(0);
  expect(network.open()).toBe(0);
});

const multivariant = parseMultivariant(
  [
    '#EXTM3U',
    '#EXT-X-CONTENT-STEERING:SERVER-URI="https://steer.example/first",PATHWAY-ID="b"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="g",NAME="en",DEFAULT=YES,URI="https://a.example/en.m3u8?v=1"',
    '#EXT-X-STREAM-INF:BANDWIDTH=30000,PATHWAY-ID="a",AUDIO="g"',
    'https://a.example/low.m3u8?v=1',
    '#EXT-X-STREAM-INF:BANDWIDTH=30000,PATHWAY-ID="b",AUDIO="g"',
    'https://b.example/low.m3u8',
    '',
  ].join('\n'),
  'https://a.example/main.m3u8',
);

const says = (changes: object = {}): ScriptedAnswer => ({
  kind: 'answer',
  body: JSON.stringify({ VERSION: 1, TTL: 10, 'PATHWAY-PRIORITY': ['a', 'b'], ...changes }),
});
const status = (code: number, headers: Record<string, string> = {}): ScriptedAnswer => ({
  kind: 'answer',
  status: code,
  headers,
  body: 'no',
});

function follow(...answers: readonly ScriptedAnswer[]) {
  stop = new AbortController();
  added = new Map();
  isOver = false;
  const random = seededRandom(1);
  network = createScriptedFetch(
    clock,
    ({ index }) => answers[Math.min(index, answers.length - 1)] ?? status(500),
  );
  pathways = createPathways({
    clock,
    random,
    budget: createRetryBudget(clock),
    signal: stop.signal,
    inHandSeconds: () => 20,
    onSwitch: () => undefined,
    onNeeded: () => undefined,
    onGate: () => undefined,
  });
  for (const id of ['main/a', 'main/b']) pathways.located(id);
  const context: NetworkContext = {
    fetch: network.fetch,
    clock,
    random,
    throughput: createThroughputMeter(),
    emit: () => undefined,
  };
  const reach = {
    idOf: (name: string) => `main/${name}`,
    addPathway(name: string, playlist: MultivariantPlaylist) {
      added.set(name, playlist);
      pathways.located(`main/${name}`);
    },
  };
  followSteering({ context, pathways, multivariant, reach, signal: stop.signal }).then(
    () => (isOver = true),
    () => (isOver = true),
  );
}
const seconds = (count: number) => clock.advance(count * 1000);
const times = () => network.requests.map(({ atMs }) => (atMs - 1_000_000) / 1000);

describe('followSteering', () => {
  it('begins on the pathway that the playlist names, then obeys the manifest', async () => {
    follow({ ...says(), afterMs: 500 } as ScriptedAnswer);
    await seconds(0.1);
    expect(pathways.currentId()).toBe('main/b');
    await seconds(1);
    expect(pathways.currentId()).toBe('main/a');
  });

  it('asks again after the TTL and a little, and says where it is', async () => {
    follow(says());
    await seconds(60);
    const gaps = times()
      .slice(1)
      .map((time, index) => time - (times()[index] ?? 0));
    expect(gaps.length).toBeGreaterThanOrEqual(5);
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(10);
      expect(gap).toBeLessThanOrEqual(11);
    }
    expect(
      network.requests.map(({ url }) => new URL(url).searchParams.get('_HLS_pathway')).slice(0, 2),
    ).toEqual(['b', 'a']);
  });

  it('asks at the RELOAD-URI from then on', async () => {
    follow(says({ 'RELOAD-URI': '/second?x=1' }), says());
    await seconds(35);
    expect(network.requests.map(({ url }) => new URL(url).pathname)).toEqual([
      '/first',
      '/second',
      '/second',
      '/second',
    ]);
    expect(network.requests[3]?.url).toBe('https://steer.example/second?x=1&_HLS_pathway=a');
  });

  it('never asks again after 410', async () => {
    follow(says(), status(410));
    await seconds(1000);
    expect(network.requests).toHaveLength(2);
    expect(isOver).toBe(true);
    expect(pathways.currentId()).toBe('main/a');
  });

  it('waits out the Retry-After of a 429, and then goes on', async () => {
    follow(status(429, { 'retry-after': '40' }), says());
    await seconds(39);
    expect(network.requests).toHaveLength(1);
    await seconds(30);
    expect(times()[1]).toBeGreaterThanOrEqual(40);
    expect(times()[1]).toBeLessThanOrEqual(50.1);
    expect(pathways.currentId()).toBe('main/a');
    expect(network.requests.length).toBeGreaterThanOrEqual(2);
  });

  it.each([500, 503, 404, 403])('asks again after the TTL when it is told %d', async (code) => {
    follow(says(), status(code), says({ 'PATHWAY-PRIORITY': ['b', 'a'] }));
    await seconds(16);
    expect(network.requests).toHaveLength(2);
    await seconds(7);
    expect(network.requests).toHaveLength(3);
    expect(pathways.currentId()).toBe('main/b');
  });

  it('takes no page for a manifest', async () => {
    follow({ kind: 'answer', body: '<!doctype html>' }, says());
    await seconds(290);
    expect(network.requests).toHaveLength(1);
    await seconds(60);
    expect(pathways.currentId()).toBe('main/a');
  });

  it('is not led astray by names that nobody knows', async () => {
    follow(says({ 'PATHWAY-PRIORITY': ['nowhere', 'a'] }));
    await seconds(1);
    expect(pathways.currentId()).toBe('main/a');
  });

  it('adds clones, and clones of clones with what they have changed', async () => {
    const clones = [
      { 'BASE-ID': 'a', ID: 'c', 'URI-REPLACEMENT': { HOST: 'c.example', PARAMS: { v: '2' } } },
      { 'BASE-ID': 'c', ID: 'd', 'URI-REPLACEMENT': { HOST: 'd.example' } },
      { 'BASE-ID': 'nowhere', ID: 'e', 'URI-REPLACEMENT': {} },
      { 'BASE-ID': 'a', ID: 'b', 'URI-REPLACEMENT': { HOST: 'taken.example' } },
    ];
    follow(says({ 'PATHWAY-CLONES': clones, 'PATHWAY-PRIORITY': ['d', 'a'] }));
    await seconds(40);
    expect([...added.keys()]).toEqual(['c', 'd']);
    expect(added.get('c')?.variants.map(({ url }) => url)).toEqual(['https://c.example/low.m3u8?v=2']);
    expect(added.get('d')?.variants.map(({ url }) => url)).toEqual(['https://d.example/low.m3u8?v=2']);
    expect(
      added
        .get('d')
        ?.audioGroups.get('g')
        ?.map(({ url }) => url),
    ).toEqual(['https://d.example/en.m3u8?v=2']);
    expect(pathways.currentId()).toBe('main/d');
    expect(new URL(network.requests.at(-1)?.url ?? '').searchParams.get('_HLS_pathway')).toBe('d');
  });

  it('ends with the signal', async () => {
    follow({ kind: 'hang' });
    await seconds(1);
    stop.abort(new Error('stopped'));
    await seconds(0);
    expect(isOver).toBe(true);
    expect(network.open()).toBe(0);
  });
});
