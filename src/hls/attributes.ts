import { PlaylistError } from './playlist-error.ts';

/** The value of one attribute as written; `text` is without its quotes. */
export interface AttributeValue {
  readonly quoted: boolean;
  readonly text: string;
}

/** Attributes by name, in the order in which they were written. */
export type AttributeList = ReadonlyMap<string, AttributeValue>;

const ATTRIBUTE = /[ \t,]*([A-Za-z0-9_-]+)[ \t]*=(?:[ \t]*"([^"]*)"[ \t]*|([^",]*))(?:,|$)/y;

/**
 * Reads an attribute list (RFC 8216bis 4.2). White space around commas, commas with nothing between them and a name
 * written twice (the last one counts) are let pass: players in the field play such streams, and refusing them would
 * only mean silence.
 * Throws PlaylistError for anything that is not `NAME=value`, such as a quoted string that was cut off.
 */
export function parseAttributes(text: string, line: number): AttributeList {
  const attributes = new Map<string, AttributeValue>();
  let position = 0;
  let end = text.length;
  while (end > 0 && ' \t,'.includes(text[end - 1] ?? '')) end -= 1;
  while (position < end) {
    ATTRIBUTE.lastIndex = position;
    const match = ATTRIBUTE.exec(text);
    const name = match?.[1];
    if (match === null || name === undefined) {
      throw new PlaylistError(line, `expected NAME=value, found "${text.slice(position, position + 40)}"`);
    }
    const quoted = match[2];
    attributes.set(name, { quoted: quoted !== undefined, text: quoted ?? (match[3] ?? '').trim() });
    position = ATTRIBUTE.lastIndex;
  }
  return attributes;
}

/** The attribute list as text. Quotes and line breaks inside a quoted string cannot be written: they are left out. */
export function formatAttributes(attributes: AttributeList): string {
  return [...attributes]
    .map(
      ([name, value]) => `${name}=${value.quoted ? `"${value.text.replace(/["\r\n]/g, '')}"` : value.text}`,
    )
    .join(',');
}

/**
 * A quoted or enumerated string; null when the attribute is not there. Streams in the field leave quotes out and
 * put them in where they should not: both are taken as they are meant.
 */
export function textOf(attributes: AttributeList, name: string): string | null {
  return attributes.get(name)?.text ?? null;
}

/** A decimal integer or floating-point number of at least 0; null when it is not there or is no such number. */
export function decimal(attributes: AttributeList, name: string): number | null {
  const text = attributes.get(name)?.text ?? '';
  return /^\d+(?:\.\d*)?$/.test(text) ? Number(text) : null;
}

/** True only for an enumerated string `YES`. */
export function isYes(attributes: AttributeList, name: string): boolean {
  return textOf(attributes, name) === 'YES';
}

/** A hexadecimal sequence as `0x` and lower-case digits, filled up with zeros to `digits`; null when there is none. */
export function hexadecimal(attributes: AttributeList, name: string, digits: number): string | null {
  const match = /^0x([0-9a-f]+)$/i.exec(attributes.get(name)?.text ?? '');
  const written = match?.[1]?.toLowerCase().replace(/^0+(?=.)/, '');
  return written === undefined || written.length > digits ? null : `0x${written.padStart(digits, '0')}`;
}

/** A decimal resolution such as `1280x720`, in pixels; null when there is none. */
export function resolution(
  attributes: AttributeList,
  name: string,
): { readonly width: number; readonly height: number } | null {
  const match = /^(\d+)x(\d+)$/.exec(attributes.get(name)?.text ?? '');
  return match === null ? null : { width: Number(match[1]), height: Number(match[2]) };
}
