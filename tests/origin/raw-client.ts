import { connect } from 'node:net';

/** What a bare TCP client saw of one answer: nothing between it and the wire hides how a connection ended. */
export interface RawAnswer {
  /** Null: no headers came. */
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** `closed`: in good order (FIN); otherwise the code of the error, such as ECONNRESET. */
  readonly ended: string;
}

export interface RawExchange {
  /** Everything received so far. */
  readonly received: () => Pick<RawAnswer, 'status' | 'body'>;
  readonly answer: Promise<RawAnswer>;
  /** Ends it from this side. */
  readonly close: () => void;
}

/**
 * Sends one request on a connection of its own, which the server is asked to close after the answer. `path` goes out
 * as it is, instead of the URL's.
 */
export function exchange(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
  path?: string,
): RawExchange {
  const { hostname, port, pathname, search } = new URL(url);
  const socket = connect(Number(port), hostname);
  const fields = { Host: `${hostname}:${port}`, Connection: 'close', ...headers };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  socket.write([`${method} ${path ?? pathname + search} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const answer = new Promise<RawAnswer>((resolve) => {
    let ended = 'closed';
    socket.once('error', (error: NodeJS.ErrnoException) => (ended = error.code ?? error.message));
    socket.once('close', () => resolve({ ...parse(Buffer.concat(chunks)), ended }));
  });
  return {
    received() {
      const { status, body } = parse(Buffer.concat(chunks));
      return { status, body };
    },
    answer,
    close: () => socket.destroy(),
  };
}

/** One request and its whole answer. */
export function ask(
  url: string,
  headers?: Readonly<Record<string, string>>,
  method?: string,
): Promise<RawAnswer> {
  return exchange(url, headers, method).answer;
}

function parse(bytes: Buffer): Pick<RawAnswer, 'status' | 'headers' | 'body'> {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { status: null, headers: {}, body: Buffer.alloc(0) };
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: bytes.subarray(end + 4),
  };
}
