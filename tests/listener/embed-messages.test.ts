import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  embedState,
  isSameState,
  readRequest,
  withRequest,
  type Pending,
} from '../../src/listener/embed-messages.ts';
import { embedderOrigin } from '../../src/listener/embedder-origin.ts';
import { silentState } from '../fakes/fake-session.ts';
import { at, loaded } from '../fakes/session-states.ts';

describe('readRequest', () => {
  it.each([
    [{ holdline: 1, type: 'listen' }, { type: 'listen' }],
    [{ holdline: 1, type: 'pause' }, { type: 'pause' }],
    [{ holdline: 1, type: 'jump-to-live' }, { type: 'jump-to-live' }],
    [{ holdline: 1, type: 'subscribe' }, { type: 'subscribe' }],
    [
      { holdline: 1, type: 'set-volume', volume: 0 },
      { type: 'set-volume', volume: 0 },
    ],
    [
      { holdline: 1, type: 'set-volume', volume: 1 },
      { type: 'set-volume', volume: 1 },
    ],
    [
      { holdline: 1, type: 'set-muted', muted: true },
      { type: 'set-muted', muted: true },
    ],
    [{ holdline: 1, type: 'listen', more: { than: 'known' } }, { type: 'listen' }],
  ])('understands %j', (data, request) => {
    expect(readRequest(data)).toEqual(request);
  });

  const cyclic: Record<string, unknown> = { holdline: 1, type: 'nonsense' };
  cyclic['self'] = cyclic;
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'listen'],
    ['JSON in a text', '{"holdline":1,"type":"listen"}'],
    ['a number', 1],
    ['a list', ['listen']],
    ['a date', new Date(0)],
    ['a map', new Map([['type', 'listen']])],
    ['bytes', new Uint8Array(1000)],
    ['no version', { type: 'listen' }],
    ['another version', { holdline: 2, type: 'listen' }],
    ['the version as a text', { holdline: '1', type: 'listen' }],
    ['no type', { holdline: 1 }],
    ['an unknown type', { holdline: 1, type: 'destroy' }],
    ['a type that every object has', { holdline: 1, type: 'constructor' }],
    ['the prototype as a type', { holdline: 1, type: '__proto__' }],
    ['a list as a type', { holdline: 1, type: ['listen'] }],
    ['no volume', { holdline: 1, type: 'set-volume' }],
    ['a volume as a text', { holdline: 1, type: 'set-volume', volume: '0.5' }],
    ['too loud', { holdline: 1, type: 'set-volume', volume: 1.01 }],
    ['less than nothing', { holdline: 1, type: 'set-volume', volume: -0.01 }],
    ['NaN', { holdline: 1, type: 'set-volume', volume: Number.NaN }],
    ['endlessly loud', { holdline: 1, type: 'set-volume', volume: Infinity }],
    ['muted as a number', { holdline: 1, type: 'set-muted', muted: 1 }],
    ['a cycle', cyclic],
    [
      'something that throws when it is read',
      {
        get holdline() {
          throw new Error('read');
        },
      },
    ],
  ])('ignores %s', (_, data) => {
    expect(readRequest(data)).toBeNull();
  });

  it('takes nothing from a prototype, and gives nothing to one', () => {
    const polluting: unknown = JSON.parse(
      '{"__proto__":{"holdline":1,"type":"listen","polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    );
    expect(readRequest(polluting)).toBeNull();
    const both: unknown = JSON.parse('{"holdline":1,"type":"pause","__proto__":{"polluted":1}}');
    expect(readRequest(both)).toEqual({ type: 'pause' });
    expect('polluted' in {}).toBe(false);
  });

  it('takes no longer over a huge object', () => {
    const huge = { holdline: 1, type: 'nonsense', deep: Array.from({ length: 200_000 }, (_, n) => ({ n })) };
    expect(readRequest(huge)).toBeNull();
    expect(readRequest({ ...huge, type: 'listen' })).toEqual({ type: 'listen' });
  });

  it('never throws, and lets nothing through that is not asked for', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withDate: true, withTypedArray: true }), (data) => {
        expect(readRequest(data)).toBeNull();
      }),
    );
  });
});

describe('requests that wait', () => {
  it('are one of each sort, the newest, in the order of what came last', () => {
    let pending: Pending = [];
    for (const request of [
      { type: 'set-volume', volume: 0.1 },
      { type: 'listen' },
      { type: 'set-muted', muted: true },
      { type: 'pause' },
      { type: 'set-volume', volume: 0.2 },
      { type: 'listen' },
    ] as const) {
      pending = withRequest(pending, request);
    }
    expect(pending).toEqual([
      { type: 'set-muted', muted: true },
      { type: 'set-volume', volume: 0.2 },
      { type: 'listen' },
    ]);
  });
});

describe('what is told', () => {
  it('is the state in few words, and no address', () => {
    const state = {
      ...silentState,
      playback: { kind: 'playing' },
      broadcast: loaded({ state: 'live' }),
      position: at(18.9, 23.6),
    } as const;
    const told = embedState(state, { kind: 'listening' });
    expect(told).toEqual({
      holdline: 1,
      type: 'state',
      playback: 'playing',
      link: 'steady',
      joinStatus: 'listening',
      latencySeconds: 24,
      inHandSeconds: 18,
      volume: 0.8,
      muted: false,
      title: 'An Evening About Rockets',
      host: 'Ada Winter',
    });
    expect(isSameState(told, embedState({ ...state, position: at(18.2, 23.9) }, { kind: 'listening' }))).toBe(
      true,
    );
    expect(isSameState(told, embedState({ ...state, position: at(18.2, 25) }, { kind: 'listening' }))).toBe(
      false,
    );
  });

  it('has no title without a document', () => {
    expect(embedState(silentState, { kind: 'ready', phase: 'unknown' })).toMatchObject({
      title: null,
      host: null,
    });
  });
});

describe('embedderOrigin', () => {
  const page = (embed: string) => `https://listen.example/talk/?stream=x${embed}`;
  it.each([
    ['https://host.example', 'https://host.example'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['', null],
    ['*', null],
    ['null', null],
    ['host.example', null],
    ['https://host.example/', null],
    ['https://host.example/page', null],
    ['https://host.example:443', null],
    ['https://HOST.example', null],
    ['https://ada@host.example', null],
    ['https://*.example', 'https://*.example'],
    ['javascript:alert(1)', null],
    ['https://', null],
  ])('?embed=%s: %s', (named, origin) => {
    expect(embedderOrigin(page(`&embed=${encodeURIComponent(named)}`))).toBe(origin);
  });

  it('is nobody where nobody is named', () => {
    expect(embedderOrigin(page(''))).toBeNull();
    expect(embedderOrigin(page('&embed'))).toBeNull();
  });
});
