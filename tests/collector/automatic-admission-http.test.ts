import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { NOW_MS, reportLine } from './report-lines.ts';
import { authorized, postReports, putDocument, startWithDocument } from './running-collector.ts';
import { sentDocument } from './documents.ts';

const fakeClock = () => createFakeClock({ wallNowMs: NOW_MS });

const command = (url: string, body: unknown, headers: Readonly<Record<string, string>> = authorized) =>
  fetch(`${url}/v1/automatic-admission`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const served = async (url: string) => {
  const answer = await fetch(`${url}/broadcast.json`);
  const document = (await answer.json()) as { admission?: number; pollSeconds?: number; revision: number };
  return { ...document, etag: answer.headers.get('etag') ?? '' };
};
/** Fifty sessions say how they are. */
const report = (url: string, sn: number, keys: Readonly<Record<string, string | number>>) =>
  postReports(
    url,
    Array.from({ length: 50 }, (_, n) => reportLine({ sid: `"session-${n}"`, sn, ...keys })).join('\n'),
  );

describe('automatic admission', () => {
  it('is for producers, and off until one of them switches it on', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({ clock });
    expect((await command(url, { on: true }, {})).status).toBe(401);
    const answer = await fetch(`${url}/v1/automatic-admission`, { headers: authorized });
    expect(await answer.json()).toEqual({ on: false, least: 0.05, most: 1, fraction: null });
    await report(url, 1, { sta: 's' });
    await clock.advance(20_000);
    expect((await served(url)).admission).toBeUndefined();
  });

  it.each([[{}], [{ on: 'yes' }], [{ on: true, least: 2 }], [{ on: true, least: 0.8, most: 0.2 }], [null]])(
    'does not take %j',
    async (body) => {
      const { url } = await startWithDocument({ clock: fakeClock() });
      const answer = await command(url, body);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ error: { code: 'automatic' } });
    },
  );

  it('begins at its lower bound, writes what it does into the document, and ends when it is switched off', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({ clock });
    expect(await (await command(url, { on: true, least: 0.1, most: 0.5 })).json()).toMatchObject({
      on: true,
    });
    await report(url, 1, { sta: 's' });
    await clock.advance(7000);
    const first = await served(url);
    expect(first).toMatchObject({ admission: 0.1, pollSeconds: 10 });
    await report(url, 2, { sta: 'p', ts: NOW_MS + 7000 });
    for (let seconds = 0; seconds < 60; seconds += 5) await clock.advance(5000);
    const raised = await served(url);
    expect(raised.admission).toBeGreaterThan(0.1);
    expect(raised.admission).toBeLessThanOrEqual(0.5);
    expect(raised.revision).toBeGreaterThan(first.revision);

    expect(await (await command(url, { on: false })).json()).toMatchObject({ on: false, fraction: null });
    const last = await served(url);
    await clock.advance(60_000);
    expect((await served(url)).revision).toBe(last.revision);
  });

  it('goes on from what a producer writes', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({ clock });
    await command(url, { on: true, least: 0.05, most: 1 });
    await report(url, 1, { sta: 'p' });
    await clock.advance(7000);
    const before = await served(url);
    const put = await putDocument(url, sentDocument({ admission: 0.6, pollSeconds: 10 }), {
      'If-Match': before.etag,
    });
    expect(put.status).toBe(200);
    await clock.advance(6000);
    expect((await served(url)).admission).toBe(0.6);
  });
});
