import type { Clock } from '../origin/clock.ts';
import { firstDocument, stageOf, withStage, type Programme, type Stage } from './broadcast-document.ts';
import type { DocumentHome, Published } from './document-home.ts';

/** Whoever keeps the broadcast document in step with the evening, and lets producers write in it. */
export interface Desk {
  /** A new evening: a new document. Resolves when it can be read. */
  begin(): Promise<void>;
  /** The document, at most a second old; null before the first evening. The last known one when its home is down. */
  document(): Promise<Published | null>;
  stop(): void;
}

export interface DeskOptions {
  readonly home: DocumentHome;
  readonly clock: Clock;
  /** What is on the air now. */
  readonly programme: () => Programme;
  readonly reportsUrl: string | null;
  readonly tell: (sentence: string) => void;
}

const LOOK_EVERY_MS = 1000;
/** Somebody who always writes in between is no producer. */
const MOST_TRIES = 5;

export function createDesk({ home, clock, programme, reportsUrl, tell }: DeskOptions): Desk {
  let known: Published | null = null;
  let knownAtMs = -Infinity;
  let stage: Stage | null = null;
  let cancel: () => void = () => undefined;
  let isStopped = false;
  let work: Promise<void> = Promise.resolve();

  const learn = (published: Published | null): Published | null => {
    known = published;
    knownAtMs = clock.now();
    return published;
  };

  /** Writes what `change` makes of the present document, however often somebody else is faster. */
  async function write(
    change: (present: Published | null) => Readonly<Record<string, unknown>>,
    note: string,
  ): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const present = await home.read();
      const published = await home.publish(change(present), present?.etag ?? null, note);
      if (published !== null) {
        learn(published);
        return;
      }
    }
    throw new Error('The broadcast document was changed by somebody else each time.');
  }

  const inTurn = (task: () => Promise<void>): Promise<void> => {
    const done = work.then(task);
    work = done.catch(() => undefined);
    return done;
  };

  const follow = () => {
    if (isStopped) return;
    cancel = clock.setTimer(() => {
      void inTurn(async () => {
        const now = programme();
        const next = stageOf(now);
        if (next.state === stage?.state && next.isLateAnnounced === stage.isLateAnnounced) return;
        await write(
          (present) => withStage(present?.document ?? firstDocument(now, reportsUrl), next, now),
          '',
        );
        stage = next;
      })
        .catch((error: unknown) => tell(`The broadcast document could not be changed: ${String(error)}`))
        .finally(follow);
    }, LOOK_EVERY_MS);
  };

  return {
    begin: () =>
      inTurn(async () => {
        const now = programme();
        await write(() => firstDocument(now, reportsUrl), '');
        if (stage === null) follow();
        stage = stageOf(now);
      }),
    async document() {
      if (clock.now() - knownAtMs < LOOK_EVERY_MS) return known;
      try {
        return learn(await home.read());
      } catch {
        // What was known stands until its home is back.
        return known;
      }
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
