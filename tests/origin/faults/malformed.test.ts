import { expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { always, useOrigins } from '../test-origin.ts';

const start = useOrigins();

it.each([
  { body: 'html', contentType: 'text/html; charset=utf-8', text: /^<!DOCTYPE html>/ },
  { body: 'empty', contentType: 'audio/mp4', text: /^$/ },
  { body: 'json', contentType: 'application/json', text: /^\{"error"/ },
])('answers 200 with $body instead', async ({ body, contentType, text }) => {
  const origin = await start({ faults: [always({ type: 'malformed', body })] });
  const answer = await ask(origin.segmentUrl, { Range: 'bytes=100-' });
  expect(answer).toMatchObject({ status: 200, ended: 'closed' });
  expect(answer.headers['content-type']).toBe(contentType);
  expect(answer.headers).not.toHaveProperty('etag');
  expect(answer.headers).not.toHaveProperty('content-range');
  expect(answer.body.toString()).toMatch(text);
  expect(answer.body).toHaveLength(Number(answer.headers['content-length']));
});
