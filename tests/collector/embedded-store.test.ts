import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/collector/embedded-store.ts';
import { publishedDocument } from './documents.ts';
import { NOW_MS } from './report-lines.ts';
import { row, testStore } from './store-contract.ts';

const quiet = () => undefined;

describe('the embedded store', () => {
  testStore({
    open: (maxSessions) => openEmbeddedStore({ directory: null, nowMs: NOW_MS, maxSessions, tell: quiet }),
  });
});

describe('the files of the embedded store', () => {
  let directory: string;
  let told: string[];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdline-store-'));
    told = [];
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const open = (nowMs = NOW_MS) =>
    openEmbeddedStore({
      directory: join(directory, 'books'),
      nowMs,
      maxSessions: 100,
      tell: (sentence) => told.push(sentence),
    });
  const file = (name: string) => join(directory, 'books', name);
  const act = { at: new Date(NOW_MS).toISOString(), revision: 1, fields: ['title'], note: 'Begin\nsoon' };

  async function fill() {
    const store = await open();
    await store.publish(null, publishedDocument(1), act);
    await store.saveRow('evening', row(NOW_MS));
    await store.saveRow('recent', row(NOW_MS));
    await store.close();
  }

  it('bring document, minutes and acts back after a restart', async () => {
    await fill();
    const store = await open(NOW_MS + 60_000);
    expect(store.published()).toEqual(publishedDocument(1));
    expect(await store.history(NOW_MS + 60_000)).toEqual({ recent: [], evening: [row(NOW_MS)], acts: [act] });
    await store.close();
    expect(told).toEqual([]);
  });

  it('survive a torn last line, and what is written after it', async () => {
    await fill();
    await appendFile(file('books.ndjson'), '{"row":{"at":"2026-11-2');
    const second = await open();
    await second.saveRow('evening', row(NOW_MS + 60_000));
    await second.close();
    const third = await open();
    expect((await third.history(NOW_MS + 60_000)).evening).toEqual([row(NOW_MS), row(NOW_MS + 60_000)]);
    await third.close();
    expect(told).toEqual(Array(2).fill('books.ndjson: 1 lines cannot be read and are passed over.'));
  });

  it('leave yesterday out', async () => {
    await fill();
    const store = await open(NOW_MS + 25 * 3_600_000);
    expect((await store.history(NOW_MS + 25 * 3_600_000)).evening).toEqual([]);
    await store.close();
  });

  it('may hold a document that is none: it is told, and not overwritten before a new one comes', async () => {
    await fill();
    await writeFile(file('broadcast.json'), '{"version":1,');
    const store = await open();
    expect(store.published()).toBeNull();
    expect(told).toHaveLength(1);
    expect(await readFile(file('broadcast.json'), 'utf8')).toBe('{"version":1,');
    await store.publish(null, publishedDocument(4), act);
    await store.close();
    expect((await open()).published()).toEqual(publishedDocument(4));
  });

  it('keep the old document when the new one cannot be written', async () => {
    await fill();
    const store = await open();
    await rm(join(directory, 'books'), { recursive: true });
    await expect(store.publish(publishedDocument(1).etag, publishedDocument(2), act)).rejects.toThrow(
      'ENOENT',
    );
    expect(store.published()).toEqual(publishedDocument(1));
    await store.close();
  });
});
