import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '../fixtures/kit.ts';

/** Clients that ask for the playlist and its newest segment every second, whatever they are told. */
class ImpatientCrowd {
  private readonly stop = new AbortController();
  private readonly asking: readonly Promise<void>[];

  constructor(playlistUrl: string, size: number) {
    this.asking = Array.from({ length: size }, () => this.ask(playlistUrl));
  }

  async disperse(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.asking);
  }

  private async ask(url: string): Promise<void> {
    const { signal } = this.stop;
    try {
      for (;;) {
        const answer = await fetch(url, { signal });
        const newest = (await answer.text()).split('\n').findLast((line) => line.endsWith('.m4s'));
        if (answer.ok && newest !== undefined)
          await (await fetch(new URL(newest, url), { signal })).arrayBuffer();
        await sleep(1_000, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

test('crowded: one of many at an origin that cannot carry them all', async ({
  page,
  evening,
  listener,
  origin,
}) => {
  const tonight = await evening('crowded');
  const anna = await listener(page);
  await anna.open({ stream: tonight.stream });
  await anna.pressListen();
  await expect(anna).toBeListening();

  const rendition = tonight.hasRenditions ? 'aac-24' : 'opus-48';
  const crowd = new ImpatientCrowd(new URL(`${rendition}/index.m3u8`, tonight.stream).href, 30);
  try {
    await tonight.until(origin.state().elapsedSeconds + 25);
  } finally {
    await crowd.disperse();
  }
  const refused = origin.log().filter(({ status }) => status === 503).length;
  expect(refused, 'requests that the origin could not carry').toBeGreaterThan(50);
  await anna.toHaveStayed(20_000);
  const moment = await anna.moment();
  await anna.toHear(5);
  await expect(anna).toHaveHeardEverythingSince(moment);
});
