import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ask } from './raw-client.ts';
import { always, scenarioOf, useOrigins, type TestOrigin } from './test-origin.ts';

const start = useOrigins();

interface Answered {
  readonly status: number | undefined;
  readonly body: unknown;
}

/** A request with a body, as it is or as JSON. */
function tell(
  origin: TestOrigin,
  method: string,
  path: string,
  body?: string | object,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(`${origin.url}/__origin/${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) as unknown }));
    });
    sent.once('error', reject);
    sent.end(typeof body === 'object' ? JSON.stringify(body) : body);
  });
}

describe('the scenario', () => {
  it('is told, and what is told can be put back', async () => {
    const origin = await start({
      pathways: ['a', { id: 'b', numberOffset: 7 }],
      faults: [always({ type: 'hang' })],
    });
    const { status, body } = await tell(origin, 'GET', 'scenario');
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'test', faults: [{ fault: { type: 'hang' } }] });
    origin.begin();
    expect(await tell(origin, 'PUT', 'scenario', body as object)).toMatchObject({
      status: 200,
      body: { scenario: 'test', began: false, pathways: [{ id: 'a' }, { id: 'b' }] },
    });
    expect(origin.scenario()).toEqual(body);
  });

  it('is changed by name', async () => {
    const origin = await start({});
    expect(await tell(origin, 'PUT', 'scenario', '"storm-503"')).toMatchObject({ status: 200 });
    expect(origin.state().scenario).toBe('storm-503');
  });

  it.each([
    ['"nope"', 400, 'scenario: there is none named "nope"; there are: blackout-20'],
    ['"/etc/passwd.json"', 400, 'scenario: there is none named'],
    ['{"name":', 400, 'the body is not JSON: '],
    ['', 400, ''],
    ['[]', 400, ''],
    ['{"name":"x"}', 400, 'description: is missing\nseed: is missing\n'],
    [JSON.stringify({ ...scenarioOf(), faults: [always({ type: 'x' })] }), 400, 'faults[0].fault.type: must'],
    [`"${'x'.repeat(1_048_576)}"`, 413, 'the body is larger than 1048576 bytes'],
  ])('stays as it is with a body such as %.40s', async (sent, status, error) => {
    const origin = await start({});
    const answer = await tell(origin, 'PUT', 'scenario', sent);
    expect(answer.status).toBe(status);
    expect((answer.body as { error: string }).error).toContain(error);
    expect(origin.state().scenario).toBe('test');
  });

  it('refuses a body that is said to be huge before it is sent', async () => {
    const origin = await start({});
    const answer = await ask(`${origin.url}/__origin/scenario`, { 'Content-Length': '99999999999' }, 'PUT');
    expect(answer.status).toBe(413);
  });
});

describe('faults', () => {
  it('come and go while the evening runs', async () => {
    const origin = await start({ faults: [always({ type: 'latency', ms: 0 })] });
    origin.begin();
    await origin.clock.advance(3_000);
    const refusal = { match: { what: 'segment' }, fault: { type: 'status', status: 503 } };
    expect(await tell(origin, 'POST', 'faults', refusal)).toMatchObject({
      status: 201,
      body: [{ index: 1, active: true, fromSeconds: 3, fault: { type: 'status' } }],
    });
    expect((await ask(origin.segmentUrl)).status).toBe(503);
    // Nothing of what was there is lost.
    expect(origin.log()).toHaveLength(1);
    expect(await tell(origin, 'DELETE', 'faults/1')).toMatchObject({
      status: 200,
      body: { index: 1, active: false, toSeconds: 3 },
    });
    expect((await ask(origin.segmentUrl)).status).toBe(200);
    expect((await tell(origin, 'GET', 'faults')).body).toMatchObject([
      { index: 0, active: true },
      { index: 1 },
    ]);
  });

  it('end all at once, the scenario’s too', async () => {
    const origin = await start({ faults: [always({ type: 'status', status: 503 })] });
    const more = [always({ type: 'not-found' }), always({ type: 'hang' })];
    expect((await tell(origin, 'POST', 'faults', more)).body).toHaveLength(2);
    await tell(origin, 'DELETE', 'faults');
    expect(await ask(origin.segmentUrl)).toMatchObject({ status: 200 });
    expect(origin.state().activeFaults).toEqual([]);
  });

  it('last until the evening begins again', async () => {
    const origin = await start({});
    await tell(origin, 'POST', 'faults', always({ type: 'not-found' }));
    expect(origin.state()).toMatchObject({ began: true, activeFaults: ['not-found'] });
    origin.begin({ restart: true });
    expect(origin.faults()).toEqual([]);
    expect(origin.scenario().faults).toEqual([]);
  });

  it('refuse connections from the moment on, and let them again', async () => {
    const origin = await start({});
    const refuse = { match: { what: 'any' }, fault: { type: 'refuse', at: 'listener' } };
    await tell(origin, 'POST', 'faults', { ...refuse, fromSeconds: 2 });
    await origin.clock.advance(2_000);
    expect(await ask(origin.streamUrl())).toMatchObject({ ended: 'ECONNREFUSED' });
    // Nobody can be asked over HTTP now.
    expect(origin.endFault(0)).toBe(true);
    await expect.poll(async () => (await ask(origin.streamUrl())).status).toBe(200);
  });

  it('let a saturated line go in the middle of a transfer', async () => {
    const origin = await start({});
    await tell(origin, 'POST', 'faults', always({ type: 'throttle', bitsPerSecond: 8 }));
    const answer = ask(origin.segmentUrl);
    await origin.waitForRequest(({ what }) => what === 'segment');
    origin.endFault(0);
    await origin.clock.advance(2_000);
    expect(await answer).toMatchObject({ status: 200, ended: 'closed' });
  });

  it.each([
    [{}, 'faults[0].match: is missing'],
    [[always({ type: 'hang' }), always({ type: 'explode' })], 'faults[1].fault.type: must be one of'],
    ['3', 'faults[0]: '],
    ['nonsense', 'the body is not JSON: '],
    [{ ...always({ type: 'hang' }), toSeconds: 0 }, 'faults[0].toSeconds: must be later'],
  ])('that are none are named: %j', async (sent, error) => {
    const origin = await start({});
    const answer = await tell(origin, 'POST', 'faults', sent);
    expect(answer.status).toBe(400);
    expect((answer.body as { error: string }).error).toContain(error);
    expect(origin.faults()).toEqual([]);
  });

  it.each(['faults/7', 'faults/x', 'faults/'])('DELETE %s: there is none', async (path) => {
    const origin = await start({});
    expect((await tell(origin, 'DELETE', path)).status).toBe(404);
  });
});

describe('reset', () => {
  it('leads back to before the beginning, with another scenario and seed', async () => {
    const origin = await start({});
    await ask(origin.segmentUrl);
    expect(await tell(origin, 'POST', 'reset')).toMatchObject({
      status: 200,
      body: { began: false, requests: 0 },
    });
    const body = { scenario: 'limiter', seed: 99 };
    expect(await tell(origin, 'POST', 'reset', body)).toMatchObject({
      body: { scenario: 'limiter', seed: 99 },
    });
  });

  it.each([
    [{ seed: 1.5 }, 'seed: must be a whole number'],
    [{ scenery: 1 }, 'scenery: no such field'],
    [{ scenario: { name: 'x' } }, 'description: is missing'],
    [[], 'the body must be'],
  ])('refuses %j', async (sent, error) => {
    const origin = await start({});
    const answer = await tell(origin, 'POST', 'reset', sent);
    expect(answer.status).toBe(400);
    expect((answer.body as { error: string }).error).toContain(error);
  });
});

describe('the log', () => {
  it('tells the last seconds only', async () => {
    const origin = await start({});
    await ask(origin.segmentUrl);
    await origin.clock.advance(10_000);
    await ask(origin.segmentUrl);
    const lines = async (query: string) =>
      (await ask(`${origin.url}/__origin/log${query}`)).body.toString().split('\n').length - 1;
    expect([await lines(''), await lines('?lastSeconds=5'), await lines('?lastSeconds=10')]).toEqual([
      2, 1, 2,
    ]);
    expect(await tell(origin, 'GET', 'log?lastSeconds=x')).toMatchObject({ status: 400 });
    expect(await tell(origin, 'GET', 'log?format=xml')).toMatchObject({ status: 400 });
  });
});

describe('the page', () => {
  it.each([
    ['', 'text/html'],
    ['page.js', 'text/javascript'],
    ['page.css', 'text/css'],
    ['scenario.schema.json', 'application/schema+json'],
  ])('/__origin/%s', async (path, type) => {
    const origin = await start({});
    const { status, headers, body } = await ask(`${origin.url}/__origin/${path}`);
    expect({ status, length: body.length }).toEqual({
      status: 200,
      length: Number(headers['content-length']),
    });
    expect(headers['content-type']).toContain(type);
    // Who only looks begins nothing.
    expect(origin.state().began).toBe(false);
  });

  it('has only switches that the origin understands', async () => {
    const origin = await start({});
    const { body } = await tell(origin, 'GET', 'switches.json');
    // Not at once: one of them keeps everybody away.
    const entries = (body as { match?: object; fault: object }[]).map(
      ({ match = { what: 'any' }, fault }) => ({
        fromSeconds: 60,
        match,
        fault,
      }),
    );
    expect(entries.length).toBeGreaterThan(10);
    expect(await tell(origin, 'POST', 'faults', entries)).toMatchObject({ status: 201 });
  });
});

it('lets no page of somebody else’s steer it', async () => {
  const origin = await start({});
  const put = (from: string) => tell(origin, 'PUT', 'scenario', '"clean"', { Origin: from });
  expect(await put('https://elsewhere.example')).toMatchObject({ status: 403 });
  expect(origin.state().scenario).toBe('test');
  expect(await put('null')).toMatchObject({ status: 403 });
  expect(await put('http://localhost:5173')).toMatchObject({ status: 200 });
  expect(await put(origin.url)).toMatchObject({ status: 200 });
});
