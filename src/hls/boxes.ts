/** A box of ISO/IEC 14496-12 (4.2): byte places in what it was found in. */
export interface Box {
  readonly type: string;
  /** Of the type. */
  readonly typeAt: number;
  readonly contentAt: number;
  readonly end: number;
}

/** The boxes between two places (ISO/IEC 14496-12, 4.2), as far as they are whole. */
export function boxesIn(body: Uint8Array, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to;) {
    const size = uint32(body, at);
    const contentAt = at + (size === 1 ? 16 : 8);
    const end = size === 0 ? to : size === 1 ? at + uint32(body, at + 12) : at + size;
    if (end < contentAt || end > to) break;
    const type = String.fromCharCode(...body.subarray(at + 4, at + 8));
    boxes.push({ type, typeAt: at + 4, contentAt, end });
    at = end;
  }
  return boxes;
}

export function childrenOf(body: Uint8Array, parents: readonly Box[], type: string): Box[] {
  return parents.flatMap(({ contentAt, end }) =>
    boxesIn(body, contentAt, end).filter((box) => box.type === type),
  );
}

export function uint16(body: Uint8Array, at: number): number {
  return ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0);
}

export function uint32(body: Uint8Array, at: number): number {
  return uint16(body, at) * 0x10000 + uint16(body, at + 2);
}
