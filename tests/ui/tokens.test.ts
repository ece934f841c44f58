import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const css = readFileSync('src/ui/tokens.css', 'utf8');

/** The custom properties of the rule that begins with this selector. */
function tokens(selector: string): Readonly<Record<string, string>> {
  const start = css.indexOf(`${selector} {`);
  expect(start, selector).toBeGreaterThanOrEqual(0);
  const rule = css.slice(start, css.indexOf('}', start));
  const found = rule.matchAll(/(--[\w-]+):\s*([^;]+);/g);
  return Object.fromEntries(Array.from(found, ([, name = '', value = '']) => [name, value] as const));
}

it('is as dark for a listener who wants it so as on a dark device', () => {
  const byDevice = tokens(":root:not([data-theme='light'])");
  expect(Object.keys(byDevice).length).toBeGreaterThan(5);
  expect(tokens(":root[data-theme='dark']")).toEqual(byDevice);
});

it('has a dark value for each light colour', () => {
  const colours = Object.entries(tokens(':root')).filter(([, value]) => value.startsWith('#'));
  expect(Object.keys(tokens(":root[data-theme='dark']")).toSorted()).toEqual(
    colours.map(([name]) => name).toSorted(),
  );
});
