import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Evening } from './evening.ts';
import { closeListener, resetConnections } from './faults/refuse.ts';
import type { Pathway } from './pathway.ts';
import type { RequestLog } from './request-log.ts';
import { activeForMs, isActive, nextActive } from './periods.ts';
import { isRefused } from './strikes.ts';

/** The open connections of one pathway, and what refuses them. */
export interface Connections {
  readonly count: number;
  /** Numbered from 1 over the origin's whole life. */
  numberOf(socket: Socket): number;
  /** Whether nothing was asked for on it before; true once. */
  opens(socket: Socket): boolean;
  /** Applies an evening's `refuse` faults until it ends; `relisten` opens a closed listener again. */
  refuseDuring(evening: Evening, pathway: Pathway, relisten: () => void): void;
}

/** Well inside of the moment at which a period begins. */
const EARLY_SECONDS = 1e-6;

interface Place {
  readonly number: number;
  /** Which connection of this pathway it is: what chance depends on. */
  readonly ordinal: number;
}

/** `nextNumber` numbers a new connection. */
export function trackConnections(server: Server, log: RequestLog, nextNumber: () => number): Connections {
  const places = new Map<Socket, Place>();
  const asked = new WeakSet<Socket>();
  let accepted = 0;
  let current: { readonly evening: Evening; readonly pathway: Pathway } | null = null;

  server.on('connection', (socket: Socket) => {
    accepted += 1;
    const place = { number: nextNumber(), ordinal: accepted };
    places.set(socket, place);
    socket.once('close', () => places.delete(socket));
    if (current === null) return;
    const { evening, pathway } = current;
    const elapsed = evening.elapsedSeconds();
    const isStruck = evening.scenario.faults.some(
      (entry, index) =>
        isActive(entry, elapsed) && isRefused(entry, index, pathway, place.ordinal, evening.draw),
    );
    if (isStruck) refuse(socket, place.number, evening, pathway);
  });

  function refuse(socket: Socket, connection: number, evening: Evening, pathway: Pathway): void {
    const atMs = Math.round(evening.elapsedSeconds() * 1000);
    const entry = log.open({
      atMs,
      method: null,
      path: null,
      pathway: pathway.id,
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
      return places.size;
    },
    numberOf: (socket) => places.get(socket)?.number ?? 0,
    opens(socket) {
      const isFirst = !asked.has(socket);
      asked.add(socket);
      return isFirst;
    },
    refuseDuring(evening, pathway, relisten) {
      const mine = { evening, pathway };
      current = mine;
      /** Refuses from the next active second on, and again in every turn of a cycle. */
      const schedule = (index: number, fromSecond: number): void => {
        const entry = evening.scenario.faults[index];
        if (entry?.fault.type !== 'refuse') return;
        const atSeconds = nextActive(entry, fromSecond);
        if (atSeconds !== null) evening.at(atSeconds, () => begin(index, atSeconds));
      };
      const begin = (index: number, atSeconds: number): void => {
        const entry = evening.scenario.faults[index];
        // Timers may fire a little early, and it would not be active yet.
        const elapsed = Math.max(evening.elapsedSeconds(), atSeconds + EARLY_SECONDS);
        // Ended before its time.
        if (entry?.fault.type !== 'refuse' || !isActive(entry, elapsed)) return;
        if (entry.fault.at === 'listener') closeListener(server);
        const struck = [...places].filter(([, { ordinal }]) =>
          isRefused(entry, index, pathway, ordinal, evening.draw),
        );
        resetConnections(struck.map(([socket]) => socket));
        const endSeconds = elapsed + activeForMs(entry, elapsed) / 1000;
        evening.at(endSeconds, () => {
          if (entry.fault.type === 'refuse' && entry.fault.at === 'listener') relisten();
          if (entry.cycle !== undefined) schedule(index, Math.max(evening.elapsedSeconds(), endSeconds));
        });
      };
      evening.onFault(({ match }, index) => {
        if (match.pathway === undefined || match.pathway === pathway.id)
          schedule(index, evening.elapsedSeconds());
      });
      evening.onFaultEnded((index) => {
        if (evening.scenario.faults[index]?.fault.type === 'refuse') relisten();
      });
      const end = () => {
        if (current === mine) current = null;
        relisten();
      };
      evening.signal.addEventListener('abort', end, { once: true });
    },
  };
}
