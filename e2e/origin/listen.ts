import type { Server } from 'node:http';
import { errorCode, UserError } from './user-error.ts';

/**
 * Starts listening and resolves with the port (a free one for 0).
 * Throws a UserError with a plain sentence when the port is taken or may not be used.
 */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(listenError(error, port));
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function listenError(error: Error, port: number): Error {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new UserError(
        `Port ${port} is already in use. Stop what uses it, or choose another with --port.`,
      );
    case 'EACCES':
      return new UserError(
        `Port ${port} may not be used without special rights. Choose one above 1023 with --port.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UserError(`Cannot listen there: ${error.message}.`);
    default:
      return error;
  }
}

/** Reads a port from a command line. Throws a UserError if it is none. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) {
    throw new UserError(`--port ${text}: a port is a whole number from 0 (any free one) to 65535.`);
  }
  return port;
}
