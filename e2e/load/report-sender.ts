import { connect, type Socket } from 'node:net';

/** A connection that is kept open and carries one request at a time. */
export interface ReportSender {
  /** Sends reports and resolves with the status of the answer. */
  send(body: string): Promise<number>;
  close(): void;
}

const HEAD_END = '\r\n\r\n';

/** HTTP/1.1 by hand: a client library would need more of the machine than the collector that is measured. */
export async function connectSender(url: URL): Promise<ReportSender> {
  const socket = await open(url);
  let received = '';
  let answered: ((status: number) => void) | null = null;
  socket.on('data', (text: string) => {
    received += text;
    const headEnd = received.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, headEnd))?.[1] ?? 0);
    if (received.length < headEnd + HEAD_END.length + length) return;
    const status = Number(received.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
    received = '';
    answered?.(status);
    answered = null;
  });
  socket.on('close', () => answered?.(0));
  const head = `POST /v1/reports HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/cmcd\r\nContent-Length: `;
  return {
    send(body) {
      return new Promise((resolve) => {
        answered = resolve;
        socket.write(`${head}${Buffer.byteLength(body)}${HEAD_END}${body}`);
      });
    },
    close: () => socket.destroy(),
  };
}

function open(url: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => {
      socket.off('error', reject);
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
    socket.setNoDelay(true).setEncoding('utf8').once('error', reject);
  });
}
