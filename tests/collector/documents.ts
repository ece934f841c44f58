import { toPublished } from '../../src/collector/published.ts';
import type { Published } from '../../src/collector/store.ts';

/** A document as producers send it. */
export function sentDocument(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    version: 1,
    id: 'evening',
    title: 'An evening',
    scheduledStart: '2026-11-23T20:00:00.000Z',
    state: 'live',
    pathways: [
      { id: 'primary', url: 'https://a.example/main.m3u8' },
      { id: 'backup', url: 'https://b.example/main.m3u8' },
    ],
    reports: { url: 'https://collector.example/v1/reports', sampleRate: 1 },
    ...more,
  };
}

export function publishedDocument(revision: number, title = 'An evening'): Published {
  return toPublished({
    version: 1,
    id: 'evening',
    revision,
    title,
    scheduledStart: '2026-11-23T20:00:00.000Z',
    state: 'live',
    pathways: [{ id: 'primary', url: 'https://a.example/main.m3u8' }],
    reports: { url: 'https://collector.example/v1/reports', sampleRate: 1 },
  });
}
