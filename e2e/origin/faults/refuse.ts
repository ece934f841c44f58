import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import * as v from 'valibot';

export const refuseSchema = v.pipe(
  v.strictObject({
    type: v.literal('refuse'),
    /** `accept`: a connection is taken and reset at once, and logged. `listener`: nobody listens, nobody can tell. */
    at: v.picklist(['accept', 'listener'], 'must be "accept" or "listener"'),
  }),
  v.description('No connection can be had. Those that are open are reset when it begins.'),
);

/** Resets connections (RST): the other side sees ECONNRESET, and what it has not yet read may be lost. */
export function resetConnections(sockets: Iterable<Socket>): void {
  for (const socket of sockets) socket.resetAndDestroy();
}

/** Nobody listens any more: new connections are refused (ECONNREFUSED). `listen` opens the same server again. */
export function closeListener(server: Server): void {
  if (server.listening) server.close();
}
