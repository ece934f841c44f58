import { describe, expect, it } from 'vitest';
import { createDraftStorage } from '../../src/producer/draft-storage.ts';
import { createProducer } from '../../src/producer/producer.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { COLLECTOR_URL, createFakeCollector, TOKEN } from '../fakes/fake-collector.ts';
import { historyOf, reportOf } from '../fakes/join-status-reports.ts';
import { pictureDocument } from '../fakes/producer-gallery/states.ts';

type Start = Partial<Parameters<typeof createFakeCollector>[0]>;

async function opened(start: Start = {}, token: string | null = TOKEN) {
  const clock = createFakeClock();
  const kept = new Map<string, string>();
  const storage = createDraftStorage({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  });
  const collector = createFakeCollector({
    report: reportOf(),
    history: historyOf(),
    document: pictureDocument,
    ...start,
  });
  const open = () => {
    const controller = new AbortController();
    const producer = createProducer({
      baseUrl: COLLECTOR_URL,
      fetch: collector.fetch,
      clock,
      random: () => 0.5,
      storage,
      token,
      signal: controller.signal,
    });
    return { ...producer, state: producer.store.getState, end: () => controller.abort() };
  };
  const producer = open();
  await clock.advance(100);
  return { ...producer, clock, collector, storage, open };
}

const asked = (collector: ReturnType<typeof createFakeCollector>, path: string, method = 'GET') =>
  collector.requests.filter((request) => request.path === path && request.method === method);

