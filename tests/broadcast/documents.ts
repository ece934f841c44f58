import { type BroadcastDocument, parseBroadcastDocument } from '../../src/broadcast/broadcast-document.ts';

export const DOCUMENT_URL = 'https://page.example/evening/broadcast.json';
export const START_MS = Date.UTC(2026, 10, 23, 20);

/** The least that a document must say. */
export const leastDocument = {
  version: 1,
  id: 'talk',
  title: 'A talk',
  scheduledStart: '2026-11-23T20:00:00Z',
  state: 'scheduled',
  pathways: [{ id: 'a', url: 'https://origin.example/live.m3u8' }],
};

export function documentText(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({ ...leastDocument, ...changes });
}

export function documentOf(changes: Record<string, unknown> = {}): BroadcastDocument {
  const parsed = parseBroadcastDocument(documentText(changes), DOCUMENT_URL);
  if (parsed.kind !== 'ok') throw new Error(parsed.message);
  return parsed.document;
}
