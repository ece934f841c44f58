import { describe, expect, it } from 'vitest';
import type { AnswerHead } from '../../src/network/answer-head.ts';
import { parseContentRange } from '../../src/network/answer-head.ts';
import {
  assemble,
  distrust,
  forUrl,
  judgeHead,
  keep,
  nothingInHand,
  rangeToAsk,
  type InHand,
  type WantedPart,
} from '../../src/network/resume.ts';
import { testBytes } from './test-origin.ts';

const url = 'https://origin.example/1.m4s';
const bytes = testBytes(10_000);
const fresh = { kind: 'fresh' } as const;
const part: WantedPart = { start: 500, length: 8000 };

function head(more: Partial<AnswerHead> = {}): AnswerHead {
  return {
    status: 206,
    url,
    contentLength: null,
    contentRange: null,
    etag: null,
    retryAfterMs: null,
    cachedErrorMs: null,
    dateMs: null,
    contentType: null,
    contentEncoding: null,
    ...more,
  };
}

function having(count: number, more: Partial<InHand> = {}): InHand {
  return {
    ...nothingInHand(url),
    bytes: bytes.slice(0, count),
    wantedBytes: 10_000,
    etag: '"a"',
    mostBytes: count,
    ...more,
  };
}

const range = (start: number, end: number, total: number | null) => ({ start, end, total });

describe('rangeToAsk', () => {
  it.each<[number, WantedPart | undefined, ReturnType<typeof rangeToAsk>]>([
    [0, undefined, undefined],
    [4000, undefined, { start: 4000 }],
    [0, part, { start: 500, end: 8499 }],
    [4000, part, { start: 4500, end: 8499 }],
    [0, { start: 0, length: 10 }, { start: 0, end: 9 }],
  ])('with %d bytes of %j in hand it is %j', (count, wanted, expected) => {
    expect(rangeToAsk(having(count), wanted)).toEqual(expected);
  });
});

describe('a 206 behind 4,000 of 10,000 bytes', () => {
  it.each<[string, Partial<AnswerHead>]>([
    [
      'all is visible and agrees',
      { contentRange: range(4000, 9999, 10_000), contentLength: 6000, etag: '"a"' },
    ],
    ['the ETag is hidden', { contentRange: range(4000, 9999, 10_000) }],
    ['the total is *', { contentRange: range(4000, 9999, null) }],
    ['only Content-Length is visible', { contentLength: 6000 }],
  ])('continues where %s', (_, more) => {
    expect(judgeHead(having(4000), undefined, head(more))).toEqual({
      kind: 'continues',
      wantedBytes: 10_000,
    });
  });

  it.each<[string, Partial<AnswerHead>]>([
    ['it starts elsewhere', { contentRange: range(0, 9999, 10_000) }],
    ['it starts a byte too late', { contentRange: range(4001, 9999, 10_000) }],
    ['the total is another', { contentRange: range(4000, 9998, 9999) }],
    ['the ETag is another', { contentRange: range(4000, 9999, 10_000), etag: '"b"' }],
    ['the ETag has become weak', { contentRange: range(4000, 9999, 10_000), etag: 'W/"a"' }],
    ['Content-Length is not what is missing', { contentLength: 10_000 }],
    ['nothing is visible', {}],
    ['only the ETag is visible', { etag: '"a"' }],
    ['it is encoded', { contentRange: range(4000, 9999, 10_000), contentEncoding: 'gzip' }],
  ])('does not fit where %s', (_, more) => {
    expect(judgeHead(having(4000), undefined, head(more)).kind).toBe('misfit');
  });

  it.each<[string, Partial<AnswerHead>, string]>([
    [
      'the strong ETag and the start agree',
      { contentRange: range(4000, 9999, 10_000), etag: '"a"' },
      'continues',
    ],
    ['the ETag is hidden', { contentRange: range(4000, 9999, 10_000) }, 'misfit'],
    ['the start is hidden', { contentLength: 6000, etag: '"a"' }, 'misfit'],
  ])('with an unknown length it is judged by its tag: %s', (_, more, expected) => {
    expect(judgeHead(having(4000, { wantedBytes: null }), undefined, head(more)).kind).toBe(expected);
  });
});

describe('a 206 for a part', () => {
  it.each<[string, number, Partial<AnswerHead>, string]>([
    ['from its beginning', 0, { contentRange: range(500, 8499, 10_000) }, 'continues'],
    ['from its beginning, all hidden but the length', 0, { contentLength: 8000 }, 'continues'],
    ['from its beginning, all hidden', 0, {}, 'continues'],
    ['from elsewhere', 0, { contentRange: range(0, 7999, 10_000) }, 'misfit'],
    ['of another length', 0, { contentLength: 10_000 }, 'misfit'],
    ['from where the bytes end', 3000, { contentRange: range(3500, 8499, 10_000) }, 'continues'],
    ['from where the bytes end, by length', 3000, { contentLength: 5000 }, 'continues'],
    ['from where the bytes end in the whole', 3000, { contentRange: range(3000, 8499, 10_000) }, 'misfit'],
  ])('%s, with %d bytes in hand', (_, count, more, expected) => {
    const fit = judgeHead(having(count, { wantedBytes: null }), part, head(more));
    expect(fit.kind).toBe(expected);
    if (fit.kind === 'continues') expect(fit.wantedBytes).toBe(8000);
  });
});

