import { sleep } from '../network/clock.ts';
import type { MultivariantPlaylist } from '../hls/multivariant-playlist.ts';
import { fetchResource, type NetworkContext } from './network-context.ts';
import type { Pathways } from './pathways.ts';
import type { SteeringReach } from './playlist-source.ts';
import {
  clonePathway,
  parseSteeringManifest,
  steeringUrl,
  USUAL_TTL_SECONDS,
  type SteeringManifest,
} from './steering-manifest.ts';

const MAX_MANIFEST_BYTES = 256 * 1024;
/** Share of the TTL that chance adds: listeners who came together must not go on asking in step. */
const JITTER = 0.1;
const GONE = 410;

export interface SteeringOptions {
  readonly context: NetworkContext;
  readonly pathways: Pathways;
  readonly multivariant: MultivariantPlaylist;
  readonly reach: SteeringReach;
  readonly signal: AbortSignal;
}

/**
 * Follows the steering server of a multivariant playlist (RFC 8216bis 7) until it says 410 or the signal aborts. A 429
 * is waited out for as long as it says, anything else that fails is tried again after the TTL; the pathways stay as
 * they are meanwhile.
 */
export async function followSteering(options: SteeringOptions): Promise<void> {
  const { context, pathways, multivariant, reach, signal } = options;
  const { contentSteering } = multivariant;
  if (contentSteering === null) return;
  const gate = pathways.auxiliaryGate();
  const decoder = new TextDecoder();
  /** The playlist, and what was cloned from it: a clone may be cloned in its turn, with its own addresses. */
  const bases = [multivariant];
  let url = contentSteering.serverUri;
  let ttlSeconds = USUAL_TTL_SECONDS;
  /** What the server calls the pathways. */
  const names = new Map(multivariant.variants.map(({ pathwayId }) => [reach.idOf(pathwayId), pathwayId]));

  const ttlMs = () => ttlSeconds * 1000 * (1 + JITTER * context.random());
  const obey = (manifest: SteeringManifest) => {
    for (const clone of manifest.clones) {
      if (bases.some(({ variants }) => variants.some(({ pathwayId }) => pathwayId === clone.ID))) continue;
      const playlist = bases.map((base) => clonePathway(base, clone)).find((found) => found !== null);
      if (playlist === undefined) continue;
      bases.push(playlist);
      names.set(reach.idOf(clone.ID), clone.ID);
      reach.addPathway(clone.ID, playlist);
    }
    pathways.prefer(manifest.priority.map((name) => reach.idOf(name)));
  };

  const { pathwayId } = contentSteering;
  if (pathwayId !== null) pathways.prefer([reach.idOf(pathwayId)]);
  for (;;) {
    const result = await fetchResource(context, {
      what: 'steering',
      choose() {
        const followedId = pathways.currentId();
        const throughputBps = context.throughput.bitsPerSecond(context.clock.now());
        const asked = steeringUrl(url, names.get(followedId) ?? followedId, throughputBps);
        return { gate, url: asked, pathwayId: 'steering' };
      },
      priority: () => 'steering',
      maxBytes: MAX_MANIFEST_BYTES,
      signal,
      check: (body, head) =>
        parseSteeringManifest(decoder.decode(body), head.url) === null ? 'no steering manifest' : null,
      onFailure({ kind, status }) {
        if (status === GONE) return { kind: 'give-up' };
        // The gate keeps the Retry-After of a 429.
        return status === 429 || kind === 'unreachable' || kind === 'timed-out'
          ? { kind: 'retry' }
          : { kind: 'retry', afterMs: ttlMs() };
      },
    });
    if (result.kind !== 'ok') return;
    const manifest = parseSteeringManifest(decoder.decode(result.body), result.head.url);
    if (manifest !== null) {
      ({ ttlSeconds, reloadUrl: url } = manifest);
      obey(manifest);
    }
    await sleep(context.clock, ttlMs(), signal);
  }
}
