import type { Fault } from './fault.ts';
import type { What } from './resources.ts';

/** One request as the origin saw it. Times are milliseconds since the evening began. */
export interface LogEntry {
  readonly id: number;
  readonly atMs: number;
  /** Null for a connection that was refused before it asked for anything. */
  readonly method: string | null;
  /** With its query. */
  readonly path: string | null;
  /** Whose server it came to. */
  readonly pathway: string;
  readonly what: What | 'connection';
  readonly rendition: string | null;
  readonly sequence: number | null;
  /** The Range header as it came. */
  readonly range: string | null;
  /** Null as long as no answer was decided; also where none is given. */
  readonly status: number | null;
  readonly fault: Fault['type'] | null;
  /** Of the body. */
  readonly bytesSent: number;
  /** The Retry-After field that was sent. */
  readonly retryAfter: string | null;
  /** The header X-Client-Id, or else the address. */
  readonly client: string;
  /** Which connection of the origin's life it came on. */
  readonly connection: number;
  /** When the headers went out; not there before, and where there is no answer. */
  readonly headersAtMs?: number;
  /** Null while it is open. */
  readonly endedAtMs: number | null;
  /** The whole answer was handed to a connection that was still there. */
  readonly completed: boolean;
}

type Opening = Omit<LogEntry, 'id' | 'bytesSent' | 'headersAtMs' | 'endedAtMs' | 'completed'>;

interface OpenEntry {
  addBytes(bytes: number): void;
  answered(headersAtMs: number): void;
  close(endedAtMs: number, completed: boolean): void;
}

export interface RequestLog {
  open(opening: Opening): OpenEntry;
  /** A copy, oldest first. */
  entries(): readonly LogEntry[];
  /** How many were logged, and how many of them have been dropped to stay within the limit. */
  counts(): { readonly logged: number; readonly dropped: number };
  /**
   * The first entry that fits, already logged or still to come; looked at when a request arrives and when it ends.
   * Rejects with the signal's reason, or when the log is cleared.
   */
  waitFor(fits: (entry: LogEntry) => boolean, signal?: AbortSignal): Promise<LogEntry>;
  /** Forgets everything; who still waits is rejected with that reason. */
  clear(reason: string): void;
}

interface Waiter {
  readonly look: (entry: LogEntry) => void;
  readonly reject: (reason: Error) => void;
}

export function createRequestLog(limit = 200_000): RequestLog {
  let logged = 0;
  let entries = new Map<number, LogEntry>();
  const waiters = new Set<Waiter>();

  function tell(entry: LogEntry): void {
    for (const waiter of [...waiters]) waiter.look(entry);
  }

  return {
    open(opening) {
      logged += 1;
      const mine = entries;
      let entry: LogEntry = { id: logged, ...opening, bytesSent: 0, endedAtMs: null, completed: false };
      const oldest = mine.keys().next().value;
      if (mine.size >= limit && oldest !== undefined) mine.delete(oldest);
      const store = (next: LogEntry) => {
        entry = next;
        if (mine.has(entry.id)) mine.set(entry.id, entry);
      };
      mine.set(entry.id, entry);
      tell(entry);
      return {
        addBytes: (bytes) => store({ ...entry, bytesSent: entry.bytesSent + bytes }),
        answered: (headersAtMs) => store({ ...entry, headersAtMs }),
        close(endedAtMs, completed) {
          if (entry.endedAtMs !== null) return;
          store({ ...entry, endedAtMs, completed });
          if (mine === entries) tell(entry);
        },
      };
    },
    entries: () => [...entries.values()],
    counts: () => ({ logged, dropped: logged - entries.size }),
    waitFor(fits, signal) {
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiters.delete(waiter);
          signal?.removeEventListener('abort', abort);
        };
        const waiter: Waiter = {
          look(entry) {
            if (!fits(entry)) return;
            leave();
            resolve(entry);
          },
          reject(reason) {
            leave();
            reject(reason);
          },
        };
        const abort = () => waiter.reject(signal?.reason as Error);
        const found = [...entries.values()].find(fits);
        if (found !== undefined) resolve(found);
        else if (signal?.aborted === true) reject(signal.reason as Error);
        else {
          waiters.add(waiter);
          signal?.addEventListener('abort', abort);
        }
      });
    },
    clear(reason) {
      entries = new Map();
      logged = 0;
      for (const waiter of [...waiters]) waiter.reject(new Error(reason));
    },
  };
}
