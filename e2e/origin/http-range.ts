/** Byte positions, both included. */
export type RangeAnswer =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

/**
 * What a Range header asks of a body of `size` bytes (RFC 9110, 14.1.2 and 14.2). Several ranges, other units and
 * nonsense are ignored, which a server may always do: the whole body is the answer.
 */
export function readRange(header: string | undefined, size: number): RangeAnswer {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [first = '', last = ''] = match?.slice(1) ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') {
    const start = Math.max(0, size - Number(last));
    return Number(last) === 0 || size === 0
      ? { kind: 'unsatisfiable' }
      : { kind: 'part', start, end: size - 1 };
  }
  if (last !== '' && Number(last) < Number(first)) return { kind: 'whole' };
  if (Number(first) >= size) return { kind: 'unsatisfiable' };
  return {
    kind: 'part',
    start: Number(first),
    end: last === '' ? size - 1 : Math.min(Number(last), size - 1),
  };
}
