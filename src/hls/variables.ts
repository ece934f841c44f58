import { type AttributeList, parseAttributes, textOf } from './attributes.ts';
import { PlaylistError } from './playlist-error.ts';

/** Playlist variables by name (EXT-X-DEFINE). */
export type Variables = ReadonlyMap<string, string>;

export const noVariables: Variables = new Map();

const REFERENCE = /\{\$([A-Za-z0-9_-]+)\}/g;

/**
 * The text with `{$name}` replaced by the variable's value (RFC 8216bis 4.3). Values are not looked through again.
 * Throws PlaylistError for a variable that has not been defined above this line.
 */
export function substitute(text: string, variables: Variables, line: number): string {
  return text.replace(REFERENCE, (reference, name: string) => {
    const value = variables.get(name);
    if (value === undefined) throw new PlaylistError(line, `variable ${reference} is not defined`);
    return value;
  });
}

/** Reads an attribute list and replaces variables in its quoted strings and hexadecimal sequences (RFC 8216bis 4.3). */
export function parseAttributesWith(variables: Variables, text: string, line: number): AttributeList {
  const attributes = parseAttributes(text, line);
  if (!text.includes('{$')) return attributes;
  return new Map(
    [...attributes].map(([name, value]) => [
      name,
      { ...value, text: substitute(value.text, variables, line) },
    ]),
  );
}

/**
 * The variables after one EXT-X-DEFINE tag (RFC 8216bis 4.4.2.3): NAME with VALUE, QUERYPARAM from the playlist's
 * own URL, or IMPORT from the multivariant playlist. Throws PlaylistError when it defines nothing, or a name twice.
 */
export function define(
  variables: Variables,
  tagValue: string,
  from: { readonly playlistUrl: string; readonly imported: Variables },
  line: number,
): Variables {
  const attributes = parseAttributesWith(variables, tagValue, line);
  const name = textOf(attributes, 'NAME');
  const queryParameter = textOf(attributes, 'QUERYPARAM');
  const importName = textOf(attributes, 'IMPORT');
  if (name !== null) return withVariable(variables, name, textOf(attributes, 'VALUE') ?? '', line);
  if (queryParameter !== null) {
    const value = new URL(from.playlistUrl).searchParams.get(queryParameter);
    if (value === null || value === '') {
      throw new PlaylistError(line, `the playlist's URL has no query parameter "${queryParameter}"`);
    }
    return withVariable(variables, queryParameter, value, line);
  }
  if (importName !== null) {
    const value = from.imported.get(importName);
    if (value === undefined) {
      throw new PlaylistError(line, `variable "${importName}" is not defined in the multivariant playlist`);
    }
    return withVariable(variables, importName, value, line);
  }
  throw new PlaylistError(line, 'EXT-X-DEFINE without NAME, QUERYPARAM or IMPORT');
}

function withVariable(variables: Variables, name: string, value: string, line: number): Variables {
  if (variables.has(name)) throw new PlaylistError(line, `variable "${name}" is defined twice`);
  return new Map(variables).set(name, value);
}
