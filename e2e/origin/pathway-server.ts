import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Connections } from './connections.ts';
import { trackConnections } from './connections.ts';
import { listen } from './listen.ts';
import type { RequestLog } from './request-log.ts';

export interface PathwayServerOptions {
  readonly host: string;
  /** 0: any free one, the same ever after. */
  readonly port: number;
  readonly log: RequestLog;
  /** The number of a new connection in the life of the origin. */
  readonly nextConnection: () => number;
  readonly handle: (
    request: IncomingMessage,
    response: ServerResponse,
    connection: number,
    opensConnection: boolean,
  ) => Promise<void>;
  /** Told of what went wrong in `handle`; that request is dropped. */
  readonly onError: (error: unknown) => void;
}

/** The server of one pathway. */
export interface PathwayServer {
  readonly url: string;
  readonly port: number;
  readonly connections: Connections;
  /** Listens unless it does already. Throws a UserError when it cannot. */
  open(): Promise<void>;
  /** Cuts everything; resolves when the port is free. */
  close(): Promise<void>;
}

export function createPathwayServer(options: PathwayServerOptions): PathwayServer {
  const { host, handle, onError } = options;
  let port = options.port;
  let opening: Promise<void> | null = null;
  const server = createServer((request, response) => {
    const { socket } = request;
    handle(request, response, connections.numberOf(socket), connections.opens(socket)).catch(
      (error: unknown) => {
        response.destroy();
        onError(error);
      },
    );
  });
  const connections = trackConnections(server, options.log, options.nextConnection);

  return {
    get url() {
      return `http://${host}:${port}`;
    },
    get port() {
      return port;
    },
    connections,
    open() {
      if (server.listening) return Promise.resolve();
      opening ??= listen(server, port, host)
        .then((opened) => void (port = opened))
        .finally(() => (opening = null));
      return opening;
    },
    async close() {
      // Whoever opened it has been told if it could not be.
      await opening?.catch(() => undefined);
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
