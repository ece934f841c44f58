import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { faultVocabulary } from '../../e2e/origin/fault.ts';
import { scenarioJsonSchema } from '../../e2e/origin/json-schema.ts';
import { scenarioNames } from '../../e2e/origin/scenario.ts';
import { always } from './test-origin.ts';

const origin = join(import.meta.dirname, '../../e2e/origin');
const read = (path: string) => readFile(join(origin, path), 'utf8');
const json = async (path: string) => JSON.parse(await read(path)) as Record<string, unknown>;

const validate = async () => new Ajv({ strict: false }).compile(await json('scenario.schema.json'));

it('is the one that is published; else: npm run -s origin -- --schema > e2e/origin/scenario.schema.json', async () => {
  expect(await read('scenario.schema.json')).toBe(scenarioJsonSchema());
});

describe('every scenario that comes with the origin', async () => {
  it.each(await scenarioNames())('%s is valid, and names its schema', async (name) => {
    const isValid = await validate();
    const scenario = await json(`scenarios/${name}.json`);
    expect(scenario['$schema']).toBe('../scenario.schema.json');
    isValid(scenario);
    expect(isValid.errors).toBeNull();
  });
});

it.each([
  [{ seed: 'x' }],
  [{ fault: [] }],
  [{ faults: [always({ type: 'explode' })] }],
  [{ faults: [always({ type: 'truncate' })] }],
  [{ faults: [always({ type: 'throttle', bitsPerSecond: 0 })] }],
  [{ faults: [{ ...always({ type: 'hang' }), probability: 2 }] }],
])('finds what is wrong with %j', async (fields) => {
  const isValid = await validate();
  const clean = await json('scenarios/clean.json');
  expect(isValid(clean)).toBe(true);
  expect(isValid({ ...clean, ...fields })).toBe(false);
});

it('and the README names each fault', async () => {
  const readme = await read('../README.md');
  expect(faultVocabulary.filter(({ name }) => !readme.includes(`| \`${name}\``))).toEqual([]);
});

it('tells an editor what each fault does', async () => {
  const text = await read('scenario.schema.json');
  for (const { name, description } of faultVocabulary) {
    expect(description, name).not.toBe('');
    expect(text).toContain(JSON.stringify(description));
  }
});
