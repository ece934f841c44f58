import { toJsonSchema } from '@valibot/to-json-schema';
import { scenarioSchema } from './scenario-schema.ts';

/**
 * The schema of a scenario file for editors (JSON Schema, draft 7). What no single field can tell, and what a number
 * cannot be in JSON anyway, is not in it.
 */
export function scenarioJsonSchema(): string {
  const schema = toJsonSchema(scenarioSchema, {
    target: 'draft-07',
    typeMode: 'input',
    ignoreActions: ['finite', 'check', 'transform'],
  });
  return `${JSON.stringify({ ...schema, title: 'A scenario of the mock origin' }, null, 2)}\n`;
}