it('takes every 200 for a new beginning', () => {
  expect(judgeHead(having(4000), undefined, head({ status: 200, etag: '"b"' }))).toEqual(fresh);
});

describe('assemble', () => {
  it('puts the rest behind what is in hand', () => {
    const continues = { kind: 'continues', wantedBytes: 10_000 } as const;
    expect(assemble(having(4000), undefined, continues, bytes.slice(4000))).toEqual({ kind: 'whole', bytes });
    expect(assemble(having(4000), undefined, continues, bytes.slice(4000, 9000))).toEqual({ kind: 'part' });
    expect(assemble(having(4001), undefined, continues, bytes.slice(4000)).kind).toBe('misfit');
  });

  it('takes a whole body as it is, and cuts the wanted part out of it', () => {
    expect(assemble(having(4000), undefined, fresh, bytes)).toEqual({ kind: 'whole', bytes });
    expect(assemble(having(0), part, fresh, bytes)).toEqual({ kind: 'whole', bytes: bytes.slice(500, 8500) });
    expect(assemble(having(0), part, fresh, bytes.slice(0, 8499)).kind).toBe('misfit');
  });
});

describe('keep', () => {
  const whole = head({ status: 200, contentLength: 10_000, etag: '"a"' });

  it('keeps the beginning of a cut body', () => {
    const { inHand, progressed } = keep(nothingInHand(url), undefined, fresh, whole, bytes.slice(0, 4000));
    expect(inHand).toEqual(having(4000));
    expect(progressed).toBe(true);
  });

  it('adds what continues, and counts it as progress from a kilobyte on', () => {
    const continues = { kind: 'continues', wantedBytes: 10_000 } as const;
    const some = keep(having(4000), undefined, continues, head(), bytes.slice(4000, 5023));
    expect(some.inHand.bytes).toEqual(bytes.slice(0, 5023));
    expect(some.progressed).toBe(false);
    expect(keep(having(4000), undefined, continues, head(), bytes.slice(4000, 5024)).progressed).toBe(true);
  });

  it('calls it no progress when the same beginning comes again', () => {
    const restarted = keep(having(4000), undefined, fresh, whole, bytes.slice(0, 4500));
    expect(restarted.inHand.bytes.length).toBe(4500);
    expect(restarted.progressed).toBe(false);
    const dropped = { ...having(0), mostBytes: 4000 };
    expect(keep(dropped, undefined, fresh, whole, bytes.slice(0, 4000)).progressed).toBe(false);
    expect(keep(dropped, undefined, fresh, whole, bytes.slice(0, 5100)).progressed).toBe(true);
  });

  it('keeps the longer one of two beginnings', () => {
    expect(keep(having(4000), undefined, fresh, whole, bytes.slice(0, 300)).inHand.bytes.length).toBe(4000);
  });

  it.each<[string, Partial<AnswerHead>, number]>([
    ['it is encoded', { contentEncoding: 'br' }, 4000],
    ['it is encoded and CORS hides it, so that it is longer than its length', { contentLength: 3999 }, 4000],
    ['nothing could show that the rest belongs to it', { contentLength: null, etag: null }, 4000],
    ['its tag is weak and its length unknown', { contentLength: null, etag: 'W/"a"' }, 4000],
  ])('keeps nothing of a body where %s', (_, more, count) => {
    const { inHand, progressed } = keep(
      nothingInHand(url),
      undefined,
      fresh,
      { ...whole, ...more },
      bytes.slice(0, count),
    );
    expect(inHand.bytes.length).toBe(0);
    expect(progressed).toBe(false);
  });

  it('keeps nothing once ranges are distrusted, also at another URL', () => {
    const distrusted = distrust(having(4000));
    expect(distrusted).toMatchObject({ bytes: new Uint8Array(0), wantedBytes: null, etag: null });
    expect(keep(distrusted, undefined, fresh, whole, bytes.slice(0, 4000)).inHand.bytes.length).toBe(0);
    expect(forUrl(distrusted, 'https://other.example/1.m4s').distrusted).toBe(true);
  });
});

it('forgets the bytes when another URL is asked', () => {
  expect(forUrl(having(4000), url).bytes.length).toBe(4000);
  expect(forUrl(having(4000), `${url}?token=2`)).toEqual(nothingInHand(`${url}?token=2`));
});

it.each<[string | null, ReturnType<typeof parseContentRange>]>([
  ['bytes 0-499/1234', range(0, 499, 1234)],
  ['bytes 5-5/*', range(5, 5, null)],
  ['Bytes  1-2/3', range(1, 2, 3)],
  ['bytes */1234', null],
  ['bytes 9-5/100', null],
  ['bytes 0-100/100', null],
  ['items 0-1/2', null],
  ['bytes 0-1', null],
  [null, null],
])('Content-Range %j is read as %j', (value, expected) => {
  expect(parseContentRange(value)).toEqual(expected);
});
