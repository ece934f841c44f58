import { createCipheriv, createHash } from 'node:crypto';

/** So many segments have one key. */
const segmentsPerKey = 3;

/** The number of the key that a segment is encrypted with. */
export function keyNumberOf(sequence: number): number {
  return Math.floor(sequence / segmentsPerKey);
}

/** 16 bytes, the same for every rendition and evening. */
export function keyOf(keyNumber: number): Buffer {
  return createHash('sha256').update(`key ${keyNumber}`).digest().subarray(0, 16);
}

/** AES-128 in CBC mode with PKCS7 padding (RFC 8216bis 5.2); the IV is the media sequence number. */
export function encrypted(body: Buffer, sequence: number): Buffer {
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(sequence, 12);
  const cipher = createCipheriv('aes-128-cbc', keyOf(keyNumberOf(sequence)), iv);
  return Buffer.concat([cipher.update(body), cipher.final()]);
}
