import { Redis } from 'ioredis';
import { commitScript, publishScript } from './redis-scripts.ts';
import { StoreUnavailableError } from './store.ts';

/** Longer than any answer of a healthy Redis; a report is not held for longer. */
const COMMAND_TIMEOUT_MS = 2000;
const LONGEST_RECONNECT_MS = 1000;
/** All in one slot of a cluster: a script touches several. */
const PREFIX = '{holdline}:';

export interface RedisLink {
  readonly redis: Redis;
  /** Runs it; whatever goes wrong becomes a StoreUnavailableError. */
  ask<Value>(command: (redis: Redis) => Promise<Value>): Promise<Value>;
  /** Indexes of the changes that came too late. */
  commit(keys: readonly string[], args: readonly (string | number)[]): Promise<readonly number[]>;
  publish(keys: readonly string[], args: readonly (string | number)[]): Promise<boolean>;
  close(): void;
}

export const redisKey = (name: string): string => `${PREFIX}${name}`;

/** One connection, which comes back by itself. Nothing waits for it: what is asked meanwhile fails at once. */
export function linkRedis(url: string, tell: (sentence: string) => void): RedisLink {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    // A command that was under way when the connection broke may have been done: whoever asked decides.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: COMMAND_TIMEOUT_MS,
    enableAutoPipelining: true,
    retryStrategy: (times) => Math.min(100 * times, LONGEST_RECONNECT_MS),
  });
  let lastTold = '';
  redis.on('error', (error: Error) => {
    if (error.message !== lastTold) tell(`Redis: ${error.message}`);
    lastTold = error.message;
  });
  redis.on('ready', () => {
    lastTold = '';
  });
  redis.defineCommand('holdlineCommit', { numberOfKeys: 6, lua: commitScript });
  redis.defineCommand('holdlinePublish', { numberOfKeys: 2, lua: publishScript });
  const scripts = redis as Redis & {
    holdlineCommit(...args: readonly (string | number)[]): Promise<number[]>;
    holdlinePublish(...args: readonly (string | number)[]): Promise<number>;
  };

  async function ask<Value>(command: (redis: Redis) => Promise<Value>): Promise<Value> {
    try {
      return await command(redis);
    } catch (error) {
      throw new StoreUnavailableError(error instanceof Error ? error.message : String(error), {
        cause: error,
      });
    }
  }

  return {
    redis,
    ask,
    commit: (keys, args) => ask(() => scripts.holdlineCommit(...keys, ...args)),
    publish: async (keys, args) => (await ask(() => scripts.holdlinePublish(...keys, ...args))) === 1,
    close: () => redis.disconnect(),
  };
}

/** Resolves when the connection stands, or after `timeoutMs` without one: then it is still being tried. */
export function untilReady(redis: Redis, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (redis.status === 'ready') {
      resolve(true);
      return;
    }
    const done = (ready: boolean) => {
      clearTimeout(timer);
      redis.off('ready', onReady);
      resolve(ready);
    };
    const onReady = () => done(true);
    const timer = setTimeout(() => done(false), timeoutMs);
    redis.once('ready', onReady);
  });
}
