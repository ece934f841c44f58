import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPathwayNames } from '../../src/collector/names.ts';
import type { Report } from '../../src/collector/report.ts';
import type { Store } from '../../src/collector/store.ts';
import { bucketOf } from '../../src/collector/tally.ts';
import type { HistoryRow } from '../../src/reporting/join-status-report.ts';
import { publishedDocument } from './documents.ts';
import { NOW_MS, report } from './report-lines.ts';

export interface StoreMaker {
  /** A store with empty books and room for `maxSessions`. */
  open(maxSessions: number): Promise<Store>;
}

const bucket = bucketOf(NOW_MS);
const noRefusals = new Map<never, number>();
const facts = (nowMs = NOW_MS) => ({ nowMs, revision: 1, pathways: createPathwayNames() });
const act = (revision: number) => ({
  at: new Date(NOW_MS).toISOString(),
  revision,
  fields: ['title'],
  note: 'a note',
});

export function row(atMs: number): HistoryRow {
  return {
    at: new Date(atMs).toISOString(),
    waiting: 1,
    joining: 2,
    listening: 3,
    rebuffering: 4,
    lost: 5,
    startAttempts: 6,
    joinTimeP50Seconds: 0.5,
    joinTimeP95Seconds: null,
    failures: { overloaded: 7 },
  };
}

/** What both stores promise. */
export function testStore(maker: StoreMaker): void {
  let store: Store;
  beforeEach(async () => {
    store = await maker.open(1000);
    await store.refresh();
  });
  afterEach(() => store.close());

  const take = (...reports: readonly Report[]) => store.take(reports, noRefusals, facts());

  it('books what sessions do', async () => {
    expect(
      await take(
        report({ event: 'ps', state: 's' }),
        report({
          event: 'ps',
          state: 'p',
          sn: 2,
          ts: NOW_MS + 900,
          joinMs: 900,
          pathway: 'primary',
          kbps: 48,
        }),
        report({ event: 't', sn: 3, ts: NOW_MS + 5900 }),
        report({ sid: 'session-2', event: 'ps', state: 'w', held: true }),
      ),
    ).toEqual({ kept: 4, duplicates: 0, full: 0 });
    expect(Object.fromEntries(await store.gauges())).toEqual({
      'state:listening': 1,
      'state:held': 1,
      'pathway:primary': 1,
      'kbps:48': 1,
      'revision:-1': 2,
    });
    const counts = Object.fromEntries(await store.counts(bucket - 5, bucket + 5));
    expect(counts).toMatchObject({ attempts: 1, started: 1, 'listening-ms': 5000 });
    expect(await store.counts(bucket + 1, bucket + 5)).toEqual(new Map());
    expect([await store.listened(bucket, bucket), await store.listened(bucket + 1, bucket + 2)]).toEqual([
      1, 0,
    ]);
  });

  it('takes a line once', async () => {
    await take(report({ state: 's', sn: 7 }));
    const again = [
      report({ state: 's', sn: 7 }),
      report({ state: 'q', sn: 6 }),
      report({ state: 'p', sn: 8 }),
    ];
    expect(await take(...again)).toEqual({ kept: 1, duplicates: 2, full: 0 });
    expect(Object.fromEntries(await store.intake())).toEqual({ accepted: 2, duplicate: 2 });
    expect((await store.gauges()).get('state:listening')).toBe(1);
  });

  it('takes what is sent at the same moment', async () => {
    const taken = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        take(report({ sid: `session-${index % 10}`, sn: index, state: index < 40 ? 's' : 'p' })),
      ),
    );
    expect(taken.reduce((sum, { kept }) => sum + kept, 0)).toBe(50);
    expect((await store.gauges()).get('state:listening')).toBe(10);
    expect((await store.counts(bucket, bucket)).get('attempts')).toBe(10);
  });

  it('counts what was refused', async () => {
    await store.take([], new Map([['syntax', 3] as const]), facts());
    await store.take([report()], new Map([['syntax', 1] as const, ['cid', 2] as const]), facts());
    expect(Object.fromEntries(await store.intake())).toEqual({ accepted: 1, syntax: 4, cid: 2 });
  });

  it('has room for so many sessions', async () => {
    await store.close();
    store = await maker.open(3);
    for (const sid of ['a', 'b', 'c']) await take(report({ sid }));
    expect(await take(report({ sid: 'd' }), report({ sid: 'a', sn: 2 }))).toEqual({
      kept: 1,
      duplicates: 0,
      full: 1,
    });
    expect((await store.intake()).get('full')).toBe(1);
  });

  it('loses and forgets those who fall silent', async () => {
    await take(report({ state: 'p' }), report({ sid: 'session-2', state: 'q' }));
    await store.sweep(NOW_MS + 74_000);
    expect((await store.gauges()).get('state:listening')).toBe(1);
    await store.sweep(NOW_MS + 76_000);
    expect(Object.fromEntries(await store.gauges())).toEqual({ 'state:lost': 1 });
    await store.take([report({ sn: 2, event: 't' })], noRefusals, facts(NOW_MS + 80_000));
    expect((await store.gauges()).get('state:listening')).toBe(1);
    await store.sweep(NOW_MS + 381_000);
    expect(Object.fromEntries(await store.gauges())).toEqual({});
    expect(await store.take([report({ sn: 1 })], noRefusals, facts(NOW_MS + 381_000))).toMatchObject({
      kept: 1,
    });
  });

  it('keeps rows and acts, in order, each once', async () => {
    expect(await store.saveRow('recent', row(NOW_MS))).toBe(true);
    expect(await store.saveRow('recent', { ...row(NOW_MS), lost: 99 })).toBe(false);
    await store.saveRow('recent', row(NOW_MS - 20 * 60_000));
    await store.saveRow('evening', row(NOW_MS));
    await store.saveRow('evening', row(NOW_MS - 20 * 60_000));
    await store.publish(null, publishedDocument(1), act(1));
    expect(await store.history(NOW_MS)).toEqual({
      recent: [row(NOW_MS)],
      evening: [row(NOW_MS - 20 * 60_000), row(NOW_MS)],
      acts: [act(1)],
    });
  });

  it('keeps no more rows than the plots show', async () => {
    for (let index = 0; index < 300; index++) await store.saveRow('recent', row(NOW_MS + index * 5000));
    const { recent } = await store.history(NOW_MS + 299 * 5000);
    expect(recent).toHaveLength(180);
    expect(recent.at(-1)?.at).toBe(row(NOW_MS + 299 * 5000).at);
  });

  it('publishes a document for whoever has seen the last one', async () => {
    expect(store.published()).toBeNull();
    const [first, second, third] = [
      publishedDocument(1),
      publishedDocument(2, 'Late'),
      publishedDocument(2, 'Later'),
    ];
    expect(await store.publish(second.etag, first, act(1))).toEqual({ kind: 'changed', present: null });
    expect(await store.publish(null, first, act(1))).toEqual({ kind: 'published' });
    expect(store.published()).toEqual(first);
    const race = await Promise.all([
      store.publish(first.etag, second, act(2)),
      store.publish(first.etag, third, act(2)),
    ]);
    expect(race).toEqual([{ kind: 'published' }, { kind: 'changed', present: second }]);
    expect(store.published()).toEqual(second);
    expect((await store.history(NOW_MS)).acts.map(({ revision }) => revision)).toEqual([1, 2]);
  });
}
