import type { Answer } from '../../e2e/origin/answer.ts';
import { pause, type Clock } from '../../e2e/origin/clock.ts';
import { beginEvening, type Evening } from '../../e2e/origin/evening.ts';
import type { MediaLibrary } from '../../e2e/origin/media-library.ts';
import { healthyAnswer, targetOf, type Target } from '../../e2e/origin/resources.ts';
import type { Pathway } from '../../e2e/origin/pathway.ts';
import type { Scenario } from '../../e2e/origin/scenario.ts';
import { isActive } from '../../e2e/origin/periods.ts';
import { chanceKeyOf, isRefused, strikesOn, struckAnswer } from '../../e2e/origin/strikes.ts';
import type { Fetch } from '../../src/network/attempt.ts';

/** One way, request and answer together, over a good line. */
const ROUND_TRIP_MS = 40;
const CHUNK_BYTES = 8_192;
const REQUEST_BYTES = 500;

interface SimulatedRequest extends Target {
  readonly url: string;
  readonly pathway: string;
  readonly atMs: number;
  readonly status: number | null;
  readonly retryAfter: string | null;
  bytes: number;
}

/** The mock origin without sockets: the same scenario, the same draws, on a clock that may be fake. */
export interface SimulatedOrigin {
  readonly fetch: Fetch;
  readonly url: string;
  readonly requests: readonly SimulatedRequest[];
  readonly evening: Evening;
}

export function createSimulatedOrigin(
  scenario: Scenario,
  options: { readonly seed: number; readonly clock: Clock; readonly library: MediaLibrary },
): SimulatedOrigin {
  const { seed, clock, library } = options;
  const evening = beginEvening(scenario, seed, clock, 0);
  const requests: SimulatedRequest[] = [];
  const pathways = scenario.pathways.map(({ id, numberOffset }, index): Pathway => ({
    id,
    url: `https://${id}.example`,
    numberOffset,
    chanceKey: index === 0 ? [] : [id],
  }));
  const [first] = pathways;
  if (first === undefined) throw new Error('a scenario has a pathway');
  const connections = new Map<string, number>();

  const isRefusedAt = (pathway: Pathway): boolean => {
    const ordinal = (connections.get(pathway.id) ?? 0) + 1;
    connections.set(pathway.id, ordinal);
    return scenario.faults.some(
      (entry, index) =>
        isActive(entry, evening.elapsedSeconds()) && isRefused(entry, index, pathway, ordinal, evening.draw),
    );
  };

  const answerTo = (target: Target, pathway: Pathway, init: RequestInit): Answer => {
    const elapsedSeconds = evening.elapsedSeconds();
    const ordinal = evening.ordinalOf(pathway.id, target.path);
    const range = new Headers(init.headers).get('range');
    const asked = { target, pathway, ordinal, range };
    const strikes = strikesOn(scenario, asked, elapsedSeconds, evening.draw, {
      limit: (index) => evening.limit(index, pathway.id, 'listener'),
      admit: (index) => evening.admit(index, pathway.id),
    });
    return struckAnswer(strikes, {
      wallNowMs: clock.wallNow(),
      elapsedSeconds,
      beganAtWallMs: evening.beganAtWallMs,
      ordinal,
      range,
      requestBytes: REQUEST_BYTES,
      healthyWith: (change) =>
        healthyAnswer(target, 'GET', range === null ? {} : { range }, {
          library,
          broadcast: scenario,
          elapsedSeconds,
          beganAtWallMs: evening.beganAtWallMs,
          endList: false,
          ignoresRange: false,
          pathway,
          pathways,
          steering: scenario.steering ?? null,
          ...change,
        }),
      chanceOf: ({ index }) => evening.draw('chance', index, ...chanceKeyOf(asked)),
      lineOf: ({ index }) => evening.lineOf(index, pathway.id),
    });
  };

  const fetch: Fetch = async (url, init) => {
    const signal = init.signal ?? new AbortController().signal;
    const { origin, pathname } = new URL(url);
    const target = targetOf(pathname);
    const pathway = pathways.find((known) => known.url === origin);
    const failed = () => new TypeError('fetch failed');
    if (pathway === undefined || isRefusedAt(pathway)) {
      const id = pathway?.id ?? origin;
      requests.push({
        ...target,
        url,
        pathway: id,
        atMs: clock.now(),
        status: null,
        retryAfter: null,
        bytes: 0,
      });
      await pause(clock, ROUND_TRIP_MS, signal);
      signal.throwIfAborted();
      throw failed();
    }
    const answer = answerTo(target, pathway, init);
    const isAnswered = Number.isFinite(answer.headersAfterMs);
    const entry: SimulatedRequest = {
      ...target,
      url,
      pathway: pathway.id,
      atMs: clock.now(),
      status: isAnswered ? answer.status : null,
      retryAfter: answer.headers['Retry-After'] ?? null,
      bytes: 0,
    };
    requests.push(entry);
    await pause(clock, answer.headersAfterMs + ROUND_TRIP_MS, signal);
    signal.throwIfAborted();
    const { ending } = answer;
    if (ending.kind === 'drop' || (ending.kind === 'reset' && ending.afterBytes === null)) throw failed();
    for (const line of answer.lines) await takeAll(line, 300, signal);
    signal.throwIfAborted();
    return new Response(answer.body.length === 0 ? null : bodyOf(answer, { clock, signal, entry }), {
      status: answer.status,
      headers: { ...answer.headers, 'Content-Length': String(answer.body.length) },
    });
  };

  return { fetch, url: `${first.url}/live/${scenario.stream}.m3u8`, requests, evening };
}

async function takeAll(line: Answer['lines'][number], bytes: number, signal: AbortSignal): Promise<void> {
  for (let left = bytes; left > 0 && !signal.aborted;) left -= await line.take(left, signal);
}

function bodyOf(
  { body, ending, lines }: Answer,
  options: { readonly clock: Clock; readonly signal: AbortSignal; readonly entry: SimulatedRequest },
): ReadableStream<Uint8Array> {
  const { clock, signal, entry } = options;
  const gone = new AbortController();
  const end = 'afterBytes' in ending ? (ending.afterBytes ?? 0) : body.length;
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const onAbort = () => {
          if (gone.signal.aborted) return;
          gone.abort();
          controller.error(signal.reason);
        };
        signal.addEventListener('abort', onAbort, { once: true });
      },
      async pull(controller) {
        if (sent < end || (ending.kind === 'stall' && sent < body.length)) {
          if (sent >= end && ending.kind === 'stall') await pause(clock, ending.forMs, gone.signal);
          const limit = sent < end ? end : body.length;
          let granted = Math.min(CHUNK_BYTES, limit - sent);
          for (const line of lines) granted = await line.take(granted, gone.signal);
          if (gone.signal.aborted) return;
          controller.enqueue(Uint8Array.from(body.subarray(sent, sent + granted)));
          sent += granted;
          entry.bytes += granted;
          return;
        }
        gone.abort();
        if (sent < body.length) controller.error(new TypeError('terminated'));
        else controller.close();
      },
      cancel: () => gone.abort(),
    },
    { highWaterMark: 0 },
  );
}