describe('a producer', () => {
  it('sees figures, history and document, and leaves nothing behind', async () => {
    const { state, clock, collector, end } = await opened();
    expect(state()).toMatchObject({
      connection: { kind: 'live', via: 'stream' },
      report: { revision: 7 },
      history: { acts: { length: 3 } },
      document: { kind: 'published', published: { etag: '"r7"' } },
      others: null,
    });
    end();
    await clock.advance(0);
    expect(clock.pending()).toBe(0);
    expect(collector.openStreams()).toBe(0);
    const before = collector.requests.length;
    await clock.advance(120_000);
    expect(collector.requests).toHaveLength(before);
  });

  it('asks for the document again only when the figures speak of another', async () => {
    const { clock, collector, end } = await opened();
    await clock.advance(60_000);
    expect(asked(collector, 'broadcast.json')).toHaveLength(1);
    collector.changeDocument({ admission: 0.5 });
    collector.tell(collector.behaviour.report);
    await clock.advance(100);
    expect(asked(collector, 'broadcast.json')).toHaveLength(2);
    end();
  });

  it('does not hammer a collector whose figures and document never agree', async () => {
    const { clock, collector, end } = await opened({ report: reportOf({ report: { revision: 9 } }) });
    for (let second = 0; second < 10; second += 1) {
      collector.tell(collector.behaviour.report);
      await clock.advance(1000);
    }
    expect(asked(collector, 'broadcast.json').length).toBeLessThanOrEqual(6);
    end();
  });

  it('sends nothing before it is asked once, and then what was typed, with note and If-Match', async () => {
    const { clock, collector, commands, state, end } = await opened();
    commands.edit({ admission: 0.6, admitNote: ' North is up ' });
    commands.confirm();
    commands.review('admit');
    await clock.advance(1000);
    expect(asked(collector, 'v1/broadcast', 'PUT')).toHaveLength(0);
    expect(state().act).toMatchObject({ kind: 'reviewing', subject: 'admit' });
    commands.confirm();
    await clock.advance(100);
    expect(asked(collector, 'v1/broadcast', 'PUT')).toHaveLength(1);
    expect(collector.requests.find(({ method }) => method === 'PUT')?.body).toEqual({
      document: { ...pictureDocument, admission: 0.6 },
      note: 'North is up',
    });
    expect(state()).toMatchObject({ act: { kind: 'done', revision: 8 }, edits: {}, others: null });
    expect(state().history?.acts.at(-1)).toMatchObject({
      revision: 8,
      note: 'North is up',
      fields: ['admission'],
    });
    end();
  });

  it('asks nothing where nothing would be different', async () => {
    const { commands, state, end } = await opened();
    commands.edit({ admission: 0.4 });
    commands.review('admit');
    expect(state().act.kind).toBe('idle');
    end();
  });

  it('names what is wrong before it is sent, and keeps it', async () => {
    const { collector, commands, state, end } = await opened();
    const pathways = [{ id: 'a', url: 'ftp://x.example/' }];
    commands.edit({ pathways });
    commands.review('steer');
    expect(state()).toMatchObject({
      act: { kind: 'invalid', subject: 'steer', errors: [{ path: 'pathways[0].url' }] },
      edits: { pathways },
    });
    commands.edit({ pathways: [{ id: 'a', url: 'https://x.example/' }] });
    expect(state().act.kind).toBe('idle');
    expect(asked(collector, 'v1/broadcast', 'PUT')).toHaveLength(0);
    end();
  });

  it('loses nothing when somebody else was faster, shows what they did, and can put its own on top', async () => {
    const { clock, collector, commands, state, end } = await opened();
    commands.edit({ admission: 0.6, admitNote: 'why' });
    collector.changeDocument({ admission: 0.5, degrade: 2 });
    commands.review('admit');
    commands.confirm();
    await clock.advance(100);
    expect(collector.behaviour.document).toMatchObject({ admission: 0.5 });
    expect(state()).toMatchObject({
      act: { kind: 'idle' },
      edits: { admission: 0.6, admitNote: 'why' },
      others: { refused: 'admit', since: { admission: 0.4 } },
      document: { published: { etag: '"r8"', document: { admission: 0.5, degrade: 2 } } },
    });
    commands.dismiss('others');
    commands.review('admit');
    commands.confirm();
    await clock.advance(100);
    expect(state()).toMatchObject({ act: { kind: 'done', revision: 9 }, others: null });
    // Theirs that is not ours to change stands.
    expect(collector.behaviour.document).toMatchObject({ admission: 0.6, degrade: 2 });
    end();
  });

  it('knows its own act whose answer was lost', async () => {
    const { clock, collector, commands, state, end } = await opened({ put: 'answer-lost' });
    commands.edit({ degrade: 2 });
    commands.review('steer');
    commands.confirm();
    await clock.advance(100);
    expect(state()).toMatchObject({
      act: { kind: 'failed', refusal: { status: null } },
      edits: { degrade: 2 },
    });
    collector.behaviour.put = 'yes';
    commands.review('steer');
    commands.confirm();
    await clock.advance(100);
    expect(state()).toMatchObject({ act: { kind: 'done', revision: 8 }, others: null });
    expect(state().edits).toEqual({});
    end();
  });

  it.each([
    [422, { kind: 'invalid' }],
    [503, { kind: 'failed', refusal: { kind: 'failed', status: 503, message: 'No.' } }],
    [413, { kind: 'failed', refusal: { kind: 'failed', status: 413 } }],
    [428, { kind: 'failed', refusal: { kind: 'failed', status: 428 } }],
    [429, { kind: 'failed', refusal: { kind: 'limited' } }],
    [401, { kind: 'failed', refusal: { kind: 'token' } }],
  ])('keeps what was typed when the answer is %d', async (status, act) => {
    const { clock, commands, state, storage, end } = await opened({
      put: { status, code: 'x', message: 'No.' },
    });
    commands.edit({ degrade: 3, steerNote: 'why' });
    commands.review('steer');
    commands.confirm();
    await clock.advance(100);
    expect(state()).toMatchObject({ act, edits: { degrade: 3, steerNote: 'why' } });
    expect(storage.readEdits()).toEqual({ degrade: 3, steerNote: 'why' });
    expect(state().connection.kind).toBe(status === 401 ? 'refused' : 'live');
    end();
  });

  it('keeps what was typed over a reload, and over a token that is refused', async () => {
    const { clock, collector, commands, state, open, end } = await opened();
    commands.edit({ admission: 0.6 });
    collector.behaviour.token = 'another';
    collector.breakStreams();
    await clock.advance(2000);
    expect(state()).toMatchObject({
      connection: { kind: 'refused', given: true },
      edits: { admission: 0.6 },
    });
    expect(state().report).not.toBeNull();
    end();
    const again = open();
    await clock.advance(100);
    expect(again.state()).toMatchObject({ connection: { kind: 'refused' }, edits: { admission: 0.6 } });
    again.commands.enterToken('another');
    await clock.advance(100);
    expect(again.state()).toMatchObject({ connection: { kind: 'live' }, edits: { admission: 0.6 } });
    again.end();
  });

  it('asks for a token where there is none, and nothing else', async () => {
    const { clock, collector, state, end } = await opened({}, null);
    await clock.advance(60_000);
    expect(state().connection).toEqual({ kind: 'refused', given: false });
    expect(collector.requests).toEqual([]);
    end();
  });

  it('says when the collector has been restarted, and not when it has not', async () => {
    const { clock, collector, commands, state, end } = await opened();
    collector.tell(reportOf());
    await clock.advance(100);
    expect(state().restarted).toBe(false);
    collector.tell(reportOf({ report: { collectorStartedAt: '2026-11-23T20:44:01.000Z' } }));
    await clock.advance(100);
    expect(state().restarted).toBe(true);
    commands.dismiss('restarted');
    expect(state().restarted).toBe(false);
    end();
  });

  it('publishes the first document, and names what is wrong with it', async () => {
    const report = reportOf({ report: { broadcastId: null, revision: 0 } });
    const { clock, collector, commands, state, end } = await opened({ document: null, report });
    expect(state().document.kind).toBe('none');
    commands.publishFirst('{');
    expect(state().act).toMatchObject({ kind: 'invalid', subject: 'first' });
    commands.publishFirst(JSON.stringify({ ...pictureDocument, title: '' }));
    expect(state().act).toMatchObject({ kind: 'invalid', errors: [{ path: 'title' }] });
    expect(asked(collector, 'v1/broadcast', 'PUT')).toHaveLength(0);
    commands.edit({ firstDocument: 'text' });
    commands.publishFirst(JSON.stringify(pictureDocument));
    await clock.advance(100);
    expect(state()).toMatchObject({
      act: { kind: 'done', subject: 'first' },
      document: { kind: 'published' },
    });
    expect(state().edits.firstDocument).toBeUndefined();
    end();
  });
});
