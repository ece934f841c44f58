import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { type Collector, type CollectorOptions, createCollector } from '../../src/collector/collector.ts';
import type { JoinStatusReport } from '../../src/reporting/join-status-report.ts';
import { sentDocument } from './documents.ts';

export const TOKEN = 'the-token-of-these-tests';
export const authorized = { Authorization: `Bearer ${TOKEN}` };

const running: Collector[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((collector) => collector.stop()));
});

/** A collector on a free port that stops at the end of the test. */
export async function startCollector(options: Partial<CollectorOptions> = {}): Promise<Collector> {
  const collector = await createCollector({ port: 0, token: TOKEN, random: () => 0, ...options });
  running.push(collector);
  return collector;
}

/** One with a document in it. */
export async function startWithDocument(
  options: Partial<CollectorOptions> = {},
  more: Readonly<Record<string, unknown>> = {},
): Promise<Collector> {
  const collector = await startCollector(options);
  const { status } = await putDocument(collector.url, sentDocument(more), { 'If-None-Match': '*' });
  if (status !== 200) throw new Error(`The document was answered ${status}.`);
  return collector;
}

export function putDocument(
  url: string,
  document: unknown,
  headers: Readonly<Record<string, string>>,
  note = 'a note',
): Promise<Response> {
  return fetch(`${url}/v1/broadcast`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', ...authorized, ...headers },
    body: JSON.stringify({ document, note }),
  });
}

export function postReports(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}/v1/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/cmcd', ...headers },
    body,
  });
}

export async function joinStatus(url: string): Promise<JoinStatusReport> {
  const answer = await fetch(`${url}/v1/join-status`, { headers: authorized });
  return (await answer.json()) as JoinStatusReport;
}

/** Bytes on the wire, for what no HTTP client would send. */
export async function rawConnection(url: string): Promise<{ socket: Socket; ended: Promise<string> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once('connect', resolve));
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(received)));
  socket.on('error', () => socket.destroy());
  return { socket, ended };
}
