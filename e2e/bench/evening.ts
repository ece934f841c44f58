import type { Browser, BrowserContext, Page } from 'playwright';
import { createOrigin, type Origin } from '../origin/origin.ts';
import type { LogEntry } from '../origin/request-log.ts';
import type { Sample } from './listening.ts';
import type { Player } from './players.ts';
import { installSampler, type Anchor, type Drained } from './sampler.ts';
import type { Entry } from './scenario-list.ts';

/** What one player left of one evening. */
export interface Recording {
  readonly player: Player;
  /** Milliseconds since the epoch. */
  readonly beganAtMs: number;
  readonly pressedAtMs: number;
  readonly endsAtMs: number;
  readonly samples: readonly Sample[];
  readonly anchor: Anchor | null;
  readonly log: readonly LogEntry[];
  /** Why its page is no more, or could not be used; null: it was there to the end. */
  readonly crash: string | null;
}

export interface EveningFacts {
  readonly entry: Entry;
  readonly seed: number;
  readonly players: readonly Player[];
  readonly browser: Browser;
  /** The built listener page, and the server of the peers' page. */
  readonly pageUrl: string;
  readonly peersUrl: string;
  /** Aborts: everything is stopped and the promise rejects. */
  readonly signal: AbortSignal;
}

/** A page that cannot be opened or answers nothing in so long is given up. */
const patienceMs = 30_000;
const drainEveryMs = 5000;
/** Players that all began within one moment would wait for the processor, not for the origin. */
const betweenPressesMs = 400;

/** Every player in a page of its own, each with its own copy of the origin, whose evening begins with the press. */
export async function playEvening(facts: EveningFacts): Promise<readonly Recording[]> {
  const seats: Seat[] = [];
  try {
    await Promise.all(facts.players.map((player) => takeSeat(player, facts, seats)));
    const inOrder = facts.players.flatMap((player) => seats.filter((seat) => seat.player === player));
    return await Promise.all(
      inOrder.map(async (seat, index) => {
        await sleep(index * betweenPressesMs, facts.signal);
        return listen(seat, facts);
      }),
    );
  } finally {
    await Promise.all(
      seats.map(async ({ context, origin }) => {
        await context.close().catch(() => undefined);
        await origin.stop();
      }),
    );
  }
}

interface Seat {
  readonly player: Player;
  readonly origin: Origin;
  readonly context: BrowserContext;
  readonly page: Page;
  crash: string | null;
}

/** Opens a player's page; nothing is asked of its origin yet. */
async function takeSeat(player: Player, facts: EveningFacts, seats: Seat[]): Promise<void> {
  facts.signal.throwIfAborted();
  const { seed, browser } = facts;
  const { scenario } = facts.entry;
  const origin = await createOrigin({ scenario, seed, onError: () => undefined });
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 800, height: 600 } });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const seat: Seat = { player, origin, context, page, crash: null };
  seats.push(seat);
  page.on('crash', () => (seat.crash = 'the page crashed'));
  // esbuild, which carries out this file, names functions with a helper that no page has.
  await page.addInitScript(`globalThis.__name = (given) => given; (${installSampler.toString()})();`);
  const address = new URL(player.kind === 'page' ? facts.pageUrl : `${facts.peersUrl}/page/peer.html`);
  address.searchParams.set('stream', origin.streamUrl());
  if (player.kind === 'peer') address.searchParams.set('player', player.id);
  try {
    await page.goto(address.href);
    // Live: the player's own code has arrived.
    await page.locator('button:enabled', { hasText: /^Listen$/ }).waitFor();
    await page.waitForLoadState('networkidle', { timeout: patienceMs });
  } catch (error) {
    seat.crash ??= reasonOf(error);
  }
}

/** Begins the evening, presses Listen, and watches until the end. */
async function listen(seat: Seat, { entry, signal }: EveningFacts): Promise<Recording> {
  const { page, origin, player } = seat;
  const samples: Sample[] = [];
  const seen: { pressedAtMs: number | null; anchor: Anchor | null } = { pressedAtMs: null, anchor: null };

  async function drain(): Promise<void> {
    if (seat.crash !== null) return;
    const drained = await within(
      drainEveryMs,
      page.evaluate((): Drained => window.bench.drain()),
    );
    if (drained === null) return;
    samples.push(
      ...drained.samples.map(([atMs, positionSeconds, paused, seeking, bufferedEndSeconds]) => ({
        atMs,
        positionSeconds,
        paused,
        seeking,
        bufferedEndSeconds,
      })),
    );
    seen.pressedAtMs ??= drained.pressedAtMs;
    seen.anchor = drained.anchor ?? seen.anchor;
  }

  origin.begin({ restart: true });
  const beganAtMs = Date.now();
  const endsAtMs = beganAtMs + entry.lengthSeconds * 1000;
  if (seat.crash === null) {
    await page
      .getByRole('button', { name: 'Listen', exact: true })
      .click()
      .catch((error: unknown) => (seat.crash ??= reasonOf(error)));
  }
  for (let leftMs = endsAtMs - Date.now(); leftMs > 0; leftMs = endsAtMs - Date.now()) {
    await sleep(Math.min(drainEveryMs, leftMs), signal);
    // What is drained before the end leaves the last one short.
    await drain();
  }
  const log = origin.log();
  const { pressedAtMs, anchor } = seen;
  return {
    player,
    beganAtMs,
    pressedAtMs: pressedAtMs ?? beganAtMs,
    endsAtMs,
    samples,
    anchor,
    log: log.filter(({ atMs }) => atMs <= entry.lengthSeconds * 1000),
    crash: seat.crash,
  };
}

/** What a promise gives in time; null: nothing, or a failure. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  const controller = new AbortController();
  const given = await Promise.race([
    promise.catch(() => null),
    sleep(ms, controller.signal).catch(() => null),
  ]);
  controller.abort();
  return given ?? null;
}

/** Rejects with the signal's reason on abort. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
