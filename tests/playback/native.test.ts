import { afterEach, describe, expect, it } from 'vitest';
import { createGate } from '../../src/network/gate.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import { createThroughputMeter } from '../../src/feed/throughput.ts';
import { lookForStream, type Found } from '../../src/playback/native-look.ts';
import {
  afterTrouble,
  FIRST_SOUND_MS,
  GOOD_AFTER_MS,
  nativeTrouble,
  SILENCE_MS,
} from '../../src/playback/native-supervision.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeLiveOrigin } from '../fakes/fake-live-origin.ts';
import { createScriptedFetch, type ScriptedAnswer, type ScriptedFetch } from '../fakes/scripted-fetch.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

describe('nativeTrouble', () => {
  const well = {
    nowMs: 100_000,
    wanting: true,
    hasError: false,
    ended: false,
    attachedAtMs: 0,
    movedAtMs: 99_900,
  };
  it.each([
    ['sound', {}, null],
    ['an error', { hasError: true }, 'error'],
    ['the end of what there is', { ended: true }, 'ended'],
    ['a short silence', { movedAtMs: 100_001 - SILENCE_MS }, null],
    ['a long one', { movedAtMs: 100_000 - SILENCE_MS }, 'silence'],
    ['a long one that is wanted', { movedAtMs: 0, wanting: false }, null],
    ['no sound yet', { movedAtMs: null, attachedAtMs: 100_001 - FIRST_SOUND_MS }, null],
    ['no sound for too long', { movedAtMs: null, attachedAtMs: 100_000 - FIRST_SOUND_MS }, 'silence'],
  ] as const)('%s', (_name, changes, expected) => {
    expect(nativeTrouble({ ...well, ...changes })).toBe(expected);
  });
});

it('after two sources that came to nothing the next pathway is tried, and a good one makes up for it', () => {
  let attempts = { index: 0, troubles: 0 };
  const course = [0, 0, 5_000, 0, GOOD_AFTER_MS, 0].map((soundMs) => {
    attempts = afterTrouble(attempts, soundMs, 2);
    return `${attempts.index} ${attempts.troubles}`;
  });
  expect(course).toEqual(['0 1', '1 2', '1 3', '0 4', '0 1', '1 2']);
  expect(afterTrouble({ index: 0, troubles: 1 }, 0, 1)).toEqual({ index: 0, troubles: 2 });
});

describe('lookForStream', () => {
  let clock: FakeClock;
  let network: ScriptedFetch;
  let abort: AbortController;
  afterEach(async () => {
    abort.abort();
    await clock.advance(0);
    expect(clock.pending()).toBe(0);
    expect(network.open()).toBe(0);
  });

  function look(script: (url: string, seconds: number) => ScriptedAnswer | null, urls?: readonly string[]) {
    clock = createFakeClock();
    abort = new AbortController();
    const origin = createFakeLiveOrigin({ clock, lastSegment: 40 });
    network = createScriptedFetch(
      clock,
      (request) => script(request.url, (clock.now() - 1_000_000) / 1000) ?? origin.answer(request),
    );
    const random = seededRandom(1);
    const budget = createRetryBudget(clock);
    const told = { notStarted: 0, found: null as Found | null };
    const pathways = (urls ?? [origin.url]).map((url, index) => ({
      id: String(index),
      url,
      gate: createGate({ clock, random, budget }),
    }));
    const { fetch } = network;
    lookForStream({
      context: { fetch, clock, random, throughput: createThroughputMeter(), emit: () => undefined },
      pathways,
      from: 0,
      started: false,
      notStartedCapMs: () => 8_000,
      signal: abort.signal,
      canPlay: () => true,
      onNotStarted: () => (told.notStarted += 1),
    }).then(
      (found) => (told.found = found),
      () => undefined,
    );
    return { told, url: origin.url };
  }

  it('finds a stream that is there, and one that starts late, with no more than a look now and then', async () => {
    const { told } = look((_url, seconds) => (seconds < 300 ? { kind: 'answer', status: 404 } : null));
    await clock.advance(299_000);
    expect(told.found).toBeNull();
    expect(told.notStarted).toBeGreaterThan(10);
    expect(network.requests.length).toBeLessThan(300 / 4);
    await clock.advance(15_000);
    expect(told.found).toEqual({ kind: 'found', index: 0, targetDurationSeconds: 4, ended: true });
  });

  it('turns to the next pathway when the first one is dead', async () => {
    const { told } = look(
      (url) => (url.startsWith('https://dead.') ? { kind: 'refuse' } : null),
      ['https://dead.example/main.m3u8', createFakeLiveOrigin({ clock: createFakeClock() }).url],
    );
    await clock.advance(30_000);
    expect(told.found).toMatchObject({ kind: 'found', index: 1 });
  });

  it.each([
    ['a refusal for good', { kind: 'answer', status: 403 }, { kind: 'denied', status: 403 }],
    ['pages only', { kind: 'answer', body: '<!doctype html><p>Hello' }, { kind: 'not-a-playlist' }],
  ] as const)('%s is a problem', async (_name, answer, problem) => {
    const { told } = look(() => answer);
    await clock.advance(120_000);
    expect(told.found).toMatchObject({ kind: 'problem', problem });
  });
});
