import { expect, it } from 'vitest';
import { createRequestLog } from '../../e2e/origin/request-log.ts';

const opening = {
  atMs: 0,
  method: 'GET',
  path: '/live/main.m3u8',
  pathway: 'main',
  what: 'multivariant',
  rendition: null,
  sequence: null,
  range: null,
  status: 200,
  fault: null,
  retryAfter: null,
  client: 'somebody',
  connection: 1,
} as const;

it('numbers requests and keeps what became of them', () => {
  const log = createRequestLog();
  const first = log.open(opening);
  log.open({ ...opening, atMs: 5 });
  const before = log.entries();
  first.addBytes(10);
  first.addBytes(5);
  first.close(20, true);
  first.close(30, false);
  expect(log.entries()).toMatchObject([
    { id: 1, bytesSent: 15, endedAtMs: 20, completed: true },
    { id: 2, atMs: 5, bytesSent: 0, endedAtMs: null, completed: false },
  ]);
  expect(before[0]).toMatchObject({ bytesSent: 0, endedAtMs: null });
});

it('stays within its limit, and says so', () => {
  const log = createRequestLog(2);
  const first = log.open(opening);
  log.open(opening);
  log.open(opening);
  first.close(1, true);
  expect(log.entries().map(({ id }) => id)).toEqual([2, 3]);
  expect(log.counts()).toEqual({ logged: 3, dropped: 1 });
});

it('finds a request that was, one that comes, and one that ends', async () => {
  const log = createRequestLog();
  log.open(opening);
  await expect(log.waitFor(({ what }) => what === 'multivariant')).resolves.toMatchObject({ id: 1 });
  const coming = log.waitFor(({ what }) => what === 'segment');
  const ended = log.waitFor(({ completed }) => completed);
  const second = log.open({ ...opening, what: 'segment' });
  await expect(coming).resolves.toMatchObject({ id: 2, endedAtMs: null });
  second.close(9, true);
  await expect(ended).resolves.toMatchObject({ id: 2, endedAtMs: 9 });
});

it('waits no longer than it is told to', async () => {
  const log = createRequestLog();
  const controller = new AbortController();
  const aborted = log.waitFor(() => true, controller.signal);
  controller.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
  await expect(log.waitFor(() => true, controller.signal)).rejects.toThrow('enough');
  const cleared = log.waitFor(() => true);
  log.clear('the evening was begun again');
  await expect(cleared).rejects.toThrow('begun again');
});

it('forgets an evening, and what still ends of it', async () => {
  const log = createRequestLog();
  const old = log.open(opening);
  log.clear('over');
  const waiting = log.waitFor(() => true);
  old.close(1, true);
  log.open({ ...opening, atMs: 7 });
  expect(await waiting).toMatchObject({ id: 1, atMs: 7 });
  expect(log.entries()).toHaveLength(1);
});
