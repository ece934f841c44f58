import type { Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import type { AutomaticAdmission } from './automatic-admission.ts';
import type { Bookkeeper } from './bookkeeper.ts';
import type { AllowedOrigins } from './cross-origin.ts';
import type { Metrics } from './metrics.ts';
import type { PathwayNames } from './names.ts';
import type { TokenCheck } from './producer-token.ts';
import type { RequestLimit } from './request-limit.ts';
import type { StatusStreams } from './status-stream.ts';
import type { Store } from './store.ts';

/** What the routes work with. */
export interface Facts {
  readonly store: Store;
  readonly bookkeeper: Bookkeeper;
  readonly automatic: AutomaticAdmission;
  readonly streams: StatusStreams;
  readonly metrics: Metrics;
  readonly tokens: TokenCheck;
  readonly pathways: PathwayNames;
  readonly origins: AllowedOrigins;
  readonly reportLimit: RequestLimit;
  /** Directory of the built pages; null: none are served. */
  readonly pages: string | null;
  /** How the world reaches the collector; null: as it is asked. */
  readonly publicUrl: string | null;
  readonly clock: Clock;
  readonly random: Random;
}
