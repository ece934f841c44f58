import { describe, expect, it } from 'vitest';
import { createCollectorClient } from '../../src/producer/collector-client.ts';
import { followJoinStatus, type StatusNews } from '../../src/producer/follow-join-status.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { COLLECTOR_URL, createFakeCollector, TOKEN } from '../fakes/fake-collector.ts';
import { chokedReport, historyOf, reportOf } from '../fakes/join-status-reports.ts';

function following(
  token = TOKEN,
  start: Parameters<typeof createFakeCollector>[0] = { report: reportOf(), history: historyOf() },
) {
  const clock = createFakeClock();
  const collector = createFakeCollector(start);
  const client = createCollectorClient({ baseUrl: COLLECTOR_URL, fetch: collector.fetch, clock, token });
  const controller = new AbortController();
  const news: StatusNews[] = [];
  const { tryNow } = followJoinStatus({
    client,
    clock,
    random: () => 0.5,
    signal: controller.signal,
    onNews: (one) => news.push(one),
  });
  const paths = () => collector.requests.map(({ path }) => path);
  return { clock, collector, news, tryNow, paths, end: () => controller.abort() };
}

const kinds = (news: readonly StatusNews[]) =>
  news.map((one) => (one.kind === 'report' ? one.via : one.kind));

describe('following the join status', () => {
  it('reads the stream, with the token', async () => {
    const { clock, collector, news, end } = following();
    await clock.advance(1000);
    collector.tell(chokedReport());
    await clock.advance(1000);
    expect(kinds(news)).toEqual(['stream', 'stream']);
    expect(news.at(-1)).toMatchObject({ report: { lastMinute: { startFailures: { value: 0.38 } } } });
    expect(collector.requests).toHaveLength(1);
    expect(collector.requests[0]).toMatchObject({
      path: 'v1/join-status/stream',
      authorization: `Bearer ${TOKEN}`,
    });
    end();
  });

  it('leaves nothing behind when it ends', async () => {
    const { clock, collector, news, end } = following();
    await clock.advance(1000);
    expect(collector.openStreams()).toBe(1);
    end();
    await clock.advance(0);
    expect(collector.openStreams()).toBe(0);
    expect(clock.pending()).toBe(0);
    const told = news.length;
    collector.tell(chokedReport());
    await clock.advance(60_000);
    expect(news).toHaveLength(told);
  });

  it('connects again by itself when the stream breaks', async () => {
    const { clock, collector, news, end } = following();
    await clock.advance(1000);
    collector.breakStreams();
    await clock.advance(0);
    expect(kinds(news)).toEqual(['stream', 'lost']);
    await clock.advance(1000);
    expect(kinds(news)).toEqual(['stream', 'lost', 'stream']);
    end();
  });

  it('takes a stream for broken that has been silent for 20 s, and not one with comments', async () => {
    const { clock, collector, news, end } = following();
    for (let second = 0; second < 60; second += 15) {
      await clock.advance(15_000);
      collector.write(': still here\n\n');
    }
    expect(kinds(news)).toEqual(['stream']);
    await clock.advance(20_001);
    expect(kinds(news).slice(0, 2)).toEqual(['stream', 'lost']);
    end();
  });

  it('waits longer with each failure, 8 s at most, and not at all when told to try now', async () => {
    const { clock, collector, news, paths, tryNow, end } = following();
    collector.behaviour.health = 'down';
    await clock.advance(1000);
    collector.breakStreams();
    await clock.advance(60_000);
    const waits = news.flatMap((one) => (one.kind === 'lost' ? [one] : []));
    expect(waits.length).toBeGreaterThan(8);
    const pauses = waits.map(({ nextAtMs }, index) => nextAtMs - (waits[index - 1]?.nextAtMs ?? nextAtMs));
    expect(pauses.slice(1, 8)).toEqual([500, 1000, 2000, 4000, 4000, 4000, 4000]);

    collector.behaviour.health = 'up';
    const asked = paths().length;
    tryNow();
    await clock.advance(0);
    expect(paths()).toHaveLength(asked + 1);
    expect(news.at(-1)).toMatchObject({ kind: 'report' });
    end();
  });

  it('takes no answer within 10 s for none', async () => {
    const { clock, collector, news, end } = following(TOKEN, {
      report: reportOf(),
      history: historyOf(),
      health: 'silent',
    });
    await clock.advance(9_999);
    expect(news).toEqual([]);
    await clock.advance(1);
    expect(kinds(news)).toEqual(['lost']);
    expect(collector.requests.length).toBe(1);
    end();
  });

  it('polls where there is no stream, and tries the stream again after a minute', async () => {
    const { clock, collector, news, paths, end } = following(TOKEN, {
      report: reportOf(),
      history: historyOf(),
      stream: 'missing',
    });
    await clock.advance(10_000);
    expect(new Set(kinds(news))).toEqual(new Set(['polling']));
    expect(news.length).toBe(6);
    expect(paths().filter((path) => path.endsWith('stream'))).toHaveLength(1);
    collector.behaviour.stream = 'yes';
    await clock.advance(60_000);
    expect(kinds(news).at(-1)).toBe('stream');
    end();
  });

  it('polls where something on the way holds the stream back', async () => {
    const { clock, collector, news, end } = following(TOKEN, {
      report: reportOf(),
      history: historyOf(),
      stream: 'held-back',
    });
    await clock.advance(4_999);
    expect(news).toEqual([]);
    await clock.advance(2);
    expect(kinds(news)).toEqual(['polling']);
    expect(collector.openStreams()).toBe(0);
    end();
  });

  it('asks nothing more with a token that is refused', async () => {
    const { clock, news, paths, end } = following('a-wrong-token');
    await clock.advance(600_000);
    expect(news).toEqual([{ kind: 'token' }]);
    expect(paths()).toHaveLength(1);
    expect(clock.pending()).toBe(0);
    end();
  });

  it('keeps Retry-After', async () => {
    const { clock, collector, news, paths, end } = following(TOKEN, {
      report: reportOf(),
      history: historyOf(),
      health: 'limited',
    });
    await clock.advance(29_999);
    expect(kinds(news)).toEqual(['limited']);
    expect(paths()).toHaveLength(1);
    collector.behaviour.health = 'up';
    await clock.advance(10_000);
    expect(kinds(news)).toEqual(['limited', 'stream']);
    end();
  });

  it('takes a report of another shape for a failure, and goes on', async () => {
    const { clock, collector, news, end } = following();
    await clock.advance(1000);
    collector.write('event: status\ndata: {"version":2}\n\n');
    await clock.advance(0);
    expect(kinds(news)).toEqual(['stream', 'lost']);
    await clock.advance(1000);
    expect(kinds(news).at(-1)).toBe('stream');
    end();
  });
});
