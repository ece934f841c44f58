import { expect } from 'playwright/test';
import { names } from '../fixtures/listener.ts';
import { installSampler, type Sample } from '../fixtures/sampler.ts';
import { bannerLies } from '../fixtures/sound.ts';
import type { EnginePage } from './engine.ts';

/** How far the playhead must move to prove that something is heard. */
const PROOF_SECONDS = 2;

/** One person at the listener page, in whichever browser. What `Listener` is with Playwright. */
export class Visitor {
  readonly page: EnginePage;
  private readonly pageUrl: string;

  constructor(page: EnginePage, pageUrl: string) {
    this.page = page;
    this.pageUrl = pageUrl;
  }

  /** Opens the page with this stream and waits for the button. */
  async open(stream: string): Promise<void> {
    await this.page.addInitScript(installSampler, [names.en.listen]);
    const address = new URL(this.pageUrl);
    address.searchParams.set('debug', '');
    address.searchParams.set('stream', stream);
    await this.page.open(address.href);
    await this.toSay('joinStatus', 'ready');
  }

  async press(button: string): Promise<void> {
    await this.page.press(button);
  }

  currentTime(): Promise<number> {
    return this.page.evaluate<number>('document.querySelector("audio")?.currentTime ?? 0');
  }

  isPaused(): Promise<boolean> {
    return this.page.evaluate<boolean>('document.querySelector("audio")?.paused ?? true');
  }

  samples(): Promise<readonly Sample[]> {
    return this.page.evaluate<readonly Sample[]>('window.watch.samples');
  }

  /** What the page says of itself, for a test that has failed. */
  log(): Promise<string> {
    return this.page.evaluate<string>('JSON.stringify({ log: window.holdline?.log(), watch: window.watch })');
  }

  /** How many requests for media have had no answer so far. */
  askedInVain(): Promise<number> {
    return this.page.evaluate<number>(
      `window.holdline.log().filter(({ type, detail }) => type === 'answer' && detail.outcome === 'unreachable').length`,
    );
  }

  /** What the banner says in words. */
  banner(): Promise<string> {
    return this.page.evaluate<string>(`document.querySelector('[role="status"]')?.textContent ?? ''`);
  }

  /** Waits until the banner says so. */
  async toSay(field: 'playback' | 'link' | 'joinStatus', value: string, timeoutMs = 30_000): Promise<void> {
    await expect
      .poll(async () => (await this.lastSample())?.[field], {
        message: `the banner's ${field}`,
        timeout: timeoutMs,
        intervals: [250],
      })
      .toBe(value);
  }

  /** Waits until the playhead has moved so many seconds further. */
  async toHear(seconds: number, timeoutMs = 45_000): Promise<void> {
    const from = await this.currentTime();
    await expect
      .poll(() => this.currentTime(), {
        message: `${seconds} s more are heard`,
        timeout: timeoutMs,
        intervals: [250],
      })
      .toBeGreaterThan(from + seconds);
  }

  /** Waits for the banner to say that it plays, and for the playhead to prove it. */
  async toBeListening(timeoutMs = 45_000): Promise<void> {
    await this.toSay('playback', 'playing', timeoutMs);
    await this.toHear(PROOF_SECONDS, timeoutMs);
    await this.toSay('playback', 'playing', timeoutMs);
  }

  /** The end of every evening: one press was enough, sound plays, and the banner never said otherwise. */
  async toHaveStayed(timeoutMs?: number): Promise<void> {
    await this.toBeListening(timeoutMs);
    expect(await this.page.evaluate<number>('window.watch.presses'), 'presses of Listen').toBe(1);
    expect(bannerLies(await this.samples()), 'the banner tells the truth').toEqual([]);
  }

  private lastSample(): Promise<Sample | null> {
    return this.page.evaluate<Sample | null>('window.watch.samples.at(-1) ?? null');
  }
}
