import { expect, test } from '../fixtures/kit.ts';
import type { StreamName } from '../origin/streams.ts';

// The origin's own shapes, each in a bad half minute. What packagers make of them beyond that: stream-shapes.spec.ts.

/** Each shape's stream in AAC, and in Opus where there is one. */
const shapes: readonly (readonly [StreamName, StreamName | null])[] = [
  ['ts', null],
  ['packed', null],
  ['encrypted', 'encrypted-opus'],
  ['byte-ranges', 'byte-ranges-opus'],
  ['low-latency', 'low-latency-opus'],
];

for (const [inAac, inOpus] of shapes) {
  test(`${inAac}: a bad half minute in this shape`, async ({ page, evening, listener, origin }) => {
    const tonight = await evening({
      faults: [
        {
          fromSeconds: 8,
          toSeconds: 26,
          match: { what: 'any' },
          probability: 0.5,
          fault: { type: 'status', status: 503, retryAfter: 1 },
        },
        {
          fromSeconds: 8,
          toSeconds: 26,
          match: { what: 'segment' },
          probability: 0.5,
          fault: { type: 'truncate', after: { fraction: 0.4 } },
        },
      ],
    });
    const name = tonight.hasRenditions ? inAac : inOpus;
    test.skip(name === null, 'this browser has no AAC, and there is no Opus in this shape');
    if (name === null) return;
    const anna = await listener(page);
    await anna.open({ stream: origin.streamUrl(name) });
    await anna.pressListen();
    await expect(anna).toBeListening();
    await tonight.until(26);
    const struck = origin.log().filter(({ fault }) => fault === 'status' || fault === 'truncate').length;
    expect(struck, 'requests that went wrong').toBeGreaterThanOrEqual(2);
    await anna.toHaveStayed(20_000);
    const moment = await anna.moment();
    await anna.toHear(5);
    await expect(anna).toHaveHeardEverythingSince(moment);
    expect(anna).toRespectRetryAfter();
  });
}
