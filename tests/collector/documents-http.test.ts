import { describe, expect, it } from 'vitest';
import type { BroadcastDocument } from '../../src/broadcast/broadcast-document.ts';
import { parseSteeringManifest } from '../../src/feed/steering-manifest.ts';
import { sentDocument } from './documents.ts';
import { authorized, putDocument, startCollector, startWithDocument } from './running-collector.ts';

interface Answer {
  readonly document: BroadcastDocument | null;
  readonly etag: string;
  readonly revision: number;
  readonly error?: { readonly code: string; readonly message: string };
}
const read = async (answer: Response) => (await answer.json()) as Answer;

describe('GET /broadcast.json', () => {
  it('is for everybody, with what a CDN needs', async () => {
    const { url } = await startWithDocument();
    const answer = await fetch(`${url}/broadcast.json`, { headers: { Origin: 'https://anywhere.example' } });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ id: 'evening', revision: 1 });
    expect(answer.headers.get('cache-control')).toBe(
      'public, max-age=2, stale-while-revalidate=10, stale-if-error=86400',
    );
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toBe('ETag, Date, Age, Retry-After');
    const etag = answer.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const ask = async (tag: string) =>
      (await fetch(`${url}/broadcast.json`, { headers: { 'If-None-Match': tag } })).status;
    expect([await ask(etag), await ask(`"x", W/${etag}`), await ask('"x"')]).toEqual([304, 304, 200]);
  });

  it('is 404 while there is none', async () => {
    const { url } = await startCollector();
    const answer = await fetch(`${url}/broadcast.json`);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([404, '*']);
    expect((await read(answer)).error?.code).toBe('document');
  });
});

describe('PUT /v1/broadcast', () => {
  it('counts revisions itself, and lets nobody undo what they have not seen', async () => {
    const { url } = await startCollector();
    const first = await putDocument(url, sentDocument({ revision: 99 }), { 'If-None-Match': '*' });
    const { etag, revision } = await read(first);
    expect([first.status, revision, first.headers.get('etag')]).toEqual([200, 1, etag]);
    const [one, other] = await Promise.all([
      putDocument(url, sentDocument({ title: 'One' }), { 'If-Match': etag }),
      putDocument(url, sentDocument({ title: 'Other' }), { 'If-Match': etag }),
    ]);
    const [won, lost] = one.status === 200 ? [one, other] : [other, one];
    const [present, refused] = [await read(won), await read(lost)];
    expect([won.status, lost.status, present.revision]).toEqual([200, 412, 2]);
    expect(refused).toMatchObject({
      error: { code: 'changed' },
      etag: present.etag,
      document: present.document,
    });
    expect((await putDocument(url, sentDocument(), { 'If-None-Match': '*' })).status).toBe(412);
    expect((await putDocument(url, sentDocument(), {})).status).toBe(428);
    expect((await putDocument(url, sentDocument(), { 'If-Match': '*' })).status).toBe(412);
  });

  it.each([
    ['a pathway without URL', { pathways: [{ id: 'primary' }] }, 'pathways[0].url'],
    ['a wrong URL', { replay: { url: 'javascript:alert(1)' } }, 'replay.url'],
    ['a start in 1970', { scheduledStart: '1970-01-01T00:00:00Z' }, 'scheduledStart'],
    ['a start in 2999', { scheduledStart: '2999-01-01T00:00:00Z' }, 'scheduledStart'],
    ['too much admission', { admission: 2 }, 'admission'],
    ['a control character', { title: 'a\u001bb' }, 'title'],
    ['no state', { state: undefined }, 'state'],
  ])('names the field of %s and keeps what was there', async (_name, more, field) => {
    const { url } = await startWithDocument();
    const before = await fetch(`${url}/broadcast.json`);
    const answer = await putDocument(url, sentDocument(more), {
      'If-Match': before.headers.get('etag') ?? '',
    });
    const { error } = await read(answer);
    expect([answer.status, error?.code]).toEqual([422, 'document']);
    expect(error?.message).toContain(field);
    expect(await (await fetch(`${url}/broadcast.json`)).json()).toEqual(await before.json());
  });

  it('takes script for the text it is, and leaves unknown fields out', async () => {
    const { url } = await startCollector();
    const title = '<script>alert(1)</script>';
    const answer = await putDocument(url, sentDocument({ title, unknown: 1, __proto__: 2 }), {
      'If-None-Match': '*',
    });
    expect(answer.status).toBe(200);
    const served = await fetch(`${url}/broadcast.json`);
    expect(served.headers.get('content-type')).toContain('application/json');
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    const document = (await served.json()) as Record<string, unknown>;
    expect([document['title'], 'unknown' in document]).toEqual([title, false]);
  });

  it.each([
    ['no JSON', '{"document":', 400],
    ['no object', '[]', 400],
    ['nothing', 'null', 400],
    ['a bare document', '{"title":"x"}', 400],
    ['too much', JSON.stringify({ document: 'x'.repeat(1_100_000) }), 413],
  ])('takes no body that is %s', async (_name, body, status) => {
    const { url } = await startCollector();
    const headers = { 'Content-Type': 'application/json', 'If-None-Match': '*', ...authorized };
    const answer = await fetch(`${url}/v1/broadcast`, { method: 'PUT', headers, body });
    expect(answer.status).toBe(status);
    expect((await read(answer)).error).toBeDefined();
  });

  it('resolves relative addresses against its own, or the one it is known by', async () => {
    const more = { reports: { url: '/v1/reports', sampleRate: 1 } };
    const own = await startWithDocument({}, more);
    const known = await startWithDocument({ publicUrl: 'https://collector.example/' }, more);
    const reportsUrl = async (url: string) =>
      ((await (await fetch(`${url}/broadcast.json`)).json()) as BroadcastDocument).reports?.url;
    expect(await reportsUrl(own.url)).toBe(`${own.url}/v1/reports`);
    expect(await reportsUrl(known.url)).toBe('https://collector.example/v1/reports');
  });
});

describe('GET /v1/steering', () => {
  it('is a steering manifest in the order of the pathways', async () => {
    const { url } = await startWithDocument({}, { pollSeconds: 30 });
    const answer = await fetch(`${url}/v1/steering?_HLS_pathway=backup`);
    expect(parseSteeringManifest(await answer.text(), answer.url)).toEqual({
      ttlSeconds: 30,
      reloadUrl: `${url}/v1/steering`,
      priority: ['primary', 'backup'],
      clones: [],
    });
    expect((await fetch(`${(await startCollector()).url}/v1/steering`)).status).toBe(404);
  });
});
