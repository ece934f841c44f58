import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Sends a whole text with its length. */
export function sendText(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  text: string,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

export function sendJson(response: ServerResponse, status: number, value: object): void {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  sendText(response, status, headers, `${JSON.stringify(value, null, 2)}\n`);
}
