import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it('ages up to max-age, and is fetched anew', async () => {
  const fault = { type: 'cached-error', status: 404, cacheSeconds: 10 };
  const origin = await start({ faults: [{ ...always(fault), fromSeconds: 5 }] });
  origin.begin();
  expect(await ask(origin.segmentUrl)).toMatchObject({ status: 200 });
  const ages: (string | undefined)[] = [];
  for (const seconds of [5, 4, 5, 1]) {
    await origin.clock.advance(seconds * 1000);
    const { status, headers } = await ask(origin.segmentUrl);
    expect({ status, cache: headers['cache-control'] }).toEqual({ status: 404, cache: 'max-age=10' });
    ages.push(headers['age']);
  }
  expect(ages).toEqual(['0', '4', '9', '0']);
});
