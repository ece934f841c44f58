import { validateCmcdEventReport } from '@svta/cml-cmcd';
import type { Report } from '../../src/reporting/report.ts';

/** One that says little; spread it and change what matters. */
export const leastReport: Report = {
  event: { kind: 't' },
  sessionId: '0123456789abcdef0123456789abcdef',
  contentId: 'talk',
  sequence: 0,
  atMs: Date.UTC(2026, 10, 23, 20),
  state: 'p',
  inHandSeconds: 0,
  bitrateBps: null,
  latencySeconds: null,
  starvedMs: null,
  joinTimeMs: null,
  hidden: false,
  link: 'steady',
  attempts: 0,
  pathwayId: null,
  revision: null,
  held: false,
};

/** The lines of a body as the field's own library reads them; throws where its validators find anything at all. */
export function readLines(body: string): readonly Readonly<Record<string, unknown>>[] {
  const { issues, data } = validateCmcdEventReport({
    url: 'https://collector.example/v1/reports',
    method: 'POST',
    headers: { 'Content-Type': 'application/cmcd' },
    body,
  });
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return data;
}
