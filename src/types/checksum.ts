/** Detects bytes that changed on their way: CRC-32 (the polynomial of zip and PNG). */

/** What a byte does to a CRC-32. */
export const crcTable: Int32Array = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  crcTable[byte] = rest;
}

/** CRC-32 of `bytes[from, to)` as an unsigned 32-bit integer; finds every error burst of up to 32 bits. */
export function checksum(bytes: Uint8Array, from = 0, to: number = bytes.length): number {
  let crc = -1;
  for (let i = from; i < to; i++) crc = (crc >>> 8) ^ crcTable[(crc ^ bytes[i]) & 255];
  return ~crc >>> 0;
}
