import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  heldCharacters,
  readStreamText,
  type StreamEvent,
  streamStart,
} from '../../src/producer/event-stream.ts';

function read(chunks: readonly string[]): readonly StreamEvent[] {
  let position = streamStart;
  const all: StreamEvent[] = [];
  for (const chunk of chunks) {
    const [next, events] = readStreamText(position, chunk);
    position = next;
    all.push(...events);
  }
  return all;
}

describe('an event stream', () => {
  it.each<[name: string, text: string, events: readonly StreamEvent[]]>([
    ['a named event', 'event: status\ndata: {}\n\n', [{ type: 'status', data: '{}' }]],
    ['an event without a name', 'data: x\n\n', [{ type: 'message', data: 'x' }]],
    ['several lines of data', 'data: a\ndata: b\n\n', [{ type: 'message', data: 'a\nb' }]],
    ['only the first blank of a value', 'data:  a\n\n', [{ type: 'message', data: ' a' }]],
    ['a value without a blank', 'data:a:b\n\n', [{ type: 'message', data: 'a:b' }]],
    ['a field without a value', 'data\n\n', [{ type: 'message', data: '' }]],
    ['CRLF', 'event: s\r\ndata: a\r\n\r\n', [{ type: 's', data: 'a' }]],
    ['CR', 'event: s\rdata: a\r\r', [{ type: 's', data: 'a' }]],
    ['a byte order mark', '\uFEFFdata: a\n\n', [{ type: 'message', data: 'a' }]],
    [
      'comments, ids and delays left out',
      ': here\nid: 4\nretry: 9\ndata: a\n\n',
      [{ type: 'message', data: 'a' }],
    ],
    [
      'a name without data: no event, and the name is gone',
      'event: s\n\ndata: a\n\n',
      [{ type: 'message', data: 'a' }],
    ],
    ['an unfinished event is none', 'data: a\n\ndata: b\n', [{ type: 'message', data: 'a' }]],
  ])('is read: %s', (_name, text, events) => {
    expect(read([text])).toEqual(events);
  });

  it('is the same however it is cut', () => {
    const line = fc.constantFrom(
      'data: one',
      'data: two',
      'data:',
      'event: status',
      ': still here',
      'id: 7',
      '',
      '',
    );
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const stream = fc
      .array(fc.tuple(line, end), { maxLength: 30 })
      .map((lines) => `\uFEFF${lines.flat().join('')}`);
    fc.assert(
      fc.property(stream, fc.array(fc.nat({ max: 400 }), { maxLength: 12 }), (text, cuts) => {
        const places = [...cuts.map((cut) => cut % (text.length + 1)), 0, text.length].toSorted(
          (a, b) => a - b,
        );
        const chunks = places.slice(1).map((place, index) => text.slice(places[index], place));
        expect(chunks.join('')).toBe(text);
        expect(read(chunks)).toEqual(read([text]));
      }),
      { numRuns: 500 },
    );
  });

  it('tells how much waits for the end of its event', () => {
    const [position] = readStreamText(streamStart, 'data: abc\ndata: de');
    expect(heldCharacters(position)).toBe('abc'.length + 'data: de'.length);
    expect(heldCharacters(readStreamText(position, '\n\n')[0])).toBe(0);
  });
});
