/** A transport stream packet that carries nothing (ISO/IEC 13818-1, 2.4.1): every reader passes over it. */
export function nullPacket(): Uint8Array<ArrayBuffer> {
  const packet = new Uint8Array(188).fill(0xff);
  packet.set([0x47, 0x1f, 0xff, 0x10]);
  return packet;
}
