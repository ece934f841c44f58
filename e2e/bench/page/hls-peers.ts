import { audioOnStage, loadScript, playOnce } from './load.ts';

interface ErrorData {
  readonly fatal: boolean;
  readonly type: string;
}

interface HlsPlayer {
  loadSource(url: string): void;
  attachMedia(element: HTMLMediaElement): void;
  startLoad(): void;
  recoverMediaError(): void;
  on(event: string, listener: (event: string, data: ErrorData) => void): void;
}

interface Retry {
  readonly maxNumRetry: number;
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
}

interface LoadPolicy {
  readonly default: {
    readonly maxTimeToFirstByteMs: number;
    readonly maxLoadTimeMs: number;
    readonly timeoutRetry: Retry | null;
    readonly errorRetry: Retry | null;
  };
}

interface HlsConstructor {
  new (config?: Readonly<Record<string, LoadPolicy>>): HlsPlayer;
  readonly DefaultConfig: Readonly<Record<string, unknown>>;
  readonly Events: { readonly ERROR: string };
  readonly ErrorTypes: { readonly NETWORK_ERROR: string; readonly MEDIA_ERROR: string };
}

declare global {
  interface Window {
    Hls: HlsConstructor;
  }
}

const script = '/peers/hls.js/dist/hls.min.js';

function isLoadPolicy(value: unknown): value is LoadPolicy {
  return typeof value === 'object' && value !== null && 'default' in value;
}

/** Every load policy of hls.js with its own timeouts and delays, but retried without an end in an evening. */
function generousPolicies({ DefaultConfig }: HlsConstructor): Record<string, LoadPolicy> {
  const generous = (retry: Retry | null): Retry => ({
    retryDelayMs: 1000,
    maxRetryDelayMs: 8000,
    ...retry,
    maxNumRetry: 1000,
  });
  const policies: Record<string, LoadPolicy> = {};
  for (const [name, policy] of Object.entries(DefaultConfig)) {
    if (!name.endsWith('LoadPolicy') || !isLoadPolicy(policy)) continue;
    const { timeoutRetry, errorRetry, ...times } = policy.default;
    policies[name] = {
      default: { ...times, timeoutRetry: generous(timeoutRetry), errorRetry: generous(errorRetry) },
    };
  }
  return policies;
}

/**
 * hls.js as its documentation has it. `handler`: with the handler of fatal errors from its API.md (startLoad on network
 * errors, recoverMediaError on media errors). `generous`: with policies that go on retrying.
 */
export async function prepareHls(
  variant: 'default' | 'handler' | 'generous',
): Promise<(url: string) => void> {
  await loadScript(script);
  const { Hls } = window;
  return (url) => {
    const audio = audioOnStage();
    const player = variant === 'generous' ? new Hls(generousPolicies(Hls)) : new Hls();
    if (variant === 'handler') {
      player.on(Hls.Events.ERROR, (_, { fatal, type }) => {
        if (!fatal) return;
        if (type === Hls.ErrorTypes.NETWORK_ERROR) player.startLoad();
        else if (type === Hls.ErrorTypes.MEDIA_ERROR) player.recoverMediaError();
      });
    }
    player.loadSource(url);
    player.attachMedia(audio);
    playOnce(audio);
  };
}
