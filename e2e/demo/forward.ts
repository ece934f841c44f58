import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';

/** Passes a request on, and the answer back. 502 when nobody is there. */
export function forward(request: IncomingMessage, response: ServerResponse, target: URL): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve();
    response.once('close', done);
    const passed = ask(
      target,
      { method: request.method, headers: { ...request.headers, host: target.host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.once('error', () => response.destroy());
      },
    );
    passed.once('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
    request.pipe(passed);
    request.once('error', () => passed.destroy());
    response.once('close', () => passed.destroy());
  });
}
