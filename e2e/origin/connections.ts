import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Evening } from './evening.ts';
import { closeListener, resetConnections } from './faults/refuse.ts';
import type { RequestLog } from './request-log.ts';
import { isActive, isRefused } from './strikes.ts';

/** The open connections of an origin, numbered from 1 over its whole life, and what refuses them. */
export interface Connections {
  readonly count: number;
  numberOf(socket: Socket): number;
  /** Applies an evening's `refuse` faults until it ends; `relisten` opens a closed listener again. */
  refuseDuring(evening: Evening, relisten: () => void): void;
}

export function trackConnections(server: Server, log: RequestLog): Connections {
  const numbers = new Map<Socket, number>();
  let accepted = 0;
  let current: Evening | null = null;

  server.on('connection', (socket: Socket) => {
    accepted += 1;
    numbers.set(socket, accepted);
    socket.once('close', () => numbers.delete(socket));
    if (current !== null && isStruck(accepted, current)) refuse(socket, accepted, current);
  });

  function isStruck(number: number, evening: Evening): boolean {
    const elapsed = evening.elapsedSeconds();
    return evening.scenario.faults.some(
      (entry, index) => isActive(entry, elapsed) && isRefused(entry, index, number, evening.draw),
    );
  }

  function refuse(socket: Socket, connection: number, evening: Evening): void {
    const atMs = Math.round(evening.elapsedSeconds() * 1000);
    const entry = log.open({
      atMs,
      method: null,
      path: null,
      what: 'connection',
      rendition: null,
      sequence: null,
      range: null,
      status: null,
      fault: 'refuse',
      retryAfter: null,
      client: socket.remoteAddress ?? '',
      connection,
    });
    resetConnections([socket]);
    entry.close(atMs, false);
  }

  return {
    get count() {
      return numbers.size;
    },
    numberOf: (socket) => numbers.get(socket) ?? 0,
    refuseDuring(evening, relisten) {
      current = evening;
      for (const [index, entry] of evening.scenario.faults.entries()) {
        const { fault } = entry;
        const toSeconds = entry.toSeconds ?? Infinity;
        if (fault.type !== 'refuse' || evening.elapsedSeconds() >= toSeconds) continue;
        evening.at(entry.fromSeconds, () => {
          if (fault.at === 'listener') closeListener(server);
          const struck = [...numbers].filter(([, number]) => isRefused(entry, index, number, evening.draw));
          resetConnections(struck.map(([socket]) => socket));
        });
        if (fault.at === 'listener') evening.at(toSeconds, relisten);
      }
      const end = () => {
        if (current === evening) current = null;
        relisten();
      };
      evening.signal.addEventListener('abort', end, { once: true });
    },
  };
}
