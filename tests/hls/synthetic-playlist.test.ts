import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';
import {
  renderSynthetic,
  type SyntheticKey,
  type SyntheticPlaylist,
  type SyntheticSegment,
} from '../../src/hls/synthetic-playlist.ts';

const BASE = 'https://feed.example/';
const segment = (sequence: number, more: Partial<SyntheticSegment> = {}): SyntheticSegment => ({
  sequence,
  discontinuitySequence: 0,
  durationSeconds: 4,
  uri: `${BASE}segment/${sequence}`,
  mapUri: null,
  mapKey: null,
  key: null,
  programDateTimeMs: null,
  gap: false,
  ...more,
});
const key: SyntheticKey = {
  method: 'AES-128',
  uri: `${BASE}key/1`,
  iv: '0x000000000000000000000000000000ff',
};
const render = (segments: SyntheticSegment[], more: Partial<SyntheticPlaylist> = {}) =>
  renderSynthetic({ targetDurationSeconds: 4, segments, ended: false, ...more });

describe('renderSynthetic', () => {
  it('writes a live playlist with blocking reload', () => {
    expect(
      render([
        segment(7, { mapUri: 'i', programDateTimeMs: Date.UTC(2026, 10, 1, 20) }),
        segment(8, { mapUri: 'i' }),
      ]),
    ).toBe(
      [
        '#EXTM3U',
        '#EXT-X-VERSION:6',
        '#EXT-X-TARGETDURATION:4',
        '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES',
        '#EXT-X-MEDIA-SEQUENCE:7',
        '#EXT-X-DISCONTINUITY-SEQUENCE:0',
        '#EXT-X-MAP:URI="i"',
        '#EXT-X-PROGRAM-DATE-TIME:2026-11-01T20:00:00.000Z',
        '#EXTINF:4,',
        `${BASE}segment/7`,
        '#EXTINF:4,',
        `${BASE}segment/8`,
        '',
      ].join('\n'),
    );
  });

  it('ends only when told so', () => {
    expect(render([segment(0)])).not.toContain('ENDLIST');
    expect(render([segment(0)], { ended: true })).toMatch(/#EXT-X-ENDLIST\n$/);
  });

  it('writes the initialization section again after a discontinuity and at a change of rendition', () => {
    const lines = render([
      segment(0, { mapUri: 'a' }),
      segment(1, { mapUri: 'a' }),
      segment(2, { mapUri: 'b' }),
      segment(3, { mapUri: 'b', discontinuitySequence: 1 }),
    ])
      .split('\n')
      .filter((line) => /MAP|DISCONTINUITY$|segment/.test(line));
    expect(lines).toEqual([
      '#EXT-X-MAP:URI="a"',
      `${BASE}segment/0`,
      `${BASE}segment/1`,
      '#EXT-X-MAP:URI="b"',
      `${BASE}segment/2`,
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-MAP:URI="b"',
      `${BASE}segment/3`,
    ]);
  });

  it('does not lock a clear initialization section, nor unlock a locked one', () => {
    const clearMap = render([
      segment(0, { mapUri: 'a', key }),
      segment(1, { mapUri: 'b', key }),
      segment(2, { mapUri: 'c', mapKey: key, key }),
    ])
      .split('\n')
      .filter((line) => /MAP|KEY/.test(line));
    const tag = `#EXT-X-KEY:METHOD=AES-128,URI="${key.uri}",IV=${key.iv}`;
    expect(clearMap).toEqual([
      '#EXT-X-MAP:URI="a"',
      tag,
      '#EXT-X-KEY:METHOD=NONE',
      '#EXT-X-MAP:URI="b"',
      tag,
      '#EXT-X-MAP:URI="c"',
    ]);
  });

  it('leaves the key in force over a gap', () => {
    const keys = render([segment(0, { key }), segment(1, { gap: true }), segment(2, { key })]).match(
      /#EXT-X-KEY/g,
    );
    expect(keys).toHaveLength(1);
  });

  it('says what no reader has to compute: a target duration that is long enough', () => {
    expect(render([segment(0, { durationSeconds: 6.5 })])).toContain('#EXT-X-TARGETDURATION:7\n');
    expect(render([segment(0, { durationSeconds: 6.4 })])).toContain('#EXT-X-TARGETDURATION:6\n');
    expect(render([], { targetDurationSeconds: 3.2 })).toContain('#EXT-X-TARGETDURATION:4\n');
    expect(render([], { targetDurationSeconds: 0 })).toContain('#EXT-X-TARGETDURATION:1\n');
  });
});

describe('what is rendered', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{32}$/).map((digits) => `0x${digits}`);
  const anyKey: fc.Arbitrary<SyntheticKey | null> = fc.option(
    fc.record({
      method: fc.constantFrom('AES-128', 'SAMPLE-AES'),
      uri: fc.constantFrom(`${BASE}k/1`, `${BASE}k/2`),
      iv: hex,
    }),
  );
  const shape = fc.record({
    durationSeconds: fc.integer({ min: 1, max: 20_000_000 }).map((micros) => micros / 1e6),
    mapUri: fc.constantFrom(`${BASE}init/1`, `${BASE}init/2`),
    mapKey: anyKey,
    key: anyKey,
    programDateTimeMs: fc.integer({ min: Date.UTC(2000), max: Date.UTC(2100) }),
    gap: fc.boolean(),
    breaks: fc.boolean(),
  });
  const playlist = fc.record({
    shapes: fc.array(shape, { minLength: 1, maxLength: 12 }),
    firstSequence: fc.integer({ min: 0, max: 1e12 }),
    firstDiscontinuity: fc.integer({ min: 0, max: 1e6 }),
    targetDurationSeconds: fc.integer({ min: 1, max: 30 }),
    ended: fc.boolean(),
  });

  it('is read back as the same segments', () => {
    fc.assert(
      fc.property(playlist, ({ shapes, firstSequence, firstDiscontinuity, targetDurationSeconds, ended }) => {
        let discontinuitySequence = firstDiscontinuity;
        const segments = shapes.map(({ breaks, gap, mapUri, mapKey, key: segmentKey, ...rest }, index) => {
          if (breaks && index > 0) discontinuitySequence += 1;
          const common = {
            ...rest,
            sequence: firstSequence + index,
            discontinuitySequence,
            uri: `${BASE}s/${index}`,
          };
          return gap
            ? { ...common, gap, mapUri: null, mapKey: null, key: null }
            : { ...common, gap, mapUri, mapKey, key: segmentKey };
        });
        const read = parseMediaPlaylist(renderSynthetic({ targetDurationSeconds, segments, ended }), BASE);
        const { endList, targetDurationSeconds: target } = read;
        expect(endList).toBe(ended);
        expect(target).toBeGreaterThanOrEqual(targetDurationSeconds);
        for (const { durationSeconds } of segments)
          expect(target).toBeGreaterThanOrEqual(Math.round(durationSeconds));
        expect(read.segments).toHaveLength(segments.length);
        let sectionUri: string | null = null;
        let sectionKey: SyntheticKey | null = null;
        let lastDiscontinuity = -1;
        for (const [index, written] of segments.entries()) {
          const found = read.segments[index];
          const { mapUri, mapKey, key: writtenKey, ...same } = written;
          expect(found).toMatchObject(same);
          if (written.discontinuitySequence !== lastDiscontinuity) sectionUri = null;
          lastDiscontinuity = written.discontinuitySequence;
          if (mapUri === null) continue;
          expect(found?.key ?? null).toEqual(
            writtenKey === null ? null : { ...writtenKey, keyFormat: 'identity' },
          );
          expect(found?.map?.uri).toBe(mapUri);
          // One section has one key: it is written where the section first appears.
          if (sectionUri !== mapUri) sectionKey = mapKey;
          sectionUri = mapUri;
          expect(found?.map?.key ?? null).toEqual(
            sectionKey === null ? null : { ...sectionKey, keyFormat: 'identity' },
          );
        }
      }),
    );
  });
});
