import { createHoldlineCrowd } from './holdline-crowd.ts';
import { createPlayerCrowd, type PlayerPolicy } from './player-crowd.ts';
import type { Visit, World } from './world.ts';

export const policyNames = ['holdline', 'fixed', 'exponential', 'hls.js', 'reload'] as const;
export type PolicyName = (typeof policyNames)[number];

export const policyTitles: Readonly<Record<PolicyName, string>> = {
  holdline: 'Holdline',
  fixed: 'fixed one-second retry',
  exponential: 'exponential, no jitter',
  'hls.js': 'hls.js 1.7, default policies',
  reload: 'hls.js, reload by hand',
};

/** One second, for ever. */
const fixed: PlayerPolicy = { retrySeconds: () => 1, person: null };

/** 1, 2, 4 … 32 s, for ever. */
const LONGEST_EXPONENTIAL_SECONDS = 32;
const exponential: PlayerPolicy = {
  retrySeconds: (_what, failures) => Math.min(LONGEST_EXPONENTIAL_SECONDS, 2 ** (failures - 1)),
  person: null,
};

/**
 * hls.js 1.7.4, src/config.ts: errorRetry of manifestLoadPolicy, playlistLoadPolicy and fragLoadPolicy; the waits are
 * 1 s · 2ⁿ up to 8 s (src/utils/error-helper.ts). With one rendition on one pathway the last failure is fatal.
 */
const HLS_RETRIES = { multivariant: 1, 'media-playlist': 2, media: 6 } as const;
const HLS_FIRST_SECONDS = 1;
const HLS_LONGEST_SECONDS = 8;
const retrySeconds: PlayerPolicy['retrySeconds'] = (what, failures) =>
  failures > HLS_RETRIES[what]
    ? null
    : Math.min(HLS_LONGEST_SECONDS, HLS_FIRST_SECONDS * 2 ** (failures - 1));
const hlsJs: PlayerPolicy = { retrySeconds, person: null };

/**
 * A guess at people, not a measurement: somebody reloads after 5 to 15 s without sound, and goes away after 5 to 15
 * minutes without any.
 */
const reload: PlayerPolicy = {
  retrySeconds,
  person: {
    reloadAfterSeconds: (random) => 5 + 10 * random(),
    leaveAfterSeconds: (random) => 300 + 600 * random(),
  },
};

export function createCrowd(name: PolicyName, world: World): Visit {
  switch (name) {
    case 'holdline':
      return createHoldlineCrowd(world);
    case 'fixed':
      return createPlayerCrowd(world, fixed);
    case 'exponential':
      return createPlayerCrowd(world, exponential);
    case 'hls.js':
      return createPlayerCrowd(world, hlsJs);
    case 'reload':
      return createPlayerCrowd(world, reload);
  }
}
