import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { htmlPage, sayInstead } from '../answer.ts';

export const malformedSchema = v.pipe(
  v.strictObject({
    type: v.literal('malformed'),
    body: v.picklist(['html', 'empty', 'json'], 'must be "html", "empty" or "json"'),
  }),
  v.description(
    '200 with something that is neither playlist nor media: a captive portal, an empty body, an API’s excuse.',
  ),
);
type MalformedFault = v.InferOutput<typeof malformedSchema>;

const contentTypes: Record<MalformedFault['body'], string | null> = {
  html: 'text/html; charset=utf-8',
  // Whoever sends nothing says that it is what was asked for.
  empty: null,
  json: 'application/json',
};

function bodyOf(kind: MalformedFault['body']): Uint8Array {
  switch (kind) {
    case 'html':
      return htmlPage('Please sign in to use this network');
    case 'empty':
      return new Uint8Array();
    case 'json':
      return Buffer.from('{"error":"upstream unavailable"}\n');
  }
}

export function malformed(answer: Answer, fault: MalformedFault): Answer {
  const contentType = contentTypes[fault.body] ?? answer.headers['Content-Type'];
  const headers = {
    'Cache-Control': 'no-store',
    ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
  };
  return sayInstead(answer, { status: 200, headers, body: bodyOf(fault.body) });
}
