/** Detects bytes that changed on their way: CRC-32 (the polynomial of zip and PNG). */

/** What a byte does to a CRC-32. */
export const crcTable: Int32Array = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  crcTable[byte] = rest;
}

/** What a byte does to it that has one, two, three bytes behind it: four bytes are taken at once ("slicing by 4"). */
const [behind1, behind2, behind3] = [behind(crcTable), behind(behind(crcTable)), behind(behind(behind(crcTable)))];

/** The table for a byte with one more byte behind it. */
function behind(table: Int32Array): Int32Array {
  return table.map((crc) => (crc >>> 8) ^ crcTable[crc & 255]);
}

/** CRC-32 of `bytes[from, to)` as an unsigned 32-bit integer; finds every error burst of up to 32 bits. */
export function checksum(bytes: Uint8Array, from = 0, to: number = bytes.length): number {
  let crc = -1;
  let i = from;
  for (; i + 4 <= to; i += 4)
    crc =
      behind3[(crc ^ bytes[i]) & 255] ^
      behind2[((crc >>> 8) ^ bytes[i + 1]) & 255] ^
      behind1[((crc >>> 16) ^ bytes[i + 2]) & 255] ^
      crcTable[(crc >>> 24) ^ bytes[i + 3]];
  for (; i < to; i++) crc = (crc >>> 8) ^ crcTable[(crc ^ bytes[i]) & 255];
  return ~crc >>> 0;
}

/** Bytes of a checksum that a content may end with. */
const CHECKSUM_BYTES = 4;

/**
 * Tells contents apart, as an unsigned 32-bit integer. The checksum alone does not: it is the same for all contents that
 * end with their own checksum, as snapshots do.
 */
export function fingerprint(bytes: Uint8Array): number {
  const end = Math.max(0, bytes.length - CHECKSUM_BYTES);
  return (Math.imul(checksum(bytes, 0, end), 31) + checksum(bytes, end)) >>> 0;
}
